"""A criteria table as it is read: every line in words, formatted once, whatever the number of criteria and units."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.wording import trimmed
from pacts.logic.definitions import DEFINITIONS, Definition
from pacts.logic.formula_words import in_words
from pacts.logic.formulas import USES_TARGET, Assessor, Formula, Measure, Part
from pacts.logic.table_differences import MEASURES
from pacts.logic.tables import counted, points_of
from pacts.models import Assignment, CriteriaTable, Criterion, Node, Pledge, Tree, tree_of
from pacts.models.table_content import pledges_by_number

PARTS = dict(Criterion.Part.choices)
ASSESSORS = {Assessor.UNIT.value: gettext_lazy("the unit scores itself"), Assessor.BLOC.value: gettext_lazy("the bloc")}
NEEDS = dict(Criterion.Need.choices)


@dataclass
class Line:
    """One criterion or group. `fault` says where its points are not the sum of what stands under it."""

    pk: int
    number: str
    depth: int
    code: str
    name: str
    points: str
    is_leaf: bool
    part: str = ""
    formula: str = ""
    how: str = ""
    assessor: str = ""
    pledge: str = ""
    pledge_url: str = ""
    evidence: str = ""
    note: str = ""
    fault: str = ""
    decided: list[str] = field(default_factory=list)
    is_first: bool = False
    is_last: bool = False

    @property
    def anchor(self) -> str:
        return f"tc-{self.number.replace('.', '-')}"


@dataclass
class Group:
    """One group at the top with all its lines, its own first."""

    head: Line
    lines: list[Line]
    leaves: int

    @property
    def faults(self) -> int:
        return sum(bool(line.fault) for line in self.lines)


@dataclass
class Sheet:
    """The whole table. `total` and `fault` are of the groups at the top against the table's maximum."""

    groups: list[Group]
    total: str
    fault: str
    leaves: int
    lines: int

    @property
    def formulas(self) -> list[tuple[Any, Definition]]:
        """Name and definition of each formula the table uses, in the order of the paper."""
        used = dict.fromkeys(line.formula for group in self.groups for line in group.lines if line.formula)
        return [(Formula(name).label, DEFINITIONS[name]) for name in used]


def sheet_of(table: CriteriaTable) -> Sheet:
    """In four queries: the tree, the pledges' numbers (two) and what is decided of single units."""
    tree = tree_of(table)
    words = Words(table)
    groups = [_group(root, words) for root in tree.roots]
    _mark_ends(tree, groups)
    kept = counted(Part.MAIN.value, [root.criterion for root in tree.roots], table.bonus_is_inside)
    total = points_of(kept)
    fault = _gap(total, table.maximum) if groups else ""
    return Sheet(groups, trimmed(total), fault, len(tree.leaves()), sum(len(group.lines) for group in groups))


class Words:
    """What the lines say, looked up once for the table."""

    def __init__(self, table: CriteriaTable):
        self.table = table
        self.pledges = {pledge.pk: number for number, pledge in pledges_by_number(table.pact).items()}
        self.decided = _decided(table)
        self.contents = reverse("pacts:pact_contents", args=[table.pact_id])

    def line(self, node: Node) -> Line:
        row = node.criterion
        common = Line(row.pk, node.number, node.depth, row.code, row.name, trimmed(row.points), row.is_leaf)
        common.part = "" if row.part == _part_above(node) else str(PARTS[row.part])
        common.note, common.decided = row.note, self.decided[row.pk]
        return self._leaf(common, row) if row.is_leaf else self._group_line(common, node)

    def _leaf(self, line: Line, row: Criterion) -> Line:
        line.formula = row.formula
        line.how = in_words(row.formula, row.points, _told(row), part=row.part, step=self.table.step)
        line.assessor = row.department.name if row.assessor == Assessor.DEPARTMENT else str(ASSESSORS[row.assessor])
        if row.pledge_id:
            line.pledge = self.pledges.get(row.pledge_id, "")
            line.pledge_url = f"{self.contents}#noi-dung-{row.pledge_id}"
        line.evidence = _evidence(row)
        return line

    def _group_line(self, line: Line, node: Node) -> Line:
        kept = counted(node.criterion.part, [child.criterion for child in node.children], self.table.bonus_is_inside)
        line.fault = _gap(points_of(kept), node.criterion.points) if node.children else _("nothing stands under it yet")
        return line


def _part_above(node: Node) -> str:
    return node.parent.criterion.part if node.parent else Part.MAIN.value


def _told(row: Criterion) -> Mapping[str, Any]:
    """What a pledge says of the target, where one feeds the criterion; else the rules themselves."""
    pledge: Pledge | None = row.pledge if row.formula in USES_TARGET else None
    if pledge is None:
        return row.rules
    told = {"kind": pledge.kind, "measure": pledge.measure, "target": pledge.target, "target_max": pledge.target_max}
    return {**told, "baseline": pledge.baseline}


def _evidence(row: Criterion) -> str:
    said = "" if row.evidence == Criterion.Need.NONE else str(NEEDS[row.evidence])
    return ": ".join(filter(None, [said, row.evidence_note]))


def _gap(total: Decimal, points: Decimal) -> str:
    """“590, 10 short of 600”; empty where the sum agrees."""
    words = {"sum": trimmed(total), "gap": trimmed(abs(points - total)), "points": trimmed(points)}
    if total < points:
        return _("under it are %(sum)s points: %(gap)s short of %(points)s") % words
    return _("under it are %(sum)s points: %(gap)s more than %(points)s") % words if total > points else ""


def _decided(table: CriteriaTable) -> dict[int, list[str]]:
    """By criterion what the bloc decided of single units, in words."""
    rows = Assignment.objects.filter(criterion__table=table).select_related("unit")
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.order_by("unit__precedence", "unit__name_sort", "pk"):
        found[row.criterion_id].append(_say(row))
    return found


def _say(row: Assignment) -> str:
    return f"{row.unit.name}: {_said(row)}"


def _said(row: Assignment) -> str:
    words = {"reason": row.reason, "target": trimmed(row.target), "base": trimmed(row.baseline)}
    if not row.applies:
        return _("does not apply (%(reason)s)") % words
    if row.is_without_target:
        return _("without a target")
    if row.target is None:
        return _("baseline %(base)s") % words
    return _("own target %(target)s") % words


def told_of(criterion: Criterion) -> list[tuple[Any, str]]:
    """(unit, what is decided of it on this criterion) in the order of precedence."""
    rows = criterion.assignments.select_related("unit").prefetch_related("unit__pasts")
    return [(row.unit, _said(row)) for row in rows.order_by("unit__precedence", "unit__name_sort", "pk")]


def _group(root: Node, words: Words) -> Group:
    lines = [words.line(node) for node in root.walk()]
    return Group(lines[0], lines, sum(line.is_leaf for line in lines))


def _mark_ends(tree: Tree, groups: list[Group]) -> None:
    """Which lines have nobody above or below them among their siblings: they offer no way there."""
    by_pk = {line.pk: line for group in groups for line in group.lines}
    for siblings in [tree.roots, *(node.children for node in tree)]:
        if siblings:
            by_pk[siblings[0].criterion.pk].is_first = True
            by_pk[siblings[-1].criterion.pk].is_last = True


def measures_of(table: CriteriaTable) -> list[tuple[str, Any]]:
    """What can break a tie in this table: the fixed measures, and each group at the top."""
    roots = table.criteria.filter(parent=None).order_by("order", "pk")
    groups = [(f"{Measure.GROUP.value}:{n}", _say_root(n, root)) for n, root in enumerate(roots, start=1)]
    return [*MEASURES.items(), *groups]


def _say_root(number: int, root: Criterion) -> str:
    return _("More points in group %(number)s “%(name)s”") % {"number": number, "name": root}


def ties_of(table: CriteriaTable) -> list[str]:
    """What breaks a tie, in words and in order."""
    words = dict(measures_of(table)) if table.tie_breaks else {}
    return [str(words.get(name, name)) for name in table.tie_breaks]


def file_name(table: CriteriaTable) -> str:
    """“bang-tieu-chi-khoi-csnd-2017-v1.xlsx”."""
    return f"bang-tieu-chi-{table.bloc.series.slug}-{table.bloc.season.slug}-v{table.pact.version}.xlsx"


def fed_by_pledges(table: CriteriaTable | None) -> dict[int, list[Line]]:
    """By pledge the criteria it feeds, with their numbers and points; in one query."""
    found: dict[int, list[Line]] = defaultdict(list)
    for node in tree_of(table).leaves() if table else []:
        row = node.criterion
        if row.pledge_id:
            line = Line(row.pk, node.number, node.depth, row.code, row.name, trimmed(row.points), True)
            found[row.pledge_id].append(line)
    return dict(found)
