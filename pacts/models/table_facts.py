"""A criteria table gathered as the plain values its rules ask about."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from pacts.logic.table_rules import Feed
from pacts.logic.tables import Facts, Row, StageRow
from pacts.models.criteria import Assignment, CriteriaTable
from pacts.models.pledges import OwnTarget, Pledge
from pacts.models.tree import Node, tree_of


def facts_of(table: CriteriaTable) -> Facts:
    """In a handful of queries, however many criteria and units."""
    season, asked = table.pact.bloc.season, Asked(table)
    return Facts(
        rows=tuple(_row(node, asked) for node in tree_of(table).roots),
        stages=stages_of(table),
        maximum=table.maximum,
        bonus_is_inside=table.bonus_is_inside,
        step=table.step,
        outcome=table.outcome,
        classes=tuple(table.classes),
        tie_breaks=tuple(table.tie_breaks),
        appeals=(table.appeals_from, table.appeals_until),
        season=(season.starts_on, season.ends_on),
        pact_is_draft=table.pact.is_editable,
    )


def stages_of(table: CriteriaTable) -> tuple[StageRow, ...]:
    rows = sorted(table.stages.all(), key=lambda stage: (stage.order, stage.pk))
    return tuple(StageRow(row.kind, row.name, row.opens_on, row.due_on) for row in rows)


class Asked:
    """What the bloc has said of each unit beforehand, by criterion; a word on a group covers its leaves."""

    def __init__(self, table: CriteriaTable):
        self.units = {member.unit_id for member in table.pact.members()}
        self.lines: dict[int, list[Assignment]] = defaultdict(list)
        for line in Assignment.objects.filter(criterion__table=table):
            self.lines[line.criterion_id].append(line)
        self.own: dict[int, list[OwnTarget]] = defaultdict(list)
        for own in OwnTarget.objects.filter(pledge__pact=table.pact_id).select_related("membership"):
            self.own[own.pledge_id].append(own)

    def have_targets(self, node: Node) -> bool:
        pledged = {own.membership.unit_id for own in self._of_pledge(node)}
        return self._all(
            node, pledged, lambda line: not line.applies or line.is_without_target or line.target is not None
        )

    def have_baselines(self, node: Node) -> bool:
        pledged = {own.membership.unit_id for own in self._of_pledge(node) if own.baseline is not None}
        return self._all(node, pledged, lambda line: not line.applies or line.baseline is not None)

    def lowest(self, node: Node) -> Decimal | None:
        """The lowest target of a single unit's own, of its pledge or as decided here or on a group above."""
        found, above = [own.target for own in self._of_pledge(node)], node
        while above is not None:
            found += [line.target for line in self.lines.get(above.criterion.pk, []) if line.target is not None]
            above = above.parent
        return min(found, default=None)

    def _of_pledge(self, node: Node) -> Iterable[OwnTarget]:
        return self.own.get(node.criterion.pledge_id, [])

    def _all(self, node: Node, pledged: set[int], says: Callable[[Assignment], bool]) -> bool:
        found, above = set(pledged), node
        while above is not None:
            found |= {line.unit_id for line in self.lines.get(above.criterion.pk, []) if says(line)}
            above = above.parent
        return bool(self.units) and self.units <= found


def _row(node: Node, asked: Asked) -> Row:
    row = node.criterion
    return Row(
        number=node.number,
        name=row.name,
        points=row.points,
        code=row.code,
        part=row.part,
        formula=row.formula,
        rules=row.rules,
        assessor=row.assessor,
        department=row.department.name if row.department else "",
        feed=_feed(row.pledge) if row.pledge else None,
        units_have_targets=asked.have_targets(node),
        units_have_baselines=asked.have_baselines(node),
        lowest=asked.lowest(node),
        children=tuple(_row(child, asked) for child in node.children),
    )


def _feed(pledge: Pledge) -> Feed:
    return Feed(pledge.kind, pledge.target, pledge.target is not None, pledge.baseline is not None)
