"""An open ballot is held column by column against who owns the database; what weakens it is said to its organiser."""

import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from blocs.models import Role
from reports.actions.polls import name_teller
from reports.models import Ballot, Candidate, Poll, Voter
from reports.models.poll_guard import install, remove
from tests.make import a_title, a_user
from tests.make_polls import an_open_poll, vote, voters_of

pytestmark = pytest.mark.django_db
TERMS = {
    "question": "Câu hỏi khác", "way": "choose", "seats": 2, "is_secret": False, "quorum_part": 0, "quorum_whole": 9,
    "majority_part": 1, "majority_whole": 9, "majority_is_more": True, "majority_base": "valid", "runoff": "all",
    "shuffles_candidates": True, "opened_by": "Người khác",
}  # fmt: skip


def refuses(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except (DatabaseError, IntegrityError):
        return True
    return False


@pytest.mark.parametrize("name", TERMS)
def test_no_rule_of_an_open_ballot_changes_in_the_database(name):
    poll = an_open_poll()
    assert refuses(lambda: Poll.objects.filter(pk=poll.pk).update(**{name: TERMS[name]}))


def test_an_open_ballot_is_not_turned_to_another_title_or_part():
    rows = Poll.objects.filter(pk=an_open_poll().pk)
    assert refuses(lambda: rows.update(title=a_title("Danh hiệu khác")))
    assert refuses(lambda: rows.update(kind="head", part="next_head", title=None))


@pytest.mark.parametrize("facts", [{"order": 99}, {"position": "khác"}, {"stands_for": "khác"}, {"on_paper": True}])
def test_no_line_of_the_register_is_moved(facts):
    voter = voters_of(an_open_poll())[0]
    vote(voter)
    assert refuses(lambda: Voter.objects.filter(pk=voter.pk).update(**facts))


def test_no_voter_and_no_candidate_stands_elsewhere():
    poll = an_open_poll()
    unit = poll.candidates.first().unit
    assert refuses(lambda: Voter.objects.filter(poll=poll, order=1).update(unit=unit))
    assert refuses(lambda: Candidate.objects.filter(poll=poll, order=1).update(order=9))


def test_a_secret_ballot_stays_secret_even_where_the_guard_is_lifted():
    """Who owns the database could drop the triggers; the vote is sealed by the frozen terms."""
    from django.db import connection

    poll = an_open_poll()
    remove(connection)
    Poll.objects.filter(pk=poll.pk).update(is_secret=False)
    install(connection)
    vote(voters_of(poll)[0])
    assert set(json.loads(Ballot.objects.get().choices)) == {"votes"}


def warned(client, poll: Poll) -> bool:
    client.force_login(a_user(Role.SECRETARY, at=poll.bloc))
    return b'data-testid="warnings"' in client.get(reverse("reports:poll_run", args=[poll.pk])).content


def test_closing_on_too_few_votes_is_warned_of(client):
    poll = an_open_poll()
    assert not warned(client, poll)
    vote(voters_of(poll)[0])
    assert warned(client, poll)
    for voter in voters_of(poll)[1:]:
        vote(voter)
    assert not warned(client, poll)


def test_a_teller_with_a_duty_at_a_candidate_is_named(client):
    poll = an_open_poll()
    name_teller(poll, user=a_user(), by=a_user())
    assert not warned(client, poll)
    name_teller(poll, user=a_user(Role.COMMANDER, at=poll.candidates.first().unit), by=a_user())
    assert warned(client, poll)
