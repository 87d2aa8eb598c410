"""A criteria table's rows as the plain text that is sealed. The form of that text is `pacts.logic.seal`."""

from collections import defaultdict
from collections.abc import Mapping

from pacts.logic.table_text import AssignmentText, CriterionText, StageText, TableText, rules_as_figures
from pacts.models import Assignment, CriteriaTable, Node, Pact, tree_of


def table_of(pact: Pact) -> CriteriaTable | None:
    """With the very pact in hand, whose sealing day may not be saved yet."""
    table = CriteriaTable.objects.filter(pact=pact).first() if pact.pk else None
    if table:
        table.pact = pact
    return table


def table_text_of(table: CriteriaTable, pledges: Mapping[int, str]) -> TableText:
    """Without keys of the database. `pledges` {key: number} as the pact's own text numbers them.

    Units and departments bear the names of the pact's day.
    """
    lines = _assignments(table)
    return TableText(
        name=table.name,
        maximum=table.maximum,
        bonus_is_inside=table.bonus_is_inside,
        step=table.step,
        reason_length=table.reason_length,
        formulas=table.formulas,
        outcome=table.outcome,
        classes=tuple(rules_as_figures(row) for row in table.classes),
        tie_breaks=tuple(table.tie_breaks),
        appeals_from=_day(table.appeals_from),
        appeals_until=_day(table.appeals_until),
        source=table.source,
        stages=tuple(
            StageText(row.kind, row.name, _day(row.opens_on), _day(row.due_on))
            for row in sorted(table.stages.all(), key=lambda row: (row.order, row.kind))
        ),
        criteria=tuple(_criterion(node, table, pledges, lines) for node in tree_of(table).roots),
    )


def _criterion(node: Node, table: CriteriaTable, pledges: Mapping[int, str], lines) -> CriterionText:
    row = node.criterion
    return CriterionText(
        number=node.number,
        name=row.name,
        points=row.points,
        code=row.code,
        name_is_open=row.name_is_open,
        part=row.part,
        formula=row.formula,
        rules=rules_as_figures(row.rules),
        assessor=row.assessor,
        department=row.department.name_on(table.pact.day) if row.department else "",
        pledge=pledges.get(row.pledge_id, ""),
        evidence=row.evidence,
        evidence_note=row.evidence_note,
        note=row.note,
        assignments=tuple(lines[row.pk]),
        children=tuple(_criterion(child, table, pledges, lines) for child in node.children),
    )


def _assignments(table: CriteriaTable) -> dict[int, list[AssignmentText]]:
    """In the order of the members."""
    found, day = defaultdict(list), table.pact.day
    place = {member.unit_id: place for place, member in enumerate(table.pact.members())}
    rows = Assignment.objects.filter(criterion__table=table).select_related("unit").prefetch_related("unit__pasts")
    for row in sorted(rows, key=lambda row: (place.get(row.unit_id, len(place)), row.unit.name)):
        said = (row.applies, row.is_without_target, row.target, row.baseline, row.reason)
        found[row.criterion_id].append(AssignmentText(row.unit.name_on(day), *said))
    return found


def _day(on) -> str | None:
    return on.isoformat() if on else None
