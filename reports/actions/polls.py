"""Preparing a ballot: its question and rules, who stands, who votes, who counts. All of it before opening."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import change, save_new, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, Unit, User
from pacts.models import HonourRules
from reports.models import Candidate, Poll, Teller, Voter
from reports.poll_roll import representatives

RULES = (
    *("is_secret", "quorum_part", "quorum_whole", "majority_part", "majority_whole", "majority_is_more"),
    *("majority_base", "runoff", "shuffles_candidates"),
)


def rules_of(bloc: Bloc) -> HonourRules:
    """The bloc's rules of honours, or the house's defaults where it has none."""
    return HonourRules.objects.filter(bloc=bloc).first() or HonourRules(bloc=bloc)


def with_defaults(poll: Poll) -> Poll:
    """An unsaved poll with the rules of its bloc."""
    rules = rules_of(poll.bloc)
    for name in RULES:
        setattr(poll, name, getattr(rules, name))
    return poll


@transaction.atomic
def draft_poll(poll: Poll, *, by: User) -> Poll:
    """A new ballot, with the representatives of the bloc's units on its roll."""
    _refuse_improper(poll)
    save_new(poll, "reports.draft_poll", by=by)
    _fill(poll)
    return poll


@transaction.atomic
def edit_poll(poll: Poll, *, by: User, revision: int | None = None) -> Poll:
    """Question and rules, while it is being prepared."""
    _draft(poll.pk)
    _refuse_improper(poll)
    return change(poll, "reports.edit_poll", by=by, revision=revision)


@transaction.atomic
def fill_roll(poll: Poll, *, by: User) -> Poll:
    """Make the roll anew from the units of today; lines added by hand go."""
    poll = _draft(poll.pk)
    poll.voters.all().delete()
    _fill(poll)
    Event.record("reports.fill_roll", poll, by=by, voters=poll.voters.count())
    return poll


def _fill(poll: Poll) -> None:
    for line in representatives(poll, timezone.localdate()):
        line.save()


@transaction.atomic
def add_candidate(poll: Poll, *, unit: Unit, note: str = "", by: User) -> Candidate:
    poll = _draft(poll.pk)
    if poll.candidates.filter(unit=unit).exists():
        raise Refused(_("This unit stands already."))
    row = Candidate(poll=poll, unit=unit, note=note, unit_name=unit.name, order=_next(poll.candidates))
    validate(row)
    row.save()
    Event.record("reports.add_candidate", poll, by=by, unit=unit.name)
    return row


@transaction.atomic
def remove_candidate(candidate: Candidate, *, by: User) -> None:
    poll, name = _draft(candidate.poll_id), str(candidate)
    candidate.delete()
    Event.record("reports.remove_candidate", poll, by=by, unit=name)


@transaction.atomic
def add_voter(voter: Voter, *, by: User) -> Voter:
    """A further delegate; without an account they vote on paper."""
    poll = _draft(voter.poll_id)
    if voter.user_id and poll.voters.filter(user=voter.user).exists():
        raise Refused(_("This person stands on the roll already."))
    voter.order = _next(poll.voters)
    voter.on_paper = voter.on_paper or not voter.user_id
    validate(voter)
    voter.save()
    Event.record("reports.add_voter", poll, by=by, name=voter.name)
    return voter


@transaction.atomic
def remove_voter(voter: Voter, *, by: User) -> None:
    poll, name = _draft(voter.poll_id), voter.name
    voter.delete()
    Event.record("reports.remove_voter", poll, by=by, name=name)


@transaction.atomic
def name_teller(poll: Poll, *, user: User, position: str = "", by: User) -> Teller:
    """Before opening or while it is open; two count apart."""
    poll = Poll.objects.locked(poll.pk)
    if poll.state not in (Poll.State.DRAFT, Poll.State.OPEN):
        raise Refused(_("This ballot is over; nothing of it changes."))
    if poll.tellers.filter(user=user).exists():
        raise Refused(_("This person counts already."))
    row = Teller.objects.create(poll=poll, user=user, name=str(user), position=position, order=_next(poll.tellers))
    Event.record("reports.name_teller", poll, by=by, name=row.name)
    return row


@transaction.atomic
def remove_teller(teller: Teller, *, by: User) -> None:
    poll, name = _draft(teller.poll_id), teller.name
    teller.delete()
    Event.record("reports.remove_teller", poll, by=by, name=name)


def _draft(pk: int) -> Poll:
    poll = Poll.objects.locked(pk)
    if poll.state != Poll.State.DRAFT:
        raise Refused(_("The ballot was opened; question, rules, candidates and roll stand as they were."))
    return poll


def _next(rows) -> int:
    last = rows.order_by("-order").first()
    return last.order + 1 if last else 1


def _refuse_improper(poll: Poll) -> None:
    """A share lies between nothing and the whole; a flag that is chosen needs a place."""
    quorum = 0 <= poll.quorum_part <= poll.quorum_whole and poll.quorum_whole >= 1
    majority = 1 <= poll.majority_part <= poll.majority_whole
    if not quorum or not majority:
        raise Refused(_("A share lies between nothing and the whole."))
    if poll.seats < 1:
        raise Refused(_("At least one is chosen."))
