"""What still stands in the way of a bloc's result, gathered from its board; the sentences are in `logic`."""

from collections.abc import Sequence

from django.utils import timezone

from pacts.models import CriteriaTable
from reports.logic.result_states import Readiness
from reports.models import Appeal, KnockOut, Sheet
from reports.scored import Board

MOST_NUMBERS = 6


def readiness_of(board: Board) -> Readiness:
    return Readiness(
        has_sheets=bool(board.sheets),
        open_sheets=[sheet.unit.name for sheet in board.sheets.values() if sheet.state != Sheet.State.CLOSED],
        unmarked=unmarked(board),
        appeals=open_appeals(board.table),
        knock_outs=[row.sheet.unit.name for row in board.knock_outs if row.state == KnockOut.State.PROPOSED],
        appeals_run=appeals_run(board.table),
    )


def unmarked(board: Board) -> list[str]:
    """“Unit: 1.2, 1.3” for each unit with criteria nobody has marked, or whose formula lacks a number."""
    totals = [board.total(unit) for unit in board.units]
    return [f"{board.sheets[one.unit].unit.name}: {first_of(one.unmarked)}" for one in totals if one.unmarked]


def first_of(numbers: Sequence[str]) -> str:
    """“1.1, 1.2 … (12)”: the first of many numbers and how many there are; all of a few."""
    if len(numbers) <= MOST_NUMBERS:
        return ", ".join(numbers)
    return f"{', '.join(numbers[:MOST_NUMBERS])} … ({len(numbers)})"


def open_appeals(table: CriteriaTable) -> list[str]:
    rows = Appeal.objects.filter(sheet__table=table, state=Appeal.State.OPEN).select_related("sheet__unit", "criterion")
    return [f"{row.sheet.unit.name} – {row.criterion.name}" for row in rows]


def appeals_run(table: CriteriaTable) -> bool:
    """The last day counts whole."""
    return table.appeals_until is not None and timezone.localdate() <= table.appeals_until
