"""A whole criteria table laid over the one there is, and taken off again as it was: all or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.intake_tools import delete_made, kept_before, restored
from blocs.logic.intake import fingerprint
from blocs.logic.lifecycle import Refused
from pacts.actions.tables import locked_table
from pacts.excel.plan import Change, Plan, plan_of
from pacts.excel.rows import COMPARED, Row, rows_of
from pacts.logic.formulas import USES_TARGET
from pacts.logic.tables import MOST_NODES
from pacts.models import Assignment, CriteriaTable, Criterion, tree_of

KEPT = ["parent", "order", *COMPARED]
ASSIGNED = ["criterion", "unit", "applies", "is_without_target", "target", "baseline", "reason"]


def lay_over(table: CriteriaTable, rows: Sequence[Row], *, columns: set[str]) -> Plan:
    """In the transaction that stands. `columns`: those the file has; what it leaves out of the table goes.

    Raises Refused where the table is adopted, has too many rows, or for a line the database would not hold.
    """
    table = locked_table(table.pk)
    plan = plan_of(rows_of(table), rows, columns)
    if len(plan.changes) > MOST_NODES:
        raise Refused(_("At most %(most)s criteria and groups are possible.") % {"most": MOST_NODES})
    _check_pledges(table, rows)
    known = {row.pk: row for row in table.criteria.all()}
    _write(table, plan, known)
    delete_made([known[row.key] for row in plan.removed])
    return plan


def _check_pledges(table: CriteriaTable, rows: Sequence[Row]) -> None:
    """A pledge deleted since the preview, or one of another pact, feeds nothing."""
    ours = set(table.pact.pledges.values_list("pk", flat=True))
    if any(row.pledge is not None and row.pledge not in ours for row in rows):
        raise Refused(_("A pledge named in the file is no longer in the pact. Send the file again."))


def _write(table: CriteriaTable, plan: Plan, known: dict[int, Criterion]) -> None:
    """Groups come before what stands under them, so a parent is always there already."""
    placed: dict[str, Criterion] = {}
    orders: dict[str, int] = {}
    for change in plan.changes:
        group = change.row.parent_number
        orders[group] = orders.get(group, 0) + 1
        row = known.get(change.row.key) or Criterion(table=table)
        if _place(row, placed.get(group), orders[group]) or change.state != "unchanged":
            _fill(row, change)
        placed[change.row.number] = row


def _place(row: Criterion, parent: Criterion | None, order: int) -> bool:
    """Whether the row moved."""
    before = (row.parent_id, row.order)
    row.parent, row.order = parent, order
    return before != (row.parent_id, row.order)


def _check(row: Criterion, said: Row) -> None:
    try:
        validate(row, skip=("table", "parent"))
    except ValidationError as error:
        raise Refused(*(f"{said.number} “{said.name}”: {sentence}" for sentence in error.messages)) from error


def _fill(row: Criterion, change: Change) -> None:
    for name in COMPARED:
        setattr(row, f"{name}_id" if name in ("pledge", "department") else name, getattr(change.row, name))
    _check(row, change.row)
    row.save()
    if row.formula not in USES_TARGET:
        row.assignments.filter(applies=True).delete()


# --- Taken off again ---


def kept_table(table: CriteriaTable) -> dict[str, Any]:
    """Every criterion with its key, groups before what stands under them, and what was decided for single units."""
    rows = [node.criterion for node in tree_of(table)]
    assigned = Assignment.objects.filter(criterion__table=table).order_by("pk")
    return {
        "criteria": [[row.pk, kept_before(row, KEPT)] for row in rows],
        "assignments": [[row.pk, kept_before(row, ASSIGNED)] for row in assigned],
    }


def mark_of(table: CriteriaTable) -> str:
    """Names the state of the table's rows, decisions on single units included."""
    kept = kept_table(table)
    return fingerprint([kept["criteria"], kept["assignments"]])


def put_back(table: CriteriaTable, before: Mapping[str, Any], *, left_as: str) -> None:
    """The rows as `kept_table` found them, under their old keys. `left_as`: what `mark_of` said after the file.

    Raises Refused where the table is adopted or anything of it was changed since, and where a unit, a department or a
    pledge of the old rows is gone.
    """
    table = locked_table(table.pk)
    if mark_of(table) != left_as:
        raise Refused(_("The criteria table was changed after this import, so it cannot be taken back."))
    known = {row.pk: row for row in table.criteria.all()}
    for pk, values in before["criteria"]:
        _put_back_row(known.pop(pk, None) or Criterion(pk=pk, table=table), values)
    delete_made(known.values())
    _put_back_assignments(table, before["assignments"])


def _put_back_row(row: Criterion, values: Mapping[str, Any]) -> None:
    if not row._state.adding and kept_before(row, KEPT) == values:
        return
    restored(row, values)
    _check_kept(row, skip=("table", "parent"))
    row.save(force_insert=row._state.adding)


def _put_back_assignments(table: CriteriaTable, before: Sequence[Any]) -> None:
    """Those the file took away; it never changed one."""
    known = set(Assignment.objects.filter(criterion__table=table).values_list("pk", flat=True))
    for pk, values in before:
        if pk not in known:
            row = Assignment(pk=pk)
            restored(row, values)
            _check_kept(row, skip=("criterion",))
            row.save(force_insert=True)


def _check_kept(row: Criterion | Assignment, skip: tuple[str, ...]) -> None:
    """What it named may be gone since."""
    try:
        validate(row, skip=skip)
    except ValidationError as error:
        raise Refused(*(f"“{row}”: {sentence}" for sentence in error.messages)) from error
