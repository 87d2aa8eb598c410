"""After a reorganisation in July the year still adds up, and the sealed text has not changed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from blocs.actions import reforms
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Step
from blocs.models import Membership, Unit
from pacts.models import OwnTarget, Pact, Restatement
from pacts.text import canonical_of
from reports.overview import picture
from tests.blocs.test_reforms import DAY, a_reform, done, dump
from tests.make import a_bloc, a_figure, a_pact, a_phase, a_pledge, members_of

pytestmark = pytest.mark.django_db
SEALED = {"state": "sealed", "digest": "x", "sealed_at": "2017-02-15T03:00:00Z"}


def a_year(units=4):
    bloc = a_bloc(units)
    pact = a_pact(bloc)
    count = a_pledge(pact, name="Số vụ khám phá", kind="at_least", target=Decimal(12), measure="vụ")
    Pact.objects.filter(pk=pact.pk).update(**SEALED)
    pact.refresh_from_db()
    phase = a_phase(bloc.season)
    for number, unit in enumerate(members_of(bloc), start=1):
        a_figure(count, unit, value=Decimal(number), phase=phase)
    return bloc, pact, count, phase


def seen(bloc, phase):
    return picture(type(bloc).objects.select_related("season", "previous").get(pk=bloc.pk), phase)


def total(bloc, phase, pledge):
    return next(row for row in seen(bloc, phase).bloc_standings if row.pledge == pledge).number


def owed(bloc, phase, pledge):
    """What all who belonged to the bloc in the year owe together."""
    own = seen(bloc, phase).own_targets
    units = [row.unit for row in Membership.objects.filter(bloc=bloc).select_related("unit")]
    held = [own.get((pledge.pk, unit.pk), pledge) for unit in units if unit.successions.count() != 1]
    return sum(row.target for row in held)


def test_a_merger_adds_targets_and_figures_and_keeps_the_bloc_s_total():
    bloc, pact, count, phase = a_year()
    a, b, c, d = members_of(bloc)
    own = OwnTarget.objects.create(pledge=count, membership=bloc.memberships.get(unit=b), target=Decimal(15))
    before, text = total(bloc, phase, count), canonical_of(pact)
    done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    new = Unit.objects.get(name="Mới")
    row = Restatement.objects.get(pledge=count)
    assert (row.unit, row.target, row.from_on) == (new, Decimal(27), DAY) and "27" in row.reason
    assert canonical_of(Pact.objects.get(pk=pact.pk)) == text and own.target == 15
    assert before == total(bloc, phase, count) == Fraction(10)
    assert seen(bloc, phase).figures[count.pk, new.pk].value == Decimal(3)
    assert owed(bloc, phase, count) == 12 * 3 + 15
    half = a_phase(bloc.season, "half", slug="6", ends_on=date(2017, 6, 30))
    assert [unit.pk for unit in seen(bloc, half).units] == [a.pk, b.pk, c.pk, d.pk]


def test_a_split_shares_by_days_and_the_rest_stays_with_who_is_split():
    bloc, _pact, count, phase = a_year()
    a = members_of(bloc)[0]
    done(Step(Act.SPLIT, (a.pk,), ("Một", "Hai")))
    targets = {row.unit.name: row.target for row in Restatement.objects.filter(pledge=count)}
    assert targets == {"Một": Decimal(3), "Hai": Decimal(3), a.name: Decimal(6)}
    assert total(bloc, phase, count) == Fraction(10) and owed(bloc, phase, count) == 12 * 4


def test_a_unit_that_changes_its_bloc_owes_each_its_days():
    bloc, _pact, count, _phase = a_year()
    other, _other_pact, other_count, _p = a_year(3)
    other.series.organiser, other_series = bloc.series.organiser, other.series
    other_series.save()
    a = members_of(bloc)[3]
    done(Step(Act.TRANSFER, (a.pk,), bloc=other.pk))
    assert Restatement.objects.get(pledge=count).target == Decimal(6)  # 12 × 181/365 = 5,95
    assert Restatement.objects.get(pledge=other_count).target == Decimal(6)  # 12 × 184/365 = 6,05
    assert [row.bloc for row in Membership.objects.on(DAY).filter(unit=a)] == [other]


def test_rates_stay_and_undo_takes_the_restatements_back():
    bloc, pact, _count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    rate = pact.pledges.get(measure="%")
    before = dump()
    reform, admin = done(Step(Act.MERGE, (a.pk, b.pk), ("Mới",)))
    assert not Restatement.objects.filter(pledge=rate).exists()
    reforms.undo(reform, by=admin)
    assert not Restatement.objects.exists() and dump() == before


def test_a_day_before_the_seal_is_refused_and_the_day_after_is_not():
    bloc, _pact, _count, _phase = a_year()
    a, b = members_of(bloc)[:2]
    step = Step(Act.MERGE, (a.pk,), (b.pk,))
    reform, admin = a_reform(step, on=date(2017, 2, 15))
    with pytest.raises(Refused, match="15/02/2017"):
        reforms.carry_out(reform, by=admin)
    assert reforms.carry_out(a_reform(step, on=date(2017, 2, 16))[0], by=admin).is_applied
