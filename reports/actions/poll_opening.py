"""A ballot on its day: opened with frozen terms, presence, papers handed out, candidates withdrawn, broken off."""

import random

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, User
from reports.actions.polls import rules_of
from reports.logic.poll_gates import GateFacts, obstacles
from reports.models import Ballot, Candidate, Poll, Receipt, Result, Voter
from reports.poll_terms import digest, terms_text


def gate_facts(poll: Poll) -> GateFacts:
    rules = rules_of(poll.bloc)
    voters = list(poll.voters.values_list("on_paper", flat=True))
    return GateFacts(
        candidates=poll.candidates.count(),
        voters=len(voters),
        papers=sum(voters),
        tellers=poll.tellers.count(),
        is_secret=poll.is_secret,
        smallest=rules.smallest_secret,
        needs_result=poll.kind == Poll.Kind.HONOUR and rules.ballot_needs_result,
        has_result=Result.objects.published().filter(bloc=poll.bloc).exists(),
        voted=poll.voters.filter(has_voted=True).count() if poll.state == Poll.State.OPEN else None,
        partial=_partial(poll),
    )


def _partial(poll: Poll) -> tuple[str, ...]:
    """Tellers with a duty at a unit that stands."""
    units = poll.candidates.values("unit")
    users = Duty.objects.on(timezone.localdate()).filter(unit__in=units).values("user")
    return tuple(poll.tellers.filter(user__in=users).values_list("name", flat=True))


@transaction.atomic
def open_poll(poll: Poll, *, by: User) -> Poll:
    """From now on question, rules, candidates and roll are what the frozen text says."""
    poll = Poll.objects.locked(poll.pk)
    if poll.state != Poll.State.DRAFT:
        raise Refused(_("This ballot was opened before."))
    if faults := obstacles(gate_facts(poll)):
        raise Refused(*faults)
    _number(poll)
    poll.terms = terms_text(poll)
    poll.terms_digest = digest(poll.terms)
    poll.state, poll.opened_at, poll.opened_by = Poll.State.OPEN, timezone.now(), str(by)[:200]
    poll.save(update_fields=["state", "terms", "terms_digest", "opened_at", "opened_by"])
    Event.record("reports.open_poll", poll, by=by, sha256=poll.terms_digest, voters=poll.voters.count())
    return poll


def _number(poll: Poll) -> None:
    """Names as they are today, in the order of the ballot paper; the lines of the roll counted through."""
    candidates = list(poll.candidates.select_related("unit"))
    if poll.shuffles_candidates:
        random.SystemRandom().shuffle(candidates)
    for order, row in enumerate(candidates, start=1):
        row.order, row.unit_name = order, row.unit.name
        row.save(update_fields=["order", "unit_name"])
    for order, voter in enumerate(poll.voters.all(), start=1):
        Voter.objects.filter(pk=voter.pk).update(order=order)


def opened(pk: int) -> Poll:
    """The open poll, locked; raises Refused with what it is instead."""
    poll = Poll.objects.locked(pk)
    if poll.state == Poll.State.DRAFT:
        raise Refused(_("The ballot is not open yet."))
    if poll.state != Poll.State.OPEN:
        raise Refused(_("The ballot is closed; nothing more is taken."))
    return poll


@transaction.atomic
def set_presence(poll: Poll, *, present: list[int], by: User) -> Poll:
    """The lines that are present; whoever has voted is."""
    poll = opened(poll.pk)
    poll.voters.filter(pk__in=present).update(is_present=True)
    poll.voters.exclude(pk__in=present).filter(has_voted=False).update(is_present=False)
    Event.record("reports.set_presence", poll, by=by, present=len(present))
    return poll


@transaction.atomic
def hand_paper(voter: Voter, *, by: User) -> Voter:
    """A ballot paper for a voter who is there and has not voted: from now on they vote on paper alone."""
    poll = opened(voter.poll_id)
    if poll.tellers.count() < 2:
        raise Refused(_("Somebody votes on paper; name two tellers who count apart."))
    if any(row.counted for row in poll.tellers.all()):
        raise Refused(_("The papers are being counted; no more are handed out."))
    rows = Voter.objects.filter(pk=voter.pk, has_voted=False)
    if not rows.update(on_paper=True, has_voted=True, is_present=True):
        raise Refused(_("This voter has voted already."))
    Event.record("reports.hand_paper", poll, by=by, name=voter.name)
    return Voter.objects.get(pk=voter.pk)


@transaction.atomic
def withdraw_candidate(candidate: Candidate, *, reason: str, by: User) -> Candidate:
    """While it is open: votes given stay, the candidate is not chosen."""
    poll = opened(candidate.poll_id)
    if not reason.strip():
        raise Refused(_("Say why the candidate is withdrawn."))
    candidate.withdrawn = reason
    candidate.save(update_fields=["withdrawn"])
    Event.record("reports.withdraw_candidate", poll, by=by, unit=str(candidate), reason=reason)
    return candidate


@transaction.atomic
def void_poll(poll: Poll, *, reason: str, by: User) -> Poll:
    """Broken off with a reason: the box is emptied unread, the register stays."""
    poll = Poll.objects.locked(poll.pk)
    if poll.state not in (Poll.State.DRAFT, Poll.State.OPEN):
        raise Refused(_("This ballot is over; nothing of it changes."))
    if not reason.strip():
        raise Refused(_("Say why the ballot is broken off."))
    if poll.state == Poll.State.OPEN:
        Ballot.objects.filter(poll=poll).delete()
        Receipt.objects.filter(poll=poll).delete()
        poll.tellers.update(counted=None)
    poll.state, poll.void_reason = Poll.State.VOID, reason
    poll.save(update_fields=["state", "void_reason"])
    Event.record("reports.void_poll", poll, by=by, reason=reason)
    return poll
