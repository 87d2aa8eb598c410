"""The directions of ceremonies as tasks: of the unit that carries one out, of every member unit, of the secretary."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from blocs.access import units_spoken_for
from blocs.models import Role, User
from pacts.models import Ceremony, Direction
from reports.logic.tasks import Address, Task, TaskStatus

DONE_STAYS = timedelta(days=30)
MOST = 50
LONGEST = 90
"""Characters of a direction's text in the title of its task."""
BEGUN = (Ceremony.State.LIVE, Ceremony.State.HELD)


def direction_tasks_for(user: User, today: date) -> list[Task]:
    """In one query; until they are followed up, and a month longer as done. They leave with the next season's bloc."""
    units = {unit.pk for unit in units_spoken_for(user)}
    run = {duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY}
    if not units and not run:
        return []
    return [_task(row, row.unit_id in units, _runs(row, run)) for row in _rows(units, run, today)]


def _rows(units: set[int], run: set[int], today: date) -> list[Direction]:
    waits = Q(followed_up_on=None) | Q(followed_up_on__gte=today - DONE_STAYS)
    of_all = Q(unit=None, ceremony__blocs__memberships__unit__in=units)
    mine = Q(unit__in=units) | of_all | Q(ceremony__blocs__in=run)
    rows = Direction.objects.filter(waits, mine, ceremony__state__in=BEGUN, ceremony__blocs__next=None)
    rows = rows.select_related("ceremony", "unit", "given_by").prefetch_related("ceremony__blocs").distinct()
    return list(rows.order_by("followed_up_on", "due_on", "ceremony", "order", "pk")[:MOST])


def _runs(row: Direction, run: set[int]) -> bool:
    return any(bloc.pk in run for bloc in row.ceremony.blocs.all())


def _task(row: Direction, is_own: bool, i_run: bool) -> Task:
    """Who may say what was done is led to where it is said; the others read."""
    title = _("Direction: %(text)s") % {"text": _short(row.text)}
    says = is_own or i_run
    page = Address("pacts:direction_follow_up", (row.ceremony_id, row.pk))
    book = Address("pacts:ceremony_detail", (row.ceremony_id,))
    if row.followed_up_on:
        return Task(title, row.ceremony.title, _("View"), book, TaskStatus.APPROVED, row.due_on, rank=7)
    verb, address = (_("Follow up"), page) if says else (_("View"), book)
    return Task(title, row.ceremony.title, verb, address, TaskStatus.NOT_STARTED, row.due_on, _note(row), 7)


def _note(row: Direction) -> str:
    return row.unit.name if row.unit else _("Every member unit")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
