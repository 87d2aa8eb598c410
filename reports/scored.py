"""The whole bloc's scoring, gathered in a constant number of queries; the arithmetic is `reports.logic.reckoning`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from pacts.logic.formulas import USES_TARGET, StageKind
from pacts.models import CriteriaTable, Stage
from pacts.models.tree import Node, Tree, tree_of
from pacts.restated import Line, Own, assignments
from reports.logic.entries import RATES
from reports.logic.inputs import as_figure, value_of
from reports.logic.reckoning import Key, Outcome, Scoring, reckon
from reports.logic.scoring.shapes import Earned, Entry, Facts, Rule, Standing, Total
from reports.logic.standing import goal_of_unit
from reports.models import Evidence, Figure, KnockOut, Mark, Sheet
from reports.overview import figures_of, last_year, own_targets_of
from reports.predecessors import ancestry_of, folded

Assigned = dict[tuple[int, int], Line]
"""By criterion and unit."""


@dataclass
class Board:
    """Units are named by their slug, criteria by their number in the tree (“1.3.2”); only leaves earn.

    `marks` are those of every stage in its order, `counting` the ones that count; where a figure stands in for a mark
    it is in `live`. Nothing is reckoned before somebody asks.
    """

    table: CriteriaTable
    tree: Tree
    stages: list[Stage]
    sheets: dict[str, Sheet]
    rules: dict[str, Rule]
    marks: dict[Key, list[Mark]]
    live: dict[Key, Figure]
    assigned: Assigned
    goals: dict[Key, Facts]
    evidence: dict[Key, int]
    knock_outs: list[KnockOut]
    until: Stage | None = None

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.number: node for node in self.tree}

    @cached_property
    def units(self) -> list[str]:
        return list(self.sheets)

    # --- What counts

    @cached_property
    def counting(self) -> dict[Key, Mark]:
        found = {}
        for key, marks in self.marks.items():
            said = [mark for mark in marks if self._counts(mark, self.sheets[key[1]])]
            if said:
                found[key] = said[-1]
        return found

    def _counts(self, mark: Mark, sheet: Sheet) -> bool:
        if not speaks(mark):
            return False
        if self.until:
            return mark.stage.order <= self.until.order
        return sheet.state == Sheet.State.CLOSED or mark.stage.order < sheet.stage.order

    def mark(self, number: str, unit: str) -> Mark | None:
        """The mark that counts: of the last stage that has spoken; None where a figure stands in for it, or nothing."""
        return self.counting.get((number, unit))

    def facts(self, number: str, unit: str) -> Facts:
        return self.scoring.fact(number, unit)

    @cached_property
    def scoring(self) -> Scoring:
        facts = {(number, unit): self._facts(number, unit) for number in self.rules for unit in self.units}
        confirmed = [row for row in self.knock_outs if row.state == KnockOut.State.CONFIRMED]
        required = frozenset(n for n, node in self.nodes.items() if n in self.rules and needs_evidence(node))
        return Scoring(
            units=tuple(self.units),
            rules=self.rules,
            facts=facts,
            bonus_is_inside=self.table.bonus_is_inside,
            measures=tuple(self.table.tie_breaks),
            needs_evidence=required,
            evidenced=frozenset(key for key in self.evidence if key[0] in required),
            excluded={row.sheet.unit.slug: row.ground for row in confirmed if row.effect == KnockOut.Effect.EXCLUDE},
            ceilings=lowest(confirmed),
            classes=tuple(self.table.classes),
            is_ranked=self.table.outcome == CriteriaTable.Outcome.RANKS,
            version=self.table.formulas,
        )

    def _facts(self, number: str, unit: str) -> Facts:
        goal, mark = self.goals[number, unit], self.counting.get((number, unit))
        said: Any = mark or self.live.get((number, unit))
        if said is None or not goal.applies:
            return goal
        points = mark.points if mark else None
        value = value_of(said.value, said.numerator, said.denominator, scale_of(self.nodes[number]))
        return Facts(value, points, goal.target, goal.target_max, goal.baseline)

    # --- What comes out

    @cached_property
    def outcome(self) -> Outcome:
        return reckon(self.scoring)

    def earned(self, number: str, unit: str) -> Earned:
        """What the unit earns there; points None where nobody has spoken or it does not apply."""
        return self.outcome.earned[number].get(unit) or Earned()

    def total(self, unit: str) -> Total:
        return self.outcome.totals[unit]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.outcome.entries

    @property
    def standings(self) -> tuple[Standing, ...]:
        return self.outcome.standings

    def standing(self, unit: str) -> Standing:
        return next(one for one in self.standings if one.unit == unit)


def board_of(table: CriteriaTable, *, stage: Stage | None = None) -> Board:
    """As it stands after the stages each sheet has passed; with `stage`, as of that stage, whoever is still at work."""
    tree, sheets = tree_of(table), _sheets(table)
    leaves = tree.leaves()
    numbers = {node.criterion.pk: node.number for node in leaves}
    slugs = {sheet.pk: slug for slug, sheet in sheets.items()}
    assigned = assignments(table)
    figures, own, last = _reported(table, leaves)
    stages = list(table.stages.all())
    marks = _marks(numbers, slugs, stages)
    goals = {
        (node.number, slug): goal_of(node, sheet, assigned, own, last)
        for node in leaves
        for slug, sheet in sheets.items()
    }
    return Board(
        table=table,
        tree=tree,
        stages=stages,
        sheets=sheets,
        rules={node.number: rule_of(node) for node in leaves},
        marks=marks,
        live=_live(leaves, sheets, figures, marks),
        assigned=assigned,
        goals=goals,
        evidence=_evidence(numbers, slugs),
        knock_outs=list(KnockOut.objects.filter(sheet__in=slugs).select_related("sheet__unit")),
        until=stage,
    )


def _sheets(table: CriteriaTable) -> dict[str, Sheet]:
    rows = table.sheets.select_related("unit", "stage", "checker").prefetch_related("unit__pasts")
    return {sheet.unit.slug: sheet for sheet in rows.order_by("order", "pk")}


def _marks(numbers: dict[int, str], slugs: dict[int, str], stages: list[Stage]) -> dict[Key, list[Mark]]:
    found: dict[Key, list[Mark]] = defaultdict(list)
    by_pk = {stage.pk: stage for stage in stages}
    for mark in Mark.objects.filter(sheet__in=slugs, criterion__in=numbers).order_by("stage__order", "pk"):
        mark.stage = by_pk[mark.stage_id]
        found[numbers[mark.criterion_id], slugs[mark.sheet_id]].append(mark)
    return dict(found)


def _evidence(numbers: dict[int, str], slugs: dict[int, str]) -> dict[Key, int]:
    """How many pieces stand behind each criterion of each unit; none: no entry."""
    found: dict[Key, int] = defaultdict(int)
    rows = Evidence.objects.standing().filter(sheet__in=slugs)
    for sheet, criterion in rows.values_list("sheet_id", "criterion_id"):
        if criterion in numbers:
            found[numbers[criterion], slugs[sheet]] += 1
    return dict(found)


def _reported(table: CriteriaTable, leaves: list[Node]):
    """Figures of the phase that ends the season, units' own targets, and the figures of the year before."""
    bloc, pledges = table.pact.bloc, [node.criterion.pledge for node in leaves if node.criterion.pledge_id]
    phase = bloc.season.phases.filter(ends_on__gte=bloc.season.ends_on).order_by("starts_on", "pk").first()
    own = own_targets_of(table.pact)
    if phase is None or not pledges:
        return {}, own, {}
    figures = folded(figures_of(bloc, phase, pledges), ancestry_of(bloc, phase))
    return figures, own, last_year(bloc, phase, pledges)


def _live(leaves: Iterable[Node], sheets: dict[str, Sheet], figures, marks) -> dict[Key, Figure]:
    """Where a pledge feeds the criterion and no stage has spoken, the figure speaks; one in words alone does not."""
    found = {}
    for node in leaves:
        for slug, sheet in sheets.items():
            figure = figures.get((node.criterion.pledge_id, sheet.unit_id))
            key = (node.number, slug)
            if figure and as_figure(figure) and not any(map(speaks, marks.get(key, ()))):
                found[key] = figure
    return found


# --- One leaf, one unit --------------------------------------------------------------------------


def speaks(mark: Mark) -> bool:
    """Whether the mark says how much; an explanation never does."""
    said = mark.points is not None or mark.value is not None or mark.numerator is not None
    return said and mark.stage.kind != StageKind.EXPLAIN


def needs_evidence(node: Node) -> bool:
    return node.criterion.evidence == node.criterion.Need.REQUIRED


def part_of(node: Node) -> str:
    """A group's part is that of everything below it; of several, the uppermost that is not main."""
    above = part_of(node.parent) if node.parent else "main"
    return above if above != "main" else node.criterion.part


def rule_of(node: Node) -> Rule:
    criterion = node.criterion
    asked = criterion.rules.get("kind", "") if criterion.formula in USES_TARGET else ""
    return Rule(
        number=node.number,
        formula=criterion.formula,
        maximum=criterion.points,
        part=part_of(node),
        kind=criterion.pledge.kind if criterion.pledge else asked,
        params=criterion.rules,
        is_fed_by_pledge=criterion.pledge_id is not None,
    )


def scale_of(node: Node) -> int | None:
    """What a numerator over its denominator is counted in: 100 or 1000 parts; None: the numerator alone counts."""
    if node.criterion.pledge:
        return RATES.get(node.criterion.pledge.measure)
    return RATES.get(node.criterion.rules.get("measure", ""), 100)


def lines_above(node: Node, unit_id: int, assigned: Assigned) -> list[Line]:
    """The bloc's decisions for this unit on the criterion and the groups above it, the nearest first."""
    own = assigned.get((node.criterion.pk, unit_id))
    above = lines_above(node.parent, unit_id, assigned) if node.parent else []
    return [own, *above] if own else above


def goal_of(node: Node, sheet: Sheet, assigned: Assigned, own, last) -> Facts:
    """Whether it applies to the unit, and what the unit is held to: as assigned, else its own, else the common."""
    lines = lines_above(node, sheet.unit_id, assigned)
    if any(not line.applies for line in lines):
        return Facts(applies=False)
    target, target_max, baseline = _common(node, sheet.unit_id, own, last)
    if lines:
        line = lines[0]
        if line.is_without_target or line.target is not None:
            target, target_max = line.target, None
        baseline = baseline if line.baseline is None else line.baseline
    return Facts(target=_exact(target), target_max=_exact(target_max), baseline=_exact(baseline))


def _common(node: Node, unit_id: int, own: dict[tuple[int, int], Own], last) -> tuple[Any, Any, Any]:
    pledge, rules = node.criterion.pledge, node.criterion.rules
    if pledge is None:
        return rules.get("target"), rules.get("target_max"), rules.get("baseline")
    before = last.get((pledge.pk, unit_id))
    earlier = value_of(before.value, before.numerator, before.denominator, scale_of(node)) if before else None
    goal = goal_of_unit(pledge, own.get((pledge.pk, unit_id)), earlier, final=True)
    return goal.target, goal.target_max, goal.baseline


def _exact(number: Decimal | Fraction | str | None) -> Fraction | None:
    return None if number in (None, "") else Fraction(number)


def lowest(rows: Iterable[KnockOut]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        if row.effect == KnockOut.Effect.CEILING:
            slug = row.sheet.unit.slug
            found[slug] = min(found.get(slug, row.ceiling), row.ceiling)
    return found
