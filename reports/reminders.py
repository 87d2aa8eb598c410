"""What is due, gathered for reminders: score sheets by who works at them; and when units were last reminded."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from pacts.logic.formulas import StageKind
from pacts.models import Stage
from reports.logic.reminding import is_day_to_remind
from reports.marking import due_of
from reports.models import Reminder, Reporting, Return, Sheet


@dataclass(frozen=True)
class SheetsDue:
    """`count` sheets of one table that wait for the same people at a stage of this kind; `sheet` is one of them.

    `about` tells piles of one stage apart: the unit that works there, 0 where a whole bloc's sheets lie on one desk.
    """

    sheet: Sheet
    kind: str
    about: int
    due_on: date
    count: int


def sheets_due(today: date) -> list[SheetsDue]:
    """In a fixed number of queries, whatever the number of sheets."""
    stages = Stage.objects.order_by("order", "pk").prefetch_related("extensions")
    rows = Sheet.objects.exclude(state=Sheet.State.CLOSED).filter(bloc__next=None).select_related("stage")
    rows = rows.prefetch_related(Prefetch("table__stages", stages), Prefetch("returns", Return.objects.order_by("pk")))
    piles: dict[tuple[int, str, int, date], list[Sheet]] = defaultdict(list)
    for sheet in rows.order_by("table", "order", "pk"):
        due_on = due_of(sheet, list(sheet.table.stages.all()), list(sheet.returns.all()))
        if due_on and is_day_to_remind(due_on, today):
            piles[sheet.table_id, sheet.stage.kind, _worker(sheet), due_on].append(sheet)
    return [SheetsDue(pile[0], kind, who, due, len(pile)) for (__, kind, who, due), pile in piles.items()]


def _worker(sheet: Sheet) -> int:
    if sheet.stage.kind in (StageKind.SELF, StageKind.EXPLAIN):
        return sheet.unit_id
    return sheet.checker_id or 0 if sheet.stage.kind == StageKind.CROSS else 0


def last_reminders(reporting: Reporting) -> dict[int, Reminder]:
    """The newest of each unit."""
    rows = Reminder.objects.filter(reporting=reporting, unit__isnull=False).order_by("made_at", "pk")
    return {reminder.unit_id: reminder for reminder in rows}
