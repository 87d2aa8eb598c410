"""Reporting phases: planned, opened, extended for all or one unit, locked, opened again."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.actions.seasons import stretch_of
from blocs.logic.lifecycle import Refused
from blocs.logic.seasons import Stretch, usual_phases
from blocs.logic.wording import day
from blocs.models import Bloc, Event, Phase, Unit, User
from reports import telling
from reports.logic.deadlines import REASON_LEAST, is_reason
from reports.logic.states import REPORTING
from reports.models import Extension, Reporting


@transaction.atomic
def plan_phases(bloc: Bloc, *, by: User, quarters: bool = False) -> list[Reporting]:
    """Give the bloc a planned reporting for each usual phase of its season; phases the season lacks are made.

    Pressing twice makes nothing twice. Returns what was made now, in order of time.
    """
    bloc = Bloc.objects.locked(bloc.pk)
    usual = usual_phases(stretch_of(bloc.season))
    phases = [_phase(bloc.season, row) for row in usual if quarters or row.kind != Phase.Kind.QUARTER]
    here = set(bloc.reportings.values_list("phase_id", flat=True))
    made = [Reporting.objects.create(bloc=bloc, phase=phase) for phase in phases if phase.pk not in here]
    for reporting in made:
        Event.record("reports.plan_phase", reporting, by=by)
    return made


def _phase(season, row: Stretch) -> Phase:
    """The season's phase of this kind (a quarter: of these days), whatever it is called there."""
    same = Phase.objects.filter(season=season, kind=row.kind)
    if row.kind == Phase.Kind.QUARTER:
        same = same.filter(ends_on=row.ends_on)
    return same.first() or Phase.objects.get_or_create(season=season, slug=row.slug, defaults=row._asdict())[0]


@transaction.atomic
def open_phase(reporting: Reporting, due_on: date, *, by: User, revision: int | None = None) -> Reporting:
    reporting = Reporting.objects.locked(reporting.pk, revision)
    reporting.due_on = due_on
    REPORTING.take("open_phase", reporting)
    _not_before_today(due_on)
    reporting.opened_at = timezone.now()
    validate(reporting)
    reporting.save(update_fields=["state", "due_on", "opened_at"])
    telling.phase_opened(reporting, by=by)
    Event.record("reports.open_phase", reporting, by=by, due_on=due_on)
    return reporting


@transaction.atomic
def extend(reporting: Reporting, due_on: date, reason: str, *, by: User, unit: Unit | None = None) -> Extension:
    """A later last day for all units, or for one; the earlier days stay on record."""
    reporting = Reporting.objects.locked(reporting.pk)
    if reporting.state != Reporting.State.OPEN:
        raise Refused(_("Only an open reporting phase can be extended."))
    _require_reason(reason)
    now = reporting.due_for(unit.pk if unit else None)
    if now and due_on <= now:
        raise Refused(_("The new deadline must be later than the present one, %(day)s.") % {"day": day(now)})
    _not_before_today(due_on)
    extension = Extension(reporting=reporting, unit=unit, due_on=due_on, reason=reason, made_by=str(by))
    validate(extension)
    extension.save()
    reporting.save(update_fields=[])
    telling.phase_extended(reporting, unit, due_on, by=by)
    Event.record("reports.extend", reporting, by=by, unit=str(unit or ""), due_on=due_on, reason=reason)
    return extension


@transaction.atomic
def close_phase(reporting: Reporting, *, by: User, revision: int | None = None) -> Reporting:
    """Lock the phase: nothing more is entered, sent or returned until it is opened again."""
    reporting = Reporting.objects.locked(reporting.pk, revision)
    REPORTING.take("close_phase", reporting)
    reporting.closed_at, reporting.closed_by = timezone.now(), str(by)
    reporting.save(update_fields=["state", "closed_at", "closed_by"])
    Event.record("reports.close_phase", reporting, by=by)
    return reporting


@transaction.atomic
def reopen_phase(reporting: Reporting, reason: str, *, by: User, revision: int | None = None) -> Reporting:
    """Open a locked phase again, at the price of a reason in the logbook; deadlines stay as they were."""
    reporting = Reporting.objects.locked(reporting.pk, revision)
    REPORTING.take("reopen_phase", reporting)
    _require_reason(reason)
    reporting.closed_at, reporting.closed_by = None, ""
    reporting.save(update_fields=["state", "closed_at", "closed_by"])
    Event.record("reports.reopen_phase", reporting, by=by, reason=reason)
    return reporting


def _require_reason(reason: str) -> None:
    if not is_reason(reason):
        raise Refused(_("Give the reason (at least %(least)s characters).") % {"least": REASON_LEAST})


def _not_before_today(due_on: date) -> None:
    if due_on < timezone.localdate():
        raise Refused(_("The deadline cannot lie in the past."))
