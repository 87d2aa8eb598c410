"""A ballot from its draft to its outcome: what is fixed when, who may vote, and what is refused with a sentence."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Role
from pacts.models import HonourRules
from reports.actions.poll_closing import chosen_units, close_poll, draft_second_round
from reports.actions.poll_opening import open_poll, set_presence, void_poll, withdraw_candidate
from reports.actions.poll_voting import cast
from reports.actions.polls import add_candidate, add_voter, draft_poll, edit_poll, fill_roll, with_defaults
from reports.models import Ballot, Poll, Receipt, Result, Voter
from reports.poll_terms import digest, terms_text
from tests.make import a_bloc, a_title, a_user, members_of
from tests.make_polls import a_poll, an_open_poll, keys_of, vote, voters_of

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_draft_takes_the_rules_of_its_bloc_and_the_commanders_of_its_units():
    bloc = a_bloc(3)
    HonourRules.objects.create(bloc=bloc, majority_part=1, majority_whole=2, majority_is_more=True, is_secret=False)
    first, second, third = members_of(bloc)
    commander = a_user(Role.COMMANDER, at=first)
    away = a_user(Role.COMMANDER, at=second)
    acting = a_user()
    Duty.objects.create(
        user=acting, role=Role.COMMANDER, unit=second, acting_for=away.duties.get(), note="Giấy ủy quyền 05/UQ"
    )
    poll = with_defaults(Poll(bloc=bloc, question="Suy tôn", title=a_title()))
    draft_poll(poll, by=a_user())
    assert (poll.majority_part, poll.majority_whole, poll.majority_is_more, poll.is_secret) == (1, 2, True, False)
    lines = voters_of(poll)
    assert [line.unit for line in lines] == [first, second, third]
    assert [line.user for line in lines] == [commander, acting, None]
    assert "05/UQ" in lines[1].stands_for
    assert [line.on_paper for line in lines] == [False, False, True]


def test_one_who_commands_two_units_votes_once_at_the_screen():
    bloc = a_bloc(2)
    user = a_user(Role.COMMANDER, at=members_of(bloc)[0])
    Duty.objects.create(user=user, role=Role.COMMANDER, unit=members_of(bloc)[1])
    poll = draft_poll(Poll(bloc=bloc, question="Suy tôn", title=a_title()), by=a_user())
    assert [(line.user, line.on_paper) for line in voters_of(poll)] == [(user, False), (None, True)]


def test_opening_freezes_terms_and_nothing_of_them_changes_after():
    poll = an_open_poll()
    assert poll.terms == terms_text(poll)
    assert poll.terms_digest == digest(poll.terms)
    for change in (
        lambda: edit_poll(poll, by=a_user()),
        lambda: fill_roll(poll, by=a_user()),
        lambda: add_candidate(poll, unit=members_of(a_bloc())[0], by=a_user()),
        lambda: add_voter(Voter(poll=poll, name="Người đến sau"), by=a_user()),
        lambda: open_poll(poll, by=a_user()),
    ):
        with pytest.raises(Refused):
            change()
    assert fresh(poll).terms == terms_text(poll)


def test_no_ballot_before_the_score_table_is_adopted():
    poll = a_poll()
    HonourRules.objects.filter(bloc=poll.bloc).update(ballot_needs_result=True)
    with pytest.raises(Refused) as refusal:
        open_poll(poll, by=a_user())
    assert len(refusal.value.sentences) == 1
    assert not Result.objects.exists()
    election = a_poll(poll.bloc, kind="head", part="next_head")
    assert open_poll(election, by=a_user()).state == "open"  # who heads the bloc is no honour


@pytest.mark.parametrize(
    ("voters", "is_secret", "opens"), [(2, True, False), (4, True, False), (5, True, True), (2, False, True)]
)
def test_a_small_group_votes_openly_or_not_at_all(voters, is_secret, opens):
    poll = a_poll(voters=voters, is_secret=is_secret)
    if opens:
        assert open_poll(poll, by=a_user()).state == "open"
        return
    with pytest.raises(Refused) as refusal:
        open_poll(poll, by=a_user())
    assert str(voters) in refusal.value.sentences[0]


def test_without_candidates_or_voters_it_does_not_open():
    poll = a_poll(voters=0, candidates=0)
    with pytest.raises(Refused) as refusal:
        open_poll(poll, by=a_user())
    assert len(refusal.value.sentences) == 2


def test_one_person_one_ballot():
    poll = an_open_poll()
    voter = voters_of(poll)[0]
    vote(voter)
    with pytest.raises(Refused):
        vote(voter, {})
    assert (Ballot.objects.count(), Receipt.objects.count()) == (1, 1)
    assert fresh(voter).is_present


def test_the_same_press_twice_finds_its_ballot_and_another_code_does_not():
    poll = an_open_poll()
    first, second = voters_of(poll)[:2]
    code = vote(first)
    assert cast(first, answers={}, by=first.user, code=code) == code
    assert Ballot.objects.count() == 1
    with pytest.raises(Refused):
        cast(second, answers={}, by=second.user, code=code)
    assert not fresh(second).has_voted


def test_nobody_votes_for_another_and_no_stranger_to_the_candidates_is_chosen():
    voter, other = voters_of(an_open_poll())[:2]
    with pytest.raises(Refused):
        cast(voter, answers={}, by=other.user)
    with pytest.raises(Refused):
        vote(voter, {"0": "yes"})
    with pytest.raises(Refused):
        vote(voter, {keys_of(voter.poll)[0]: "maybe"})
    assert not Ballot.objects.exists()


def test_casting_leaves_no_line_and_nothing_of_the_poll_moves():
    poll = an_open_poll()
    events, revision = Event.objects.count(), fresh(poll).revision
    vote(voters_of(poll)[0])
    assert (Event.objects.count(), fresh(poll).revision) == (events, revision)


def test_the_count_the_outcome_and_who_is_chosen():
    poll = an_open_poll()
    one, two, three = keys_of(poll)
    for voter in voters_of(poll)[:5]:
        vote(voter, {one: "yes", two: "no"})
    vote(voters_of(poll)[5], {})
    closed = close_poll(poll, by=a_user())
    told = {row["key"]: row for row in closed.outcome["candidates"]}
    assert (told[one]["votes"], told[two]["votes"], told[three]["votes"]) == ([5, 0, 0], [0, 5, 0], [0, 0, 0])
    assert (closed.outcome["valid"], closed.outcome["blank"], closed.outcome["present"]) == (5, 1, 6)
    assert chosen_units(closed) == [poll.candidates.get(pk=one).unit]
    assert chosen_units(poll) == []  # as it stood while it was open


def test_after_closing_nothing_is_taken_and_nothing_changes():
    poll = an_open_poll()
    late = voters_of(poll)[-1]
    for voter in voters_of(poll)[:6]:
        vote(voter)
    close_poll(poll, by=a_user())
    for press in (
        lambda: vote(late),
        lambda: close_poll(poll, by=a_user()),
        lambda: void_poll(poll, reason="Thử", by=a_user()),
        lambda: set_presence(poll, present=[], by=a_user()),
    ):
        with pytest.raises(Refused):
            press()
    for change in (
        lambda: Ballot.objects.filter(poll=poll).update(choices="{}"),
        lambda: Ballot.objects.filter(poll=poll).delete(),
        lambda: Ballot.objects.create(poll=poll, serial="x", choices="{}", mac="y"),
        lambda: Receipt.objects.filter(poll=poll).delete(),
        lambda: Voter.objects.filter(poll=poll).update(has_voted=True, is_present=True),
        lambda: Voter.objects.filter(poll=poll).delete(),
        lambda: poll.candidates.update(note="khác"),
        lambda: Poll.objects.filter(pk=poll.pk).update(question="khác"),
        lambda: Poll.objects.filter(pk=poll.pk).update(state="open", closed_at=None),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()


def test_an_open_ballot_keeps_its_terms_even_against_the_database():
    poll = an_open_poll()
    voter = voters_of(poll)[0]
    vote(voter)
    for change in (
        lambda: Poll.objects.filter(pk=poll.pk).update(terms="{}"),
        lambda: Poll.objects.filter(pk=poll.pk).update(state="draft", opened_at=None),
        lambda: Voter.objects.filter(pk=voter.pk).update(has_voted=False),
        lambda: Voter.objects.filter(pk=voter.pk).update(user=a_user()),
        lambda: Voter.objects.create(poll=poll, name="Thêm"),
        lambda: poll.candidates.all().delete(),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()


def test_broken_off_the_box_is_emptied_and_the_reason_stands():
    poll = an_open_poll()
    vote(voters_of(poll)[0])
    with pytest.raises(Refused):
        void_poll(poll, reason=" ", by=a_user())
    void_poll(poll, reason="Mất điện", by=a_user())
    assert (Ballot.objects.count(), Receipt.objects.count(), fresh(poll).outcome) == (0, 0, {})
    assert fresh(poll).void_reason == "Mất điện"


def test_a_withdrawn_candidate_is_not_chosen():
    poll = an_open_poll()
    withdraw_candidate(poll.candidates.first(), reason="Sáp nhập", by=a_user())
    for voter in voters_of(poll):
        vote(voter, {keys_of(poll)[0]: "yes", keys_of(poll)[1]: "yes"})
    closed = close_poll(poll, by=a_user())
    assert [row["reason"] for row in closed.outcome["candidates"]] == ["withdrawn", "chosen", "below_majority"]


def test_a_second_round_stands_between_those_the_rule_names():
    poll = an_open_poll(way="choose", runoff="leaders")
    one, two, three = keys_of(poll)
    for voter, key in zip(voters_of(poll), [one, one, one, two, two, two, three], strict=True):
        vote(voter, {key: "yes"})
    closed = close_poll(poll, by=a_user())
    assert closed.outcome["runoff"] == [one, two]
    second = draft_second_round(closed, by=a_user())
    assert [row.unit for row in second.candidates.all()] == [
        row.unit for row in poll.candidates.filter(pk__in=[one, two])
    ]
    assert [line.user for line in voters_of(second)] == [line.user for line in voters_of(poll)]
    assert not second.voters.filter(has_voted=True).exists()
    with pytest.raises(Refused):
        draft_second_round(closed, by=a_user())
    assert open_poll(second, by=a_user()).state == "open"


def test_an_open_ballot_says_who_voted_what_and_a_secret_one_does_not():
    secret, declared = an_open_poll(), an_open_poll(is_secret=False)
    for poll in (secret, declared):
        vote(voters_of(poll)[3])
    assert '"by":4' in Ballot.objects.get(poll=declared).choices
    assert "by" not in Ballot.objects.get(poll=secret).choices


def test_presence_is_recorded_and_never_lost_by_who_voted():
    poll = an_open_poll()
    first, second, third = voters_of(poll)[:3]
    vote(first)
    set_presence(poll, present=[second.pk], by=a_user())
    assert [fresh(line).is_present for line in (first, second, third)] == [True, True, False]


def test_times_are_those_of_the_states():
    poll = an_open_poll()
    assert poll.opened_at <= timezone.now()
    assert poll.closed_at is None
