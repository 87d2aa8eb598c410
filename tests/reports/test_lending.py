"""Last season's results reach the pact that is made after it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from blocs.models import Role
from reports.lending import results_of
from tests.make import a_bloc, a_figure, a_pact, a_phase, a_pledge, a_user, members_of
from tests.pacts.test_actions_pacts import next_bloc

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    return a_pact(a_bloc(), state="sealed", sealed_at="2017-02-15T08:00Z", digest="0" * 64)


def test_what_was_entered_for_the_bloc_is_lent(pact):
    a_figure(pact.pledges.get(), value=Decimal("92.02"))
    assert results_of([pact.pledges.get().pk]) == {pact.pledges.get().pk: Decimal("92.02")}


def test_the_sum_of_the_units_is_lent_once_all_have_spoken(pact):
    pledge = a_pledge(pact, kind="reduce_at_least", target=5, measure="vụ", baseline_label="năm 2016")
    units = members_of(pact.bloc)
    for unit, value in zip(units[:2], (40, 30), strict=True):
        a_figure(pledge, unit, value=Decimal(value))
    assert results_of([pledge.pk]) == {}
    a_figure(pledge, units[2], value=Decimal(50))
    assert results_of([pledge.pk]) == {pledge.pk: Decimal(120)}


def test_a_quarter_is_no_year_and_a_yes_is_no_figure(pact):
    a_phase(pact.bloc.season)
    quarter = a_phase(pact.bloc.season, kind="quarter", slug="quy-1")
    a_figure(pact.pledges.get(), phase=quarter)
    word = a_pledge(pact, kind="qualitative", target=None, measure="")
    a_figure(word, value=Decimal(1))
    assert results_of([pact.pledges.get(kind="at_least").pk, word.pk]) == {}


def test_the_next_pact_falls_from_what_was_reached(client, pact):
    pledge = a_pledge(pact, kind="reduce_at_least", target=5, measure="vụ", baseline_label="năm 2016")
    a_figure(pledge, value=Decimal(120))
    bloc = next_bloc(pact.bloc)
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    client.post(reverse("pacts:pact_draft", args=[bloc.pk]), {"start": "last_season"})
    copy = bloc.pacts.get().pledges.get(follows=pledge)
    assert (copy.baseline, copy.baseline_label) == (Decimal(120), "năm 2017")
    page = client.get(reverse("pacts:pact_contents", args=[copy.pact_id])).content.decode()
    assert "120 vụ" in page
