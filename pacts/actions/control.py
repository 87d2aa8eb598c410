"""Who has the console in hand: one person at a time, until somebody takes over in full knowledge."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions.beats import beat
from pacts.models import Ceremony, Run

SEEN_EVERY = timedelta(seconds=10)
"""How often at most it is noted that the operator's page still asks."""


def open_run(ceremony: Ceremony) -> Run:
    """The one run of the ceremony, under lock; made at the first press anybody makes about it."""
    run, _made = Run.objects.get_or_create(ceremony=ceremony)
    return Run.objects.locked(run.pk)


@transaction.atomic
def take_control(ceremony: Ceremony, *, by: User, take_over: bool = False) -> Run:
    """Take the console in hand. Raises Refused, naming who has it since when, until the take-over is confirmed."""
    _refuse_over(Ceremony.objects.get(pk=ceremony.pk))
    run = open_run(ceremony)
    if run.operator_id == by.pk:
        return run
    if run.operator_id and not take_over:
        raise Refused(held_by(run))
    before = str(run.operator or "")
    put_in_hand(run, by)
    beat(ceremony)
    if not run.is_rehearsal:
        Event.record("pacts.take_control", ceremony, by=by, **({"before": before} if before else {}))
    return run


@transaction.atomic
def leave_control(ceremony: Ceremony, *, by: User) -> Run:
    """Give the console out of hand, so that the next need not take it away."""
    run = in_hand(ceremony, by)
    run.operator = run.operator_since = run.operator_seen_at = None
    run.save(update_fields=["operator", "operator_since", "operator_seen_at"])
    beat(ceremony)
    if not run.is_rehearsal:
        Event.record("pacts.leave_control", ceremony, by=by)
    return run


def put_in_hand(run: Run, by: User) -> None:
    run.operator, run.operator_since = by, timezone.now()
    run.operator_seen_at = run.operator_since
    run.save(update_fields=["operator", "operator_since", "operator_seen_at"])


def in_hand(ceremony: Ceremony, by: User) -> Run:
    """The run under lock, in this person's hand, while the ceremony is under way or rehearsed; Refused otherwise."""
    ceremony = Ceremony.objects.get(pk=ceremony.pk)
    _refuse_over(ceremony)
    run = open_run(ceremony)
    if ceremony.state == Ceremony.State.PLANNED and not run.is_rehearsal:
        raise Refused(_("The ceremony has not begun. Begin it, or start a rehearsal."))
    if run.operator_id is None:
        raise Refused(_("Nobody has the console in hand. Take control first."))
    if run.operator_id != by.pk:
        raise Refused(held_by(run))
    return run


def held_by(run: Run) -> str:
    since = timezone.localtime(run.operator_since)
    return _("%(name)s has been in control since %(time)s.") % {"name": run.operator, "time": f"{since:%H:%M}"}


def note_seen(run: Run, user: User) -> None:
    """The operator's page has asked; one UPDATE at most every ten seconds, as this is nobody's act."""
    now = timezone.now()
    if run.operator_id == user.pk and (run.operator_seen_at is None or now - run.operator_seen_at >= SEEN_EVERY):
        Run.objects.filter(pk=run.pk).update(operator_seen_at=now)


def _refuse_over(ceremony: Ceremony) -> None:
    if not ceremony.is_open:
        raise Refused(_("The ceremony is over."))
