"""A whole criteria table laid over the one there is, from an Excel file that was looked at first: all or nothing."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions.tables import locked_table
from pacts.excel.plan import Change, Plan, fingerprint, plan_of
from pacts.excel.rows import COMPARED, Row, rows_of
from pacts.logic.formulas import USES_TARGET
from pacts.logic.tables import MOST_NODES
from pacts.models import CriteriaTable, Criterion


@transaction.atomic
def import_table(table: CriteriaTable, rows: Sequence[Row], *, columns: set[str], seen: str, by: User) -> Plan:
    """Lay the lines over the table; `seen` is the fingerprint of the table the preview was made of.

    Raises Refused where the table moved since, is adopted, or the file changes nothing, and for a line the database
    would not hold.
    """
    table = locked_table(table.pk)
    plan = _planned(table, rows, columns, seen)
    known = {row.pk: row for row in table.criteria.all()}
    _write(table, plan, known)
    for row in reversed(plan.removed):
        known[row.key].delete()
    Event.record("pacts.import_table", table, by=by, counts=dict(plan.counts))
    return plan


def _planned(table: CriteriaTable, rows: Sequence[Row], columns: set[str], seen: str) -> Plan:
    now = rows_of(table)
    if fingerprint(now) != seen:
        raise Refused(_("The table was changed since this preview. Send the file again and compare once more."))
    plan = plan_of(now, rows, columns)
    if not plan.changes_something:
        raise Refused(_("The file says what the table says already; nothing is changed."))
    if len(plan.changes) > MOST_NODES:
        raise Refused(_("At most %(most)s criteria and groups are possible.") % {"most": MOST_NODES})
    _check_pledges(table, rows)
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
