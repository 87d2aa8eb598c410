"""A target of nothing where points are relative to the best: refused wherever it could come in, never an error."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from blocs.logic.lifecycle import Refused
from blocs.models import Role
from pacts.actions.criteria import Line, adopt_table, set_assignments
from pacts.actions.pledges import set_own_target
from pacts.models import Assignment, OwnTarget
from tests.make import a_bloc, a_pact, a_pledge, a_user, members_of
from tests.pacts.adoptable import an_adoptable

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    """Fed by a pledge of at most 10, so that 0 is stricter and a unit may well pledge it."""
    pact = a_pact(a_bloc())
    pact.pledges.all().delete()
    a_pledge(pact, kind="at_most", target=10, measure="vụ")
    return an_adoptable(pact)


@pytest.fixture
def secretary(table):
    return a_user(Role.SECRETARY, at=table.pact.bloc)


def leaf_of(table):
    return table.criteria.get(formula="relative_to_best")


def own(table, target) -> OwnTarget:
    membership = table.pact.bloc.memberships.first()
    return OwnTarget(pledge=table.pact.pledges.get(), membership=membership, target=Decimal(target))


@pytest.mark.parametrize("target", ["0", "-5"])
def test_a_table_is_not_adopted_over_a_units_own_target_of_nothing(table, secretary, target):
    row = own(table, target)
    row.save()
    with pytest.raises(Refused) as refused:
        adopt_table(table, by=secretary)
    assert "1.1" in str(refused.value.sentences[0])
    row.delete()
    decided = Assignment.objects.create(criterion=leaf_of(table), unit=members_of(table.pact.bloc)[1], target=target)
    with pytest.raises(Refused):
        adopt_table(table, by=secretary)
    decided.delete()
    group = leaf_of(table).parent
    decided = Assignment.objects.create(criterion=group, unit=members_of(table.pact.bloc)[1], target=target)
    with pytest.raises(Refused):
        adopt_table(table, by=secretary)
    decided.delete()
    assert adopt_table(table, by=secretary).is_adopted


@pytest.mark.parametrize("target", ["0", "-5"])
def test_it_is_not_decided_for_a_unit_either(table, secretary, target):
    line = Line(members_of(table.pact.bloc)[0], target=Decimal(target))
    with pytest.raises(Refused):
        set_assignments(leaf_of(table), [line], by=secretary)
    client = Client()
    client.force_login(secretary)
    posted = {f"u{line.unit.pk}_state": "own", f"u{line.unit.pk}_target": target}
    answer = client.post(reverse("pacts:criterion_assignments", args=[leaf_of(table).pk]), posted)
    assert answer.status_code == 200
    assert not Assignment.objects.filter(criterion=leaf_of(table)).exists()


def test_an_own_target_of_nothing_waits_until_nothing_relative_is_fed_by_it(table, secretary):
    adopt_table(table, by=secretary)
    with pytest.raises(ValidationError):
        set_own_target(own(table, "0"), by=secretary)
    assert not OwnTarget.objects.exists()
    leaf = leaf_of(table)
    type(leaf).objects.filter(pk=leaf.pk).update(formula="proportional")
    assert set_own_target(own(table, "0"), by=secretary).pk
