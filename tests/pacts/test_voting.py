"""The vote of the meeting: the sealed digest is the adopted digest (issue 5)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from pacts.actions import pacts as pact_actions
from pacts.actions.signatures import record_all_present
from pacts.actions.voting import TEXT_CHANGED, adopt_text, standing_vote, strike_adoption
from pacts.models import Adoption, AgendaItem, Pact, Regulation, Run
from pacts.text import digest_of
from tests.make import a_bloc, a_ceremony, a_pact, a_pledge, a_signing, a_user, adopted
from tests.pacts.test_signature_race import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return a_user(name="Thư ký")


@pytest.fixture
def signing():
    return a_signing(3)


@pytest.mark.parametrize(
    ("majority", "votes", "outcome"),
    [("half", 2, "adopted"), ("half", 1, "rejected"), ("two_thirds", 2, "adopted"), ("all", 2, "rejected")],
)
def test_the_regulation_says_what_adopts(signing, by, majority, votes, outcome):
    pact, _ceremony = signing
    Regulation.objects.create(bloc=pact.bloc, adoption_majority=majority)
    adoption = adopt_text(pact, votes_for=votes, votes_against=3 - votes, by=by)
    assert (adoption.outcome, adoption.digest, adoption.recorded_by) == (outcome, digest_of(pact), "Thư ký")
    assert Event.objects.filter(verb="pacts.adopt_text").count() == 1


@pytest.mark.parametrize("votes", [(4, 0, 0), (2, 1, 1), (0, 0, 0), (-1, 2, 0)])
def test_votes_that_cannot_be_those_of_the_members_are_refused(signing, by, votes):
    names = ("votes_for", "votes_against", "abstentions")
    with pytest.raises(Refused):
        adopt_text(signing[0], by=by, **dict(zip(names, votes, strict=True)))
    assert not Adoption.objects.exists()


def test_only_the_adopted_text_is_sealed_and_the_sealed_digest_is_the_adopted_one(signing, by):
    pact, ceremony = signing
    record_all_present(pact, ceremony=ceremony, by=by)
    with pytest.raises(Refused):
        pact_actions.seal(pact, by=by)
    adoption = adopt_text(pact, votes_for=3, by=by)
    sealed = pact_actions.seal(pact, by=by)
    assert sealed.digest == adoption.digest


def test_a_rejected_text_is_not_sealed(signing, by):
    pact, ceremony = signing
    record_all_present(pact, ceremony=ceremony, by=by)
    adopt_text(pact, votes_for=1, votes_against=2, by=by)
    with pytest.raises(Refused):
        pact_actions.seal(pact, by=by)
    assert Pact.objects.get().state == "open"


def test_without_the_switch_no_vote_is_asked(signing, by):
    pact, ceremony = signing
    Regulation.objects.create(bloc=pact.bloc, adoption_before_seal=False)
    record_all_present(pact, ceremony=ceremony, by=by)
    assert pact_actions.seal(pact, by=by).state == "sealed"


def test_a_changed_text_is_voted_on_anew_and_the_first_vote_stays_readable(by):
    pact = a_pact()
    first = adopt_text(pact, votes_for=3, by=by)
    a_pledge(pact)
    second = adopt_text(pact, votes_for=2, votes_against=1, by=by)
    first.refresh_from_db()
    assert (first.struck_reason, first.struck_by) == (TEXT_CHANGED, "Thư ký")
    assert standing_vote(pact) == second and second.digest == digest_of(pact) != first.digest


def test_a_text_changed_after_its_vote_hinders_the_seal(signing, by):
    pact, ceremony = signing
    record_all_present(pact, ceremony=ceremony, by=by)
    adopt_text(pact, votes_for=3, by=by)
    a_pledge(pact)
    with pytest.raises(Refused):
        pact_actions.seal(pact, by=by)
    assert Pact.objects.get().state == "open"


def test_the_same_text_is_voted_on_once_until_the_vote_is_struck(signing, by):
    pact, _ceremony = signing
    first = adopt_text(pact, votes_for=1, votes_against=2, by=by)
    with pytest.raises(Refused):
        adopt_text(pact, votes_for=3, by=by)
    with pytest.raises(Refused):
        strike_adoption(first, reason=" ", by=by)
    strike_adoption(first, reason="Đếm nhầm phiếu", by=by)
    with pytest.raises(Refused):
        strike_adoption(first, reason="Lần nữa", by=by)
    assert adopt_text(pact, votes_for=3, by=by).outcome == "adopted"
    assert Adoption.objects.count() == 2


def test_a_text_other_than_the_one_shown_is_refused(signing, by):
    with pytest.raises(Refused):
        adopt_text(signing[0], votes_for=3, digest="0" * 64, by=by)
    assert not Adoption.objects.exists()


def test_a_sealed_pact_is_neither_voted_on_nor_its_vote_struck(by):
    pact = a_pact(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    adoption = adopted(pact)
    with pytest.raises(Refused):
        adopt_text(pact, votes_for=3, by=by)
    with pytest.raises(Refused):
        strike_adoption(adoption, reason="Nhầm", by=by)
    assert standing_vote(pact) == adoption


def test_the_votes_are_copied_to_the_programme_and_everybody_watching_is_told(signing, by):
    pact, ceremony = signing
    item = AgendaItem.objects.create(ceremony=ceremony, title="Thông qua nội dung giao ước")
    run = Run.objects.create(ceremony=ceremony)
    adoption = adopt_text(pact, votes_for=2, abstentions=1, ceremony=ceremony, item=item, by=by)
    item.refresh_from_db()
    run.refresh_from_db()
    assert (item.votes_for, item.votes_against, item.abstentions, item.is_adoption) == (2, 0, 1, True)
    assert (item.is_unanimous, run.pulse) == (False, 1)
    strike_adoption(adoption, reason="Đếm nhầm", by=by)
    adopt_text(pact, votes_for=3, ceremony=ceremony, item=item, by=by)
    item.refresh_from_db()
    run.refresh_from_db()
    assert (item.votes_for, item.is_unanimous, run.pulse) == (3, True, 3)


def test_at_a_joint_ceremony_the_votes_of_its_pacts_add_up(signing, by):
    pact, ceremony = signing
    other = a_pact(a_bloc(2), state="open")
    ceremony.pacts.add(other)
    item = AgendaItem.objects.create(ceremony=ceremony, title="Thông qua")
    adopt_text(pact, votes_for=3, ceremony=ceremony, item=item, by=by)
    adopt_text(other, votes_for=1, votes_against=1, ceremony=ceremony, item=item, by=by)
    item.refresh_from_db()
    assert (item.votes_for, item.votes_against, item.is_unanimous) == (4, 1, False)


def test_a_ceremony_that_does_not_carry_the_pact_or_has_not_begun_takes_no_vote(signing, by):
    pact, ceremony = signing
    planned = a_ceremony(pact.bloc, state="planned")
    foreign = AgendaItem.objects.create(ceremony=planned, title="Thông qua")
    for words in (
        {"ceremony": a_ceremony(a_bloc(), state="live")},
        {"ceremony": planned},
        {"ceremony": ceremony, "item": foreign},
        {"item": foreign},
    ):
        with pytest.raises(Refused):
            adopt_text(pact, votes_for=3, by=by, **words)
    assert not Adoption.objects.exists()


def test_the_database_itself_holds_one_standing_vote(signing):
    adopted(signing[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        adopted(signing[0])
    assert Adoption.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_votes_recorded_at_once_leave_one(by):
    pact, ceremony = a_signing(3)
    item = AgendaItem.objects.create(ceremony=ceremony, title="Thông qua")

    def record():
        return adopt_text(pact, votes_for=3, ceremony=ceremony, item=item, by=by)

    results = at_once(*[record] * 4)
    assert sorted(type(result).__name__ for result in results) == ["Adoption", "Refused", "Refused", "Refused"]
    assert (Adoption.objects.count(), Event.objects.filter(verb="pacts.adopt_text").count()) == (1, 1)
    item.refresh_from_db()
    assert item.votes_for == 3
