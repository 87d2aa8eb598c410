"""What is due in a bloc soon, and whose report of a phase is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from blocs.access import units_spoken_for
from blocs.models import Bloc, Unit, User
from pacts.models import Ceremony, Direction
from reports.logic.deadlines import is_past, words
from reports.models import Directive, Reminder, Reporting
from reports.overview import Picture

HORIZON = timedelta(days=30)


@dataclass(frozen=True)
class Deadline:
    on: date
    sentence: str
    url: str


def deadlines_of(bloc: Bloc, today: date, user: User | None) -> list[Deadline]:
    """Of the next thirty days, today included, in the order of the days; a wall (no user) shows no words of people."""
    found = [*_phase_ends(bloc, today), *_ceremonies(bloc, today)]
    if user is not None:
        found += [*_directions(bloc, today), *_directives(bloc, today, user)]
    return sorted(found, key=lambda row: (row.on, row.sentence))


def _within(field: str, today: date) -> Q:
    return Q(**{f"{field}__range": (today, today + HORIZON)})


def _phase_ends(bloc: Bloc, today: date) -> Iterator[Deadline]:
    rows = Reporting.objects.filter(bloc=bloc, state=Reporting.State.OPEN).select_related("phase")
    for row in rows.filter(_within("due_on", today)):
        sentence = _("Reports for %(phase)s are due") % {"phase": row.phase.name}
        assert row.due_on is not None
        yield Deadline(row.due_on, sentence, row.get_absolute_url())


def _ceremonies(bloc: Bloc, today: date) -> Iterator[Deadline]:
    for row in Ceremony.objects.filter(_within("on", today), blocs=bloc, state="planned"):
        yield Deadline(row.on, row.title, row.get_absolute_url())


def _directions(bloc: Bloc, today: date) -> Iterator[Deadline]:
    rows = Direction.objects.filter(_within("due_on", today), ceremony__blocs=bloc, followed_up_on=None)
    for row in rows.select_related("ceremony"):
        assert row.due_on is not None
        yield Deadline(row.due_on, _("Direction: %(text)s") % {"text": row.text}, row.ceremony.get_absolute_url())


def _directives(bloc: Bloc, today: date, user: User) -> Iterator[Deadline]:
    """All of the bloc for those who may read them all, else those to one's own unit."""
    rows = Directive.objects.filter(_within("due_on", today), bloc=bloc, state=Directive.State.OPEN)
    if not user.has_perm("reports.read_directive", bloc):
        rows = rows.filter(unit__in=units_spoken_for(user))
    for row in rows.select_related("unit"):
        facts = {"unit": row.unit.short_name or row.unit.name, "text": row.text}
        yield Deadline(row.due_on, _("%(unit)s answers: %(text)s") % facts, row.get_absolute_url())


# Reports that are missing


@dataclass(frozen=True)
class Missing:
    """A unit that has not reported; `reminder` is the last one sent to it, `late` says by how many days it is late."""

    unit: Unit
    due_on: date | None
    late: str
    reminder: Reminder | None


def missing_of(seen: Picture, today: date) -> list[Missing]:
    """In the order of precedence; nothing of a phase that was never opened."""
    if seen.reporting is None or seen.reporting.state == Reporting.State.PLANNED:
        return []
    last = last_reminders(seen.reporting)
    units = [unit for unit in seen.units if not seen.has_reported(unit.pk)]
    return [_missing(seen, unit, last.get(unit.pk), today) for unit in units]


def _missing(seen: Picture, unit: Unit, reminder: Reminder | None, today: date) -> Missing:
    due_on = seen.due_for(unit.pk)
    late = words(due_on, today) if due_on and is_past(due_on, today) else ""
    return Missing(unit, due_on, late, reminder)


def last_reminders(reporting: Reporting) -> dict[int, Reminder]:
    """By unit, the newest."""
    rows = Reminder.objects.filter(reporting=reporting, unit__isnull=False).order_by("made_at", "pk")
    return {row.unit_id: row for row in rows}
