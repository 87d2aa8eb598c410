"""One leaf of one sheet: what is asked, what was reported, what each stage said, and what that earns by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pacts.logic.formulas import Formula, Part, StageKind
from pacts.models import Criterion
from pacts.models.tree import Node
from reports.logic.scoring.explanation import calculation
from reports.logic.scoring.formulas import score
from reports.logic.scoring.shapes import Facts, Rule
from reports.logic.sheet_entries import Asked, Given, given_by_figure, given_of
from reports.logic.sheet_states import before, counting, reason_wanted
from reports.models import Evidence, Figure, Mark


@dataclass
class Row:
    """One leaf of one sheet. `scale`: in how many parts a rate counts (100: per cent); None: no rate."""

    node: Node
    rule: Rule
    goal: Facts
    asks: Asked
    measure: str = ""
    scale: int | None = None
    why_not: str = ""  # the bloc's words where it does not apply
    is_without_target: bool = False
    figure: Figure | None = None
    marks: dict[str, Mark] = field(default_factory=dict)  # of every stage, by kind; shown only through the book
    evidence: list[Evidence] = field(default_factory=list)  # what stands
    is_asked: bool = False  # the stage the sheet stands at wants a mark here
    may_mark: bool = False  # by this person, today

    @property
    def criterion(self) -> Criterion:
        return self.node.criterion

    @property
    def number(self) -> str:
        return self.node.number

    @property
    def applies(self) -> bool:
        return self.goal.applies

    @property
    def target(self) -> Fraction | None:
        return self.goal.target

    @property
    def target_max(self) -> Fraction | None:
        return self.goal.target_max

    @property
    def baseline(self) -> Fraction | None:
        return self.goal.baseline

    @property
    def is_fed(self) -> bool:
        """The reported figure of a pledge speaks here."""
        return self.criterion.pledge_id is not None and self.asks != Asked.POINTS

    @cached_property
    def reported(self) -> Given:
        return given_by_figure(self.figure) if self.is_fed else Given()

    @property
    def copied(self) -> Given:
        """What the figure said when it was copied into the self-score; before that what it says now."""
        mark = self.marks.get(StageKind.SELF)
        return given_of(mark) if mark is not None and mark.is_from_figure else self.reported

    def is_bound(self, kind: str) -> bool:
        """The unit does not score what its figure says; only a pledge answered in words is answered here."""
        return kind == StageKind.SELF and self.is_fed and (self.asks != Asked.YES_NO or not self.reported.is_blank)

    def given(self, kind: str) -> Given:
        """What that stage says: its mark, or, before the figure was copied into one, the figure itself."""
        mark = self.marks.get(kind)
        if mark is None:
            return self.reported if self.is_bound(kind) else Given()
        return given_of(mark)

    def given_before(self, kind: str, order: list[str]) -> Given:
        """What counted when that stage began; where no stage has spoken, the reported figure."""
        spoken = counting(self.spoken, before(kind, order))
        return given_of(self.marks[spoken]) if spoken else self.reported

    @property
    def spoken(self) -> set[str]:
        return {kind for kind, mark in self.marks.items() if not given_of(mark).is_blank}

    def points(self, given: Given) -> Decimal | None:
        """What it earns by itself; None where the other units' figures decide, or nothing can be said yet."""
        if not self.applies or given.is_blank or self.rule.formula == Formula.RELATIVE:
            return None
        return score(self.rule, self._facts(given))[""].points

    def calculation(self, given: Given) -> list[str]:
        """How those points come about, with its own numbers; nothing where the other units' figures decide."""
        if self.points(given) is None:
            return []
        facts = self._facts(given)
        return calculation(self.rule, "", facts, score(self.rule, facts), measure=self.measure)

    def _facts(self, given: Given) -> dict[str, Facts]:
        goal = self.goal
        return {"": Facts(given.amount(self.scale), given.points, goal.target, goal.target_max, goal.baseline)}

    def is_at_maximum(self, given: Given) -> bool:
        """Points somebody gave, or a value somebody judged; what the reported figure says is no favour."""
        if self.is_fed and not given.differs_from(self.copied, self.scale):
            return False
        return self.rule.maximum > 0 and self.points(given) == self.rule.maximum

    def reason_wanted(self, given: Given, kind: str, order: list[str], text: str, least: int) -> str:
        """The sentence asking for a reason of this mark at this stage; "" where none is due."""
        earlier = self.given_before(kind, order)
        differs = not earlier.is_blank and given.differs_from(earlier, self.scale)
        if kind == StageKind.SELF:
            differs = False
        return reason_wanted(self.is_at_maximum(given), differs, text, least)


NONE = Decimal(0)


def counted(
    nodes: Iterable[Node], rows: Mapping[int, Row], earned: Mapping[int, Decimal | None], *, bonus_is_inside: bool
) -> tuple[Decimal, Decimal]:
    """(achieved, assigned) of what applies below these nodes; penalties taken off, bonus added."""
    achieved = assigned = NONE
    for leaf in (leaf for node in nodes for leaf in node.walk() if leaf.criterion.is_leaf):
        row = rows[leaf.criterion.pk]
        if not row.applies:
            continue
        part, points = row.rule.part, earned[leaf.criterion.pk] or NONE
        achieved += -points if part == Part.PENALTY else points
        assigned += leaf.criterion.points if part == Part.MAIN or (part == Part.BONUS and bonus_is_inside) else NONE
    return achieved, assigned
