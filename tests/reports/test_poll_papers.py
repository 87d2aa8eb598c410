"""Ballot papers: handed out instead of a vote at the screen, counted by two tellers apart, added once they agree."""

import pytest
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from reports.actions.poll_closing import close_poll, enter_count
from reports.actions.poll_opening import hand_paper, open_poll
from reports.actions.polls import add_voter, name_teller
from reports.models import Voter
from reports.poll_tasks import poll_tasks
from tests.make import a_user
from tests.make_polls import a_poll, an_open_poll, keys_of, vote, voters_of

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def counts(poll, yes: int, valid: int = 2, **more) -> dict:
    return {"valid": valid, "invalid": 0, "blank": 0, "votes": {key: [yes, 0, 0] for key in keys_of(poll)}} | more


def a_poll_with_papers():
    poll = a_poll(voters=5)
    for name in ("Đại biểu A", "Đại biểu B"):
        add_voter(Voter(poll=poll, name=name), by=a_user())
    for _n in range(2):
        name_teller(poll, user=a_user(), by=a_user())
    open_poll(poll, by=a_user())
    return poll, list(poll.tellers.all()), voters_of(poll)


def test_papers_need_two_tellers():
    poll = a_poll()
    add_voter(Voter(poll=poll, name="Đại biểu"), by=a_user())
    with pytest.raises(Refused):
        open_poll(poll, by=a_user())
    poll = an_open_poll()
    with pytest.raises(Refused):
        hand_paper(voters_of(poll)[0], by=a_user())


def test_two_tellers_must_agree_before_a_paper_counts():
    poll, (one, two), lines = a_poll_with_papers()
    for line in lines[:5]:
        vote(line)
    for line in lines[5:]:
        hand_paper(line, by=a_user())
    with pytest.raises(Refused):
        close_poll(poll, by=a_user())
    enter_count(one, counted=counts(poll, 2), by=one.user)
    enter_count(two, counted=counts(poll, 1), by=two.user)
    with pytest.raises(Refused):
        close_poll(poll, by=a_user())
    with pytest.raises(Refused):
        enter_count(two, counted=counts(poll, 2), by=one.user)
    enter_count(fresh(two), counted=counts(poll, 2), by=two.user)
    closed = close_poll(poll, by=a_user())
    assert {tuple(row["votes"]) for row in closed.outcome["candidates"]} == {(7, 0, 0)}
    assert closed.outcome["valid"] == 7


@pytest.mark.parametrize("wrong", [{"yes": 3}, {"yes": 1, "valid": 9}, {"yes": 2, "invalid": 1}])
def test_an_impossible_count_is_refused(wrong):
    poll, (one, _two), lines = a_poll_with_papers()
    for line in lines[5:]:
        hand_paper(line, by=a_user())
    with pytest.raises(Refused):
        enter_count(one, counted=counts(poll, **wrong), by=one.user)


def test_who_was_handed_a_paper_does_not_vote_at_the_screen():
    _poll, _tellers, lines = a_poll_with_papers()
    hand_paper(lines[0], by=a_user())
    with pytest.raises(Refused):
        vote(lines[0])
    vote(lines[1])
    with pytest.raises(Refused):
        hand_paper(lines[1], by=a_user())


def test_voting_and_counting_are_tasks_until_they_are_done():
    poll, (teller, _other), lines = a_poll_with_papers()
    voter = lines[0]

    def tasks(user) -> list[str]:
        return [task.address.name for task in poll_tasks(user, timezone.localdate())]

    assert (tasks(voter.user), tasks(teller.user)) == (["reports:poll_cast"], [])
    vote(voter)
    hand_paper(lines[5], by=a_user())
    assert (tasks(voter.user), tasks(teller.user)) == ([], ["reports:poll_count"])
    enter_count(teller, counted=counts(poll, 1, valid=1), by=teller.user)
    assert tasks(teller.user) == []
