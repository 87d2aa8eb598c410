"""Reminders: by a press of somebody who runs or stands over the bloc, and by the calendar of the site."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import moment
from blocs.models import Event, Notice, Unit, User
from blocs.people_of import people_of_unit, people_of_units
from reports.actions.reminding_directions import remind_directions
from reports.logic.deadlines import words
from reports.logic.reminding import is_day_to_remind
from reports.models import Reminder, Report, Reporting, Sheet
from reports.reminders import SheetsDue, sheets_due
from reports.telling import page_at, workers_at

SYSTEM = "system"


@transaction.atomic
def remind(reporting: Reporting, unit: Unit, *, by: User) -> Reminder:
    """Tell the unit's people that its report is awaited. At most once a day, whoever pressed or the site by itself.

    Raises Refused: the phase is not open, the report was sent, nobody of the unit has an account, reminded today.
    """
    reporting = Reporting.objects.with_names().locked(reporting.pk)
    people = people_of_unit(unit)
    if refusals := why_not(reporting, unit, people, timezone.localdate()):
        raise Refused(*refusals)
    reminder = _remind(reporting, unit, people, timezone.localdate(), by=str(by))
    Event.record("reports.remind", reporting, by=by, unit=str(unit))
    return reminder


def why_not(reporting: Reporting, unit: Unit, people: Iterable[User], today: date) -> list[str]:
    """Why nobody is reminded now, in sentences."""
    if reporting.state != Reporting.State.OPEN:
        return [_("Units are reminded only while the reporting phase is open.")]
    if Report.objects.sent().filter(reporting=reporting, unit=unit).exists():
        return [_("%(unit)s has submitted its report.") % {"unit": unit}]
    if last := Reminder.objects.filter(reporting=reporting, unit=unit, on=today).first():
        told = {"unit": unit, "at": moment(timezone.localtime(last.made_at)), "by": last.made_by or _("the system")}
        return [_("%(unit)s was reminded today already: %(at)s, %(by)s.") % told]
    return [] if people else [_("Nobody of %(unit)s has an account, so nobody can be reminded.") % {"unit": unit}]


@override("vi")
def _remind(reporting: Reporting, unit: Unit, people: Iterable[User], today: date, *, by: str = "") -> Reminder:
    told = {"phase": reporting, "unit": unit, "when": words(reporting.due_for(unit.pk), today)}
    title = _("Report awaited: %(phase)s, %(unit)s. %(when)s") % told
    url = f"{reverse('reports:figure_entry')}?ky={reporting.pk}&don_vi={unit.pk}"
    notify(people, Notice.Kind.DEADLINE, f"reporting:{reporting.pk}:{unit.pk}", title, url)
    return Reminder.objects.create(reporting=reporting, unit=unit, made_by=by[:200], on=today)


# --- By the calendar


def remind_by_calendar(today: date | None = None) -> int:
    """What the site does once a day; a second time the same day nobody is told twice. How many were reminded."""
    today = today or timezone.localdate()
    count = sum(_remind_phase(pk, today) for pk in Reporting.objects.filter(state="open").values_list("pk", flat=True))
    count += sum(_remind_sheets(due, today) for due in sheets_due(today))
    return count + remind_directions(today)


@transaction.atomic
def _remind_phase(pk: int, today: date) -> int:
    reporting = Reporting.objects.with_names().prefetch_related("extensions").locked(pk)
    units = [unit for unit in _waiting(reporting, today) if is_day_to_remind(reporting.due_for(unit.pk), today)]
    people = people_of_units([unit.pk for unit in units])
    told = [_remind(reporting, unit, people[unit.pk], today) for unit in units if unit.pk in people]
    if told:
        Event.record("reports.remind", reporting, by=SYSTEM, unit=", ".join(str(one.unit) for one in told))
    return len(told)


def _waiting(reporting: Reporting, today: date) -> list[Unit]:
    """The members whose report is not sent and who were not reminded today."""
    last = min(reporting.phase.ends_on, reporting.bloc.season.ends_on)
    members = reporting.bloc.memberships.on(last).in_order().select_related("unit")
    sent = Report.objects.sent().filter(reporting=reporting).values_list("unit", flat=True)
    done = {*sent, *Reminder.objects.filter(reporting=reporting, on=today).values_list("unit", flat=True)}
    return [row.unit for row in members if row.unit_id not in done]


@transaction.atomic
@override("vi")
def _remind_sheets(due: SheetsDue, today: date) -> int:
    """Who works at this stage, once a day; their message of the day is the sign that it was done."""
    sheet = Sheet.objects.with_names().select_for_update(of=("self",)).get(pk=due.sheet.pk)
    about = f"stage:{sheet.table_id}:{due.kind}:{due.about}"
    if Notice.objects.filter(kind=Notice.Kind.DEADLINE, about=about, on=today).exists():
        return 0
    told = {"stage": sheet.stage.name, "bloc": sheet.bloc, "count": due.count, "when": words(due.due_on, today)}
    title = _("%(stage)s, %(bloc)s: %(count)s score sheets wait. %(when)s") % told
    people = workers_at(sheet, due.kind)
    return len(notify(people, Notice.Kind.DEADLINE, about, title, page_at(sheet, due.kind)))
