"""Makers of ballots: prepared, opened, voted in."""

from django.db.models import Model

from blocs.models import Role, Title, User
from pacts.models import HonourRules
from reports.actions.poll_closing import close_poll
from reports.actions.poll_opening import open_poll
from reports.actions.poll_voting import cast
from reports.actions.polls import add_candidate, add_voter, draft_poll, name_teller
from reports.models import Candidate, Poll, Teller, Voter
from tests.make import a_bloc, a_title, a_user, members_of


def a_poll(bloc=None, *, voters: int = 7, candidates: int = 3, by: User | None = None, **facts) -> Poll:
    """A draft with so many voters who have accounts; it needs no published result unless the rules say so."""
    bloc = bloc or a_bloc(3)
    HonourRules.objects.get_or_create(bloc=bloc, defaults={"ballot_needs_result": False})
    by = by or a_user(Role.SECRETARY, at=bloc)
    facts.setdefault("title", a_title() if facts.get("kind", "honour") == "honour" else None)
    poll = draft_poll(Poll(**{"bloc": bloc, "question": "Suy tôn Cờ thi đua", **facts}), by=by)
    poll.voters.all().delete()
    for unit in members_of(bloc)[:candidates]:
        add_candidate(poll, unit=unit, by=by)
    for _ in range(voters):
        user = a_user()
        add_voter(Voter(poll=poll, user=user, name=user.name), by=by)
    return poll


def an_open_poll(bloc=None, **facts) -> Poll:
    poll = a_poll(bloc, **facts)
    return open_poll(poll, by=a_user())


def voters_of(poll: Poll) -> list[Voter]:
    return list(poll.voters.select_related("user").order_by("order"))


def keys_of(poll: Poll) -> list[str]:
    return [str(row.pk) for row in poll.candidates.order_by("order")]


def vote(voter: Voter, answers: dict[str, str] | None = None) -> str:
    """The code of the receipt; without answers everybody gets a yes."""
    if answers is None:
        answers = dict.fromkeys(keys_of(voter.poll), "yes")
    return cast(voter, answers=answers, by=voter.user)


def polls_of_the_world(bloc, people: dict[str, User]) -> dict[str, Model]:
    """One in each state; the commander votes and counts in the open one."""
    draft, opened, closed = (a_poll(bloc, voters=6) for _ in range(3))
    name_teller(draft, user=people["commander"], by=people["secretary"])
    add_voter(Voter(poll=opened, user=people["commander"], name="Chỉ huy"), by=people["secretary"])
    for user in (people["commander"], a_user()):
        name_teller(opened, user=user, by=people["secretary"])
    for poll in (opened, closed):
        open_poll(poll, by=people["secretary"])
    vote(voters_of(closed)[0])
    close_poll(closed, by=people["secretary"])
    return {
        "draft_poll": draft, "open_poll": opened, "closed_poll": Poll.objects.get(pk=closed.pk),
        "draft_candidate": draft.candidates.first(), "draft_voter": draft.voters.first(),
        "draft_teller": draft.tellers.get(), "open_candidate": opened.candidates.first(),
        "open_voter": voters_of(opened)[-1],
    }  # fmt: skip


def polls_of_many(bloc, users: list[User], units: list, *, by: User) -> dict[str, Poll]:
    """Declared open, so that also few may vote; one line of the roll, and one teller, for each of the users."""
    HonourRules.objects.update_or_create(bloc=bloc, defaults={"ballot_needs_result": False})
    found = {state: _poll_of_many(bloc, users, units, by=by) for state in ("draft", "open", "closed")}
    open_poll(found["open"], by=by)
    close_poll(open_poll(found["closed"], by=by), by=by)
    return found


def _poll_of_many(bloc, users: list[User], units: list, *, by: User) -> Poll:
    title = Title.objects.first() or a_title()
    poll = Poll.objects.create(bloc=bloc, question="Suy tôn", title=title, is_secret=False)
    Candidate.objects.bulk_create([Candidate(poll=poll, unit=unit, unit_name=unit.name) for unit in units])
    Voter.objects.bulk_create([Voter(poll=poll, user=user, name=user.name) for user in users])
    Teller.objects.bulk_create([Teller(poll=poll, user=user, name=user.name) for user in users])
    return poll
