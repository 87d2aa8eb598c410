"""One sheet as a person reads and fills it: the tree with targets, figures and marks, gathered in a fixed number of
queries; what may be read and marked is decided by `reports.sheet_book` and the rules of `reports.logic.sheet_states`.
"""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from blocs.access import is_admin
from blocs.models import User
from pacts.models import Pledge, Stage
from pacts.models.tree import Node, Tree, tree_of
from pacts.restated import assignments, own_targets
from reports import sheet_access
from reports.logic.sheet_entries import asked_of
from reports.logic.sheet_states import Reader, last_day, readable_stages
from reports.models import Draw, Evidence, Figure, Mark, Result, Return, Sheet
from reports.overview import last_year, same_pledges
from reports.predecessors import ancestry_of, folded
from reports.scored import goal_of, lines_above, rule_of, scale_of
from reports.sheet_book import Row, SheetBook

__all__ = ["Row", "SheetBook", "book_of", "reader_of", "rows_of"]


def book_of(sheet: Sheet, user: User, today: date | None = None) -> SheetBook:
    """`sheet` as `Sheet.objects.with_names()` gives it; a constant number of queries whatever the table's size."""
    tree = tree_of(sheet.table)
    stages = list(sheet.table.stages.prefetch_related("extensions").order_by("order", "pk"))
    reader, departments = _reader(sheet, user, tree)
    returns = list(_returns(sheet))
    order = [stage.kind for stage in stages]
    is_closed = sheet.state == Sheet.State.CLOSED
    book = SheetBook(
        sheet=sheet,
        user=user,
        tree=tree,
        stages=stages,
        rows=rows_of(sheet, tree),
        reader=reader,
        departments=departments,
        readable=readable_stages(order, sheet.stage.kind, is_closed, reader),
        passages=list(sheet.passages.select_related("stage").order_by("passed_at", "pk")),
        returns=returns,
        due_on=due_of(sheet, stages, returns),
        today=today or timezone.localdate(),
        draw=Draw.objects.filter(table=sheet.table_id).first(),
    )
    _open_rows(book)
    return book


def _open_rows(book: SheetBook) -> None:
    is_open = not (book.shut or book.is_held_back)
    for row in book.rows.values():
        row.is_asked = not book.is_closed and book.wants(row)
        row.may_mark = is_open and row.is_asked and book.is_theirs(row)


def _returns(sheet: Sheet):
    rows = Return.objects.filter(sheet=sheet).select_related("from_stage", "to_stage").prefetch_related("criteria")
    return rows.order_by("-returned_at", "-pk")


# --- Days


def due_of(sheet: Sheet, stages: list[Stage], returns: list[Return]) -> date | None:
    """The last day of the stage the sheet stands at, for its unit; of one sent back, that of who sent it back."""
    days = {stage.pk: stage for stage in stages}
    here = days[sheet.stage_id]
    above = {row.from_stage_id for row in returns if days[row.from_stage_id].order > here.order}
    above |= {row.from_stage_id for row in returns if row.from_stage_id == row.to_stage_id == here.pk}
    returners = [last_day(days[pk], _extensions(days[pk]), sheet.unit_id) for pk in above]
    return last_day(here, _extensions(here), sheet.unit_id, returners)


def _extensions(stage: Stage) -> list[tuple[int | None, date]]:
    return [(row.unit_id, row.due_on) for row in stage.extensions.all()]


# --- The person


def _reader(sheet: Sheet, user: User, tree: Tree) -> tuple[Reader, set[int]]:
    asked = {node.criterion.department_id for node in tree if node.criterion.department_id}
    departments = sheet_access.departments_for(user, sheet) & asked
    return reader_of(sheet, user, confirms=bool(departments)), departments


def reader_of(sheet: Sheet, user: User, confirms: bool) -> Reader:
    """What the person is to the sheet; `confirms`: a department of theirs confirms some of its criteria."""
    return Reader(
        speaks=sheet_access.speaks_for_its_unit(user, sheet),
        checks=sheet_access.checks_it(user, sheet),
        reviews=sheet_access.reviews_it(user, sheet),
        confirms=confirms,
        appraises=sheet_access.appraises_it(user, sheet),
        is_admin=is_admin(user),
        has_a_stake=sheet_access.has_a_stake(user, sheet),
        is_published=Result.objects.visible_to(user).published().filter(table=sheet.table_id).exists(),
    )


# --- The rows


def rows_of(sheet: Sheet, tree: Tree) -> dict[int, Row]:
    """Every leaf by criterion with the marks of all stages; whose eyes may see them is not asked here."""
    leaves = tree.leaves()
    assigned = assignments(sheet.table_id, sheet.unit_id)
    figures, own, last = _reported(sheet, [node.criterion.pledge for node in leaves if node.criterion.pledge_id])
    goals = {node.number: goal_of(node, sheet, assigned, own, last) for node in leaves}
    rows = {node.criterion.pk: _row(node, sheet, assigned, goals[node.number]) for node in leaves}
    for row in rows.values():
        row.figure = figures.get(row.criterion.pledge_id)
    for mark in Mark.objects.filter(sheet=sheet).select_related("stage"):
        rows[mark.criterion_id].marks[mark.stage.kind] = mark
    for pk, pieces in _evidence(sheet).items():
        rows[pk].evidence = pieces
    return rows


def _row(node: Node, sheet: Sheet, assigned, goal) -> Row:
    criterion, rule = node.criterion, rule_of(node)
    lines = lines_above(node, sheet.unit_id, assigned)
    measure = criterion.pledge.measure if criterion.pledge else criterion.rules.get("measure", "")
    return Row(
        node=node,
        rule=rule,
        goal=goal,
        asks=asked_of(criterion.formula, rule.kind, measure),
        measure=measure,
        scale=scale_of(node),
        why_not=next((line.reason for line in lines if not line.applies), ""),
        is_without_target=bool(lines) and lines[0].is_without_target,
    )


def _evidence(sheet: Sheet) -> dict[int, list[Evidence]]:
    found = defaultdict(list)
    for piece in Evidence.objects.standing().filter(sheet=sheet):
        found[piece.criterion_id].append(piece)
    return found


def _reported(sheet: Sheet, pledges: list[Pledge]):
    """The unit's figures of the phase that ends the season, its own targets, and the figures of the year before."""
    bloc = sheet.bloc
    own = {key: row for key, row in own_targets(pledges).items() if key[1] == sheet.unit_id}
    phase = bloc.season.phases.filter(ends_on__gte=bloc.season.ends_on).order_by("starts_on", "pk").first()
    if phase is None or not pledges:
        return {}, own, {}
    same = same_pledges(bloc.pk, {pledge.pk: pledge.pk for pledge in pledges})
    ancestry = ancestry_of(bloc, phase)
    units = {sheet.unit_id, *ancestry.whole.get(sheet.unit_id, ())}
    rows = Figure.objects.filter(pledge__in=same, phase=phase, unit__in=units)
    figures = {(same[row.pledge_id], row.unit_id): row for row in rows.order_by("pledge__pact__version", "pk")}
    found = {pledge: row for (pledge, unit), row in folded(figures, ancestry).items() if unit == sheet.unit_id}
    return found, own, last_year(bloc, phase, pledges)
