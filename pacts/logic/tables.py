"""When a criteria table can be adopted: every fault in a sentence, at the place named.

Plain values, no database: a table gathers them by `for_adopting()`. The sum rule: a group's points are exactly the sum
of its children's, main ones always, bonus ones where the table says that bonus is part of the maximum, penalties never;
a bonus (or penalty) group sums its own. The groups at the top add up to the table's maximum in the same way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Step
from blocs.logic.wording import trimmed
from pacts.logic.formulas import Assessor, Part
from pacts.logic.table_outcomes import problems_of_outcome
from pacts.logic.table_rules import Feed, Problem, problems_of_rules
from pacts.logic.table_stages import MARKING, REVIEWING, StageRow, problems_of_stages

__all__ = [
    "TABLE",
    "Facts",
    "Feed",
    "Row",
    "StageRow",
    "faults_when_opening",
    "obstacles_to_adopting",
    "problems_of_rules",
]

MOST_LEVELS = 5
MOST_NODES = 250


@dataclass(frozen=True)
class Row:
    """One node. A group has no formula. `feed` is the pledge that feeds a leaf.

    `units_have_targets` (…baselines): the bloc has said of every unit what it is measured against (starts from);
    `lowest` of the targets single units have of their own.
    """

    number: str
    name: str
    points: Decimal
    code: str = ""
    part: str = Part.MAIN.value
    formula: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    assessor: str = Assessor.UNIT.value
    department: str = ""
    feed: Feed | None = None
    units_have_targets: bool = False
    units_have_baselines: bool = False
    lowest: Decimal | None = None
    children: tuple["Row", ...] = ()

    @property
    def place(self) -> str:
        """“2.1 “1. Công tác chính trị””: the number by place, and the words of the paper."""
        return f"{self.number} “{f'{self.code} {self.name}'.strip()}”"

    @property
    def depth(self) -> int:
        return self.number.count(".") + 1


@dataclass(frozen=True)
class Facts:
    """All that adoption asks about. The season's days bound the window of appeals."""

    rows: tuple[Row, ...] = ()
    stages: tuple[StageRow, ...] = ()
    maximum: Decimal = Decimal(100)
    bonus_is_inside: bool = False
    step: Decimal = Decimal("0.5")
    outcome: str = "ranks"
    classes: tuple[Mapping[str, Any], ...] = ()
    tie_breaks: tuple[str, ...] = ()
    appeals: tuple[date | None, date | None] = (None, None)
    season: tuple[date, date] | None = None
    pact_is_draft: bool = True


def obstacles_to_adopting(table: Facts) -> list[str]:
    """Every fault at once, the tree's first; none: the table can be adopted."""
    return [
        *([] if table.pact_is_draft else [_("The pact is no longer a draft.")]),
        *problems_of_table(table),
    ]


def faults_when_opening(is_adopted: bool, table: Facts) -> list[str]:
    """What a pact's criteria table has against opening the pact for signature."""
    if not is_adopted:
        return [_("The criteria table is not adopted yet.")]
    return [_("Criteria table: %(problem)s") % {"problem": problem} for problem in problems_of_table(table)]


def problems_of_table(table: Facts) -> list[str]:
    """The same whatever became of the pact: what is wrong with the table itself."""
    return [
        *problems_of_tree(table),
        *problems_of_stages(table.stages),
        *problems_of_outcome(table, len(table.rows)),
    ]


def problems_of_tree(table: Facts) -> list[str]:
    if not table.rows:
        return [_("There are no criteria yet.")]
    return [*_size(table), *_step(table), *_sum_of_all(table), *_in_places(table)]


def walk(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row before its children, in the order of the paper."""
    for row in rows:
        yield row
        yield from walk(row.children)


def counted(part: str, children: Iterable[Row], bonus_is_inside: bool) -> list[Row]:
    """The children whose points their group is made of."""
    if part != Part.MAIN:
        return list(children)
    parts = (Part.MAIN, Part.BONUS) if bonus_is_inside else (Part.MAIN,)
    return [row for row in children if row.part in parts]


def points_of(rows: Iterable[Row]) -> Decimal:
    return sum((row.points for row in rows), start=Decimal(0))


# --- The table as a whole ---


def _size(table: Facts) -> list[str]:
    count = sum(1 for _row in walk(table.rows))
    if count <= MOST_NODES:
        return []
    words = {"count": count, "most": MOST_NODES}
    return [_("The table has %(count)s criteria and groups; at most %(most)s are possible.") % words]


def _step(table: Facts) -> list[str]:
    return [] if table.step > 0 else [_("The smallest step of points must be more than 0.")]


def _sum_of_all(table: Facts) -> list[str]:
    total = points_of(counted(Part.MAIN, table.rows, table.bonus_is_inside))
    words = {"sum": trimmed(total), "gap": trimmed(abs(table.maximum - total)), "points": trimmed(table.maximum)}
    if total < table.maximum:
        return [_("The table: its groups add up to %(sum)s points, %(gap)s short of the maximum %(points)s.") % words]
    if total > table.maximum:
        return [_("The table: its groups add up to %(sum)s points, %(gap)s above the maximum %(points)s.") % words]
    return []


# --- Place by place ---


def _in_places(table: Facts) -> Iterator[str]:
    yield from _twice(table.rows)
    kinds = {stage.kind for stage in table.stages}
    for row in walk(table.rows):
        for sentence in (*_of_any(row, table.step), *(_of_leaf(row, kinds) if row.formula else _of_group(row, table))):
            yield f"{row.place}: {sentence}"
        yield from _twice(row.children)


def _of_any(row: Row, step: Decimal) -> Iterator[str]:
    if row.depth > MOST_LEVELS:
        yield _("it stands deeper than %(most)s levels.") % {"most": MOST_LEVELS}
    if step > 0 and row.points % step:
        words = {"points": trimmed(row.points), "step": trimmed(step)}
        yield _("%(points)s points is not a multiple of %(step)s.") % words


def _of_group(row: Row, table: Facts) -> list[str]:
    if not row.children:
        return [_("the group has no criteria under it; add some, or give it a formula.")]
    kept = counted(row.part, row.children, table.bonus_is_inside)
    if not kept:
        return [_("there is only bonus or penalty under it; mark the group itself as such.")]
    return _sum(row, points_of(kept))


def _sum(row: Row, total: Decimal) -> list[str]:
    words = {"sum": trimmed(total), "gap": trimmed(abs(row.points - total)), "points": trimmed(row.points)}
    if total < row.points:
        return [_("the criteria under it add up to %(sum)s points, %(gap)s short of its %(points)s.") % words]
    if total > row.points:
        return [_("the criteria under it add up to %(sum)s points, %(gap)s above its %(points)s.") % words]
    return []


def _of_leaf(row: Row, kinds: set[str]) -> Iterator[str]:
    if row.children:
        yield _("it has criteria under it and a formula of its own; keep one of both.")
    if row.points <= 0:
        yield _("its maximum score must be more than 0.")
    if row.assessor == Assessor.DEPARTMENT and not row.department:
        yield _("name the functional department that assesses it.")
    if kinds and not kinds & (MARKING if row.assessor == Assessor.UNIT else REVIEWING):
        yield _("nobody scores it: the table has no stage of review or appraisal.")
    yield from (f"{sentence}." for _field, sentence in _problems_of_row(row))


def _problems_of_row(row: Row) -> list[Problem]:
    return problems_of_rules(
        row.formula,
        row.rules,
        row.feed,
        row.part,
        points=row.points,
        units_have_targets=row.units_have_targets,
        units_have_baselines=row.units_have_baselines,
        lowest=row.lowest,
    )


def _twice(rows: Iterable[Row]) -> Iterator[str]:
    """Two siblings under one number of the paper cannot be told apart by a reader."""
    seen: dict[str, Row] = {}
    for row in rows:
        if row.code and row.code in seen:
            words = {"place": row.place, "other": seen[row.code].place, "code": row.code}
            yield _("%(place)s: bears the same number “%(code)s” as %(other)s.") % words
        seen.setdefault(row.code, row)


# --- The steps of a table ---


def obstacles_to_reopening_table(pact_is_draft: bool) -> list[str]:
    if pact_is_draft:
        return []
    return [_("The table goes back to draft only while the pact is a draft.")]


def _adopting(table: Any) -> list[str]:
    return obstacles_to_adopting(table.for_adopting())


def _reopening(table: Any) -> list[str]:
    return obstacles_to_reopening_table(table.pact.is_editable)


TABLE = Lifecycle(
    Step("adopt_table", "draft", "adopted", gettext_lazy("Adopt the criteria table"), obstacles=_adopting),
    Step("reopen_table", "adopted", "draft", gettext_lazy("Take the table back to draft"), obstacles=_reopening),
)
