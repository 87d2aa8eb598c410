"""The criteria of a draft table: added, edited, moved, removed and put back; what is assigned to single units.

The steps of the whole table (`start_table` … `adopt_table`) are in `pacts.actions.tables` and can be had from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import change, remove, save_new
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Unit, User
from pacts.actions.drafts import moved, next_order, renumber
from pacts.actions.tables import (
    adopt_table,
    edit_table,
    locked_table,
    remove_table,
    reopen_table,
    save_table_as_template,
    set_stages,
    start_table,
)
from pacts.actions.tables_building import Place, inherited, names_for, write_branches
from pacts.logic.formulas import USES_TARGET
from pacts.logic.table_rules import is_out_of_reach, normal_rules
from pacts.logic.tables import MOST_LEVELS, MOST_NODES
from pacts.models import Assignment, CriteriaTable, Criterion, tree_of
from pacts.models.table_content import branch_of

__all__ = [
    "Line",
    "add_criterion",
    "adopt_table",
    "edit_criterion",
    "edit_table",
    "move_criterion",
    "move_under",
    "remove_criterion",
    "remove_table",
    "reopen_table",
    "restore_criterion",
    "save_table_as_template",
    "set_assignments",
    "set_stages",
    "start_table",
]

SALT = "pacts.removed_criterion"
KEPT_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True)
class Line:
    """What the bloc decides of one unit on one criterion: it does not apply (with the reason), or its own target."""

    unit: Unit
    applies: bool = True
    is_without_target: bool = False
    target: Decimal | None = None
    baseline: Decimal | None = None
    reason: str = ""


@transaction.atomic
def add_criterion(criterion: Criterion, *, by: User) -> Criterion:
    """At the end of its group. Raises Refused under a leaf, too deep, or beyond the number possible."""
    table = locked_table(criterion.table_id)
    _fit_under(table, criterion.parent, depth=1)
    if table.criteria.count() >= MOST_NODES:
        raise Refused(_("At most %(most)s criteria and groups are possible.") % {"most": MOST_NODES})
    criterion.order = next_order(table.criteria.filter(parent=criterion.parent_id))
    _settle(criterion, table)
    return save_new(criterion, "pacts.add_criterion", by=by)


@transaction.atomic
def edit_criterion(criterion: Criterion, *, by: User, revision: int | None = None) -> Criterion:
    """Save an edited row in its place; what is below a bonus (penalty) group becomes bonus (penalty) with it."""
    table = locked_table(criterion.table_id)
    before = Criterion.objects.locked(criterion.pk, revision)
    criterion.table, criterion.parent_id, criterion.order = table, before.parent_id, before.order
    if criterion.is_leaf and criterion.children.exists():
        raise Refused(_("“%(group)s” has criteria under it; it cannot have a formula itself.") % {"group": criterion})
    _settle(criterion, table)
    change(criterion, "pacts.edit_criterion", by=by, revision=revision)
    if criterion.formula not in USES_TARGET:
        criterion.assignments.filter(applies=True).delete()
    _hand_down(criterion)
    return criterion


def _settle(criterion: Criterion, table: CriteriaTable) -> None:
    """What the table decides for the row: its part, the rules its formula knows, a pledge of this pact only.

    Nothing feeds a group: its points are the sum of its criteria's.
    """
    criterion.part = inherited(criterion.parent, criterion.part)
    criterion.pledge = criterion.pledge if criterion.is_leaf else None
    if criterion.pledge_id and criterion.pledge.pact_id != table.pact_id:
        raise Refused(_("This pledge belongs to another pact."))
    try:
        criterion.rules = normal_rules(criterion.formula, criterion.rules or {})
    except (AttributeError, TypeError, ValueError) as error:
        raise ValidationError({"rules": _("The rules of the formula cannot be read.")}) from error


def _hand_down(criterion: Criterion) -> None:
    for child in criterion.children.all():
        if child.part != (part := _part_below(criterion, child)):
            child.part = part
            child.save(update_fields=["part"])
        _hand_down(child)


def _part_below(group: Criterion, child: Criterion) -> str:
    return inherited(group, child.part)


def _fit_under(table: CriteriaTable, parent: Criterion | None, depth: int) -> None:
    """Raises Refused where a branch of so many levels cannot stand under `parent` (None: at the top)."""
    if parent is None:
        return
    node = tree_of(table).by_pk().get(parent.pk)
    if node is None:
        raise Refused(_("This group belongs to another table."))
    if node.criterion.is_leaf:
        raise Refused(_("“%(leaf)s” is scored itself; nothing can stand under it.") % {"leaf": node.criterion})
    if node.depth + depth > MOST_LEVELS:
        raise Refused(_("At most %(most)s levels are possible.") % {"most": MOST_LEVELS})


@transaction.atomic
def move_criterion(criterion: Criterion, *, step: int, by: User) -> Criterion:
    """One place up (-1) or down (+1) among its siblings; at either end nothing happens."""
    table = locked_table(criterion.table_id)
    if moved(_siblings(table, criterion.parent_id), criterion, step):
        Event.record("pacts.move_criterion", criterion, by=by, step=step)
    return criterion


@transaction.atomic
def move_under(criterion: Criterion, *, parent: Criterion | None, by: User) -> Criterion:
    """To the end of another group (None: to the top level), with all below it; never under itself."""
    table = locked_table(criterion.table_id)
    node = tree_of(table).by_pk()[criterion.pk]
    if parent and parent.pk in {below.criterion.pk for below in node.walk()}:
        raise Refused(_("A group cannot stand under itself."))
    _fit_under(table, parent, depth=max(below.depth for below in node.walk()) - node.depth + 1)
    before, criterion = node.criterion.parent_id, Criterion.objects.locked(criterion.pk)
    criterion.order = next_order(table.criteria.filter(parent=parent))
    criterion.parent, criterion.part = parent, inherited(parent, criterion.part)
    criterion.save(update_fields=["parent", "order", "part"])
    renumber(_siblings(table, before))
    _hand_down(criterion)
    Event.record("pacts.move_criterion", criterion, by=by, group=str(parent or ""))
    return criterion


def _siblings(table: CriteriaTable, parent: int | None) -> list[Criterion]:
    return list(table.criteria.filter(parent=parent).order_by("order", "pk"))


# --- Removed and put back ---


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User) -> str:
    """Delete a row with all below it; returns the token that puts it back."""
    table = locked_table(criterion.table_id)
    criterion = Criterion.objects.locked(criterion.pk)
    place = {"table": table.pk, "id": criterion.pk, "parent": criterion.parent_id, "order": criterion.order}
    token = signing.dumps({**place, "row": branch_of(table, criterion)}, salt=SALT, compress=True)
    remove(criterion, "pacts.remove_criterion", by=by)
    renumber(_siblings(table, place["parent"]))
    return token


@transaction.atomic
def restore_criterion(table: CriteriaTable, *, token: str, by: User) -> Criterion:
    """Put a removed row back where it stood with all that was below it; pressed twice it stays one."""
    kept = _read(token)
    if kept["table"] != table.pk:
        raise Refused(_("This row belongs to another table."))
    table = locked_table(table.pk)
    standing = table.criteria.filter(pk=kept["id"]).first()
    return standing or _put_back(kept, table, by)


def _read(token: str) -> dict[str, Any]:
    try:
        return signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise Refused(_("This row can no longer be put back; type it again.")) from None


def _put_back(kept: dict[str, Any], table: CriteriaTable, by: User) -> Criterion:
    parent = table.criteria.filter(pk=kept["parent"]).first()
    if kept["parent"] and parent is None:
        raise Refused(_("The group it stood in is gone; type it again."))
    criterion = _written(kept, table, parent)
    neighbours = [row for row in _siblings(table, kept["parent"]) if row.pk != criterion.pk]
    neighbours.insert(min(kept["order"] - 1, len(neighbours)), criterion)
    renumber(neighbours)
    Event.record("pacts.restore_criterion", criterion, by=by)
    return criterion


def _written(kept: dict[str, Any], table: CriteriaTable, parent: Criterion | None) -> Criterion:
    """A pledge or department that is gone meanwhile is left out, as when a table is copied."""
    above = f"{tree_of(table).by_pk()[parent.pk].number}." if parent else ""
    place = Place(f"{above}{kept['order']}", kept["row"], parent, kept["order"], kept["id"])
    return write_branches(table, [place], names_for(table.pact, [kept["row"]]))[0]


# --- What is decided for single units ---


@transaction.atomic
def set_assignments(criterion: Criterion, lines: Iterable[Line], *, by: User) -> Criterion:
    """All that is decided on this criterion for single units, as one list; a unit without a line is as all others.

    Raises Refused for a unit outside the bloc, one named twice, a target where none is measured; ValidationError for a
    line that says nothing, or “does not apply” without a reason.
    """
    table = locked_table(criterion.table_id)
    criterion, lines = Criterion.objects.locked(criterion.pk), list(lines)
    _of_members(table, lines)
    _with_targets_only_where_asked(criterion, lines)
    _with_targets_it_reckons_with(criterion, lines)
    before, now = _kept_lines(criterion), {line.unit.pk: _facts(line) for line in lines}
    if before != now:
        criterion.assignments.all().delete()
        for line in lines:
            row = Assignment(criterion=criterion, unit=line.unit, **_facts(line))
            row.full_clean(exclude=["criterion", "unit"], validate_unique=False)
            row.save()
        Event.record("pacts.set_assignments", criterion, by=by, assignments=[_in_words(line) for line in lines])
    return criterion


def _of_members(table: CriteriaTable, lines: list[Line]) -> None:
    members, seen = {member.unit_id for member in table.pact.members()}, set()
    for line in lines:
        if line.unit.pk not in members:
            raise Refused(_("%(unit)s is not a member of this bloc.") % {"unit": line.unit})
        if line.unit.pk in seen:
            raise Refused(_("%(unit)s is named twice.") % {"unit": line.unit})
        seen.add(line.unit.pk)


def _with_targets_only_where_asked(criterion: Criterion, lines: list[Line]) -> None:
    if criterion.formula not in USES_TARGET and any(line.applies for line in lines):
        raise Refused(_("“%(criterion)s” is measured against no target.") % {"criterion": criterion})


def _with_targets_it_reckons_with(criterion: Criterion, lines: list[Line]) -> None:
    wrong = [line.unit for line in lines if line.target is not None and is_out_of_reach(criterion.formula, line.target)]
    if wrong:
        raise Refused(_("%(unit)s: the target must be more than 0 here.") % {"unit": wrong[0]})


def _facts(line: Line) -> dict[str, Any]:
    return {name: value for name, value in vars(line).items() if name != "unit"}


def _kept_lines(criterion: Criterion) -> dict[int, dict[str, Any]]:
    names = ("applies", "is_without_target", "target", "baseline", "reason")
    rows = criterion.assignments.all()
    return {row.unit_id: {name: getattr(row, name) for name in names} for row in rows}


def _in_words(line: Line) -> str:
    said = [name for name, value in _facts(line).items() if value not in (None, "", True, False)]
    return f"{line.unit}: " + ", ".join(f"{name} {getattr(line, name)}" for name in said or ["applies"])
