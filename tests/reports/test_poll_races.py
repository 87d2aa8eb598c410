"""Fifty votes and fifty closings at the same moment; one voter in two tabs; and the proof that the lock is needed."""

import pytest
from django.db import connection

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from reports.actions import poll_opening, poll_voting
from reports.actions.poll_closing import close_poll
from reports.actions.poll_voting import cast
from reports.box import box_of, faults
from reports.models import Ballot, Poll, Receipt
from tests.make import a_user
from tests.make_polls import an_open_poll, keys_of, voters_of
from tests.reports.test_sheet_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


HANDS = 40  # as many connections as a small PostgreSQL gives at once


def rush(acts) -> list:
    """What each act answered or was refused with; forty at a time, beginning together."""

    def run(share):
        return [answer for act in share for answer in [answered(act)]]

    def answered(act):
        try:
            return act()
        except Refused as refused:
            return refused.sentences

    shares = [acts[at::HANDS] for at in range(HANDS)]
    return [answer for answers in at_once(*[lambda share=share: run(share) for share in shares]) for answer in answers]


def casting(voter, answers):
    return lambda: cast(voter, answers=answers, by=voter.user)


def test_fifty_votes_race_fifty_closings_and_every_ballot_is_counted_or_refused():
    poll, by = an_open_poll(voters=50, candidates=1), a_user()
    answers = {keys_of(poll)[0]: "yes"}
    votes = [casting(voter, answers) for voter in voters_of(poll)]
    closings = [lambda: close_poll(poll, by=by)] * 50
    told = rush(
        [*votes[:20], *(act for pair in zip(votes[20:], closings, strict=False) for act in pair), *closings[30:]]
    )
    closed = Poll.objects.get(pk=poll.pk)
    codes = [one for one in told if isinstance(one, str)]
    assert [isinstance(one, Poll) for one in told].count(True) == 1
    assert (
        len(codes) == Ballot.objects.count() == Receipt.objects.count() == closed.voters.filter(has_voted=True).count()
    )
    assert closed.outcome["candidates"][0]["votes"][0] == len(codes)
    assert Event.objects.filter(verb="reports.close_poll").count() == 1
    assert faults(box_of(closed, closed.outcome)) == []


def test_two_tabs_and_a_double_press_leave_one_ballot():
    poll = an_open_poll()
    voter = voters_of(poll)[0]
    told = at_once(*[casting(voter, {key: "yes"}) for key in keys_of(poll)] * 3)
    assert [isinstance(one, str) for one in told].count(True) == 1
    assert (Ballot.objects.count(), Receipt.objects.count()) == (1, 1)


def test_all_vote_at_once_and_no_ballot_is_lost():
    poll = an_open_poll(voters=12)
    told = at_once(*[casting(voter, {}) for voter in voters_of(poll)])
    assert all(isinstance(one, str) for one in told)
    assert Ballot.objects.count() == 12


def test_without_the_lock_it_goes_wrong(monkeypatch):
    """The control: were the poll not locked, two would write the box anew at once, and not all would be taken.

    SQLite lets one writer in at a time, lock or not; there the control says that nothing is lost.
    """

    def unlocked(pk):
        poll = Poll.objects.get(pk=pk)
        if poll.state != Poll.State.OPEN:
            raise Refused("đã đóng")
        return poll

    monkeypatch.setattr(poll_voting, "opened", unlocked)
    monkeypatch.setattr(poll_opening, "opened", unlocked)
    poll = an_open_poll(voters=12)

    def press(act):
        def pressed():
            try:
                return act()
            except Refused:
                raise
            except Exception as error:
                return error

        return pressed

    told = at_once(*[press(casting(voter, {})) for voter in voters_of(poll)])
    taken = min([isinstance(one, str) for one in told].count(True), Ballot.objects.count())
    assert taken == 12 if connection.vendor == "sqlite" else taken < 12
