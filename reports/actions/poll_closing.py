"""Counting papers, closing the box, and what follows from it: the outcome, a second round."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Unit, User
from reports.actions.poll_opening import opened
from reports.actions.polls import RULES
from reports.box import box_of, faults, outcome_of, papers_counted, papers_issued
from reports.logic.paper_counts import impossible
from reports.models import Candidate, Poll, Teller, Voter


@transaction.atomic
def enter_count(teller: Teller, *, counted: dict, by: User) -> Teller:
    """What one teller counted; entered anew until two agree. The logbook says that it was entered, not what."""
    poll = opened(teller.poll_id)
    if teller.user_id != by.pk:
        raise Refused(_("Each teller enters what they counted themselves."))
    if papers_counted(poll):
        raise Refused(_("The tellers agree; the count stands."))
    if wrong := impossible(counted, poll.way, poll.seats, papers_issued(poll)):
        raise Refused(*wrong)
    teller.counted = counted
    teller.save(update_fields=["counted"])
    Event.record("reports.enter_count", poll, by=by)
    return teller


@transaction.atomic
def close_poll(poll: Poll, *, by: User) -> Poll:
    """The box is closed and counted once. A box that does not prove itself is not counted: it is told what is wrong."""
    poll = opened(poll.pk)
    _refuse_uncounted(poll)
    outcome = outcome_of(poll)
    box = box_of(poll, outcome)
    if wrong := faults(box):
        raise Refused(*wrong)
    poll.outcome, poll.box_digest = outcome, box["digest"]
    poll.state, poll.closed_at, poll.closed_by = Poll.State.CLOSED, timezone.now(), str(by)[:200]
    poll.save(update_fields=["state", "outcome", "box_digest", "closed_at", "closed_by"])
    Event.record("reports.close_poll", poll, by=by, sha256=poll.box_digest, rows=len(box["ballots"]))
    return poll


def _refuse_uncounted(poll: Poll) -> None:
    if papers_issued(poll) and not papers_counted(poll):
        raise Refused(_("Ballot papers were handed out; two tellers must count them and agree first."))


def chosen_units(poll: Poll) -> list[Unit]:
    """Who was chosen, in the order of the ballot paper; nobody while it is not closed."""
    keys = [int(one["key"]) for one in poll.outcome.get("candidates", []) if one["reason"] == "chosen"]
    if poll.state != Poll.State.CLOSED:
        return []
    return [row.unit for row in poll.candidates.select_related("unit").filter(pk__in=keys)]


@transaction.atomic
def draft_second_round(poll: Poll, *, by: User) -> Poll:
    """Between those the rule names, for the places left, with the same roll and tellers."""
    poll = Poll.objects.locked(poll.pk)
    again = poll.outcome.get("runoff", []) if poll.state == Poll.State.CLOSED else []
    if not again:
        raise Refused(_("By its rules this ballot has no second round."))
    if Poll.objects.filter(runoff_of=poll).exists():
        raise Refused(_("The second round is prepared already."))
    second = _copy(poll)
    second.save()
    _carry(poll, second, again)
    Event.record("reports.draft_second_round", second, by=by)
    return second


def _copy(poll: Poll) -> Poll:
    same = {name: getattr(poll, name) for name in (*RULES, "bloc", "ceremony", "kind", "title", "part", "way")}
    question = _("Second round: %(question)s") % {"question": poll.question}
    rest = {"seats": poll.outcome["seats_left"], "runoff": "none", "runoff_of": poll, "question": question}
    return Poll(**{**same, **rest})


def _carry(poll: Poll, second: Poll, again: list[str]) -> None:
    for row in poll.candidates.filter(pk__in=[int(key) for key in again]):
        Candidate.objects.create(
            poll=second, unit_id=row.unit_id, unit_name=row.unit_name, order=row.order, note=row.note
        )
    for row in poll.voters.all():
        same = {name: getattr(row, name) for name in ("user_id", "unit_id", "name", "position", "stands_for", "order")}
        Voter.objects.create(poll=second, on_paper=row.user_id is None, **same)
    for row in poll.tellers.all():
        Teller.objects.create(poll=second, user_id=row.user_id, name=row.name, position=row.position, order=row.order)
