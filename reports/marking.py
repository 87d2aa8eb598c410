"""One sheet as a person reads and fills it: the tree with targets, figures and marks, gathered in a fixed number of
queries; what may be read and marked is decided here, by the rules of `reports.logic.sheet_states`.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from pacts.models import Criterion, Stage
from pacts.models.tree import Node, Tree
from reports.models import Figure, Mark, Return, Sheet


@dataclass
class Row:
    """One leaf of one sheet."""

    node: Node
    applies: bool = True
    why_not: str = ""  # the bloc's words where it does not apply
    target: Decimal | None = None
    target_max: Decimal | None = None
    baseline: Decimal | None = None
    is_without_target: bool = False
    measure: str = ""
    asks: str = ""  # points | yes_no | count | number | percent: `reports.logic.sheet_entries.Asked`
    figure: Figure | None = None
    marks: dict[str, Mark] = field(default_factory=dict)  # of every stage, by its kind; read them through the book
    evidence: int = 0  # pieces standing
    is_asked: bool = False  # the stage the sheet stands at wants a mark here
    may_mark: bool = False  # by this person, today

    @property
    def criterion(self) -> Criterion:
        return self.node.criterion

    @property
    def number(self) -> str:
        return self.node.number


@dataclass
class SheetBook:
    """`readable`: the kinds of stages whose marks this person may read here; a row's other marks are not shown."""

    sheet: Sheet
    user: object
    tree: Tree
    stages: list[Stage]  # in the order of the table
    rows: dict[int, Row]  # by criterion, in the order of the paper
    readable: frozenset[str]
    returns: list[Return]  # newest first
    due_on: date | None  # last day of the stage it stands at, extensions counted
    shut: list[str]  # why nobody marks or sends now, in sentences; empty: open

    def mark(self, row: Row, kind: str) -> Mark | None:
        """The mark of that stage, where this person may read it."""

    def before(self, row: Row, kind: str) -> Mark | None:
        """What counted when that stage began: the mark of the last earlier stage that has spoken."""

    def points(self, row: Row, mark: Mark | None) -> Decimal | None:
        """What the mark earns by itself; None where it depends on the other units' figures, or nothing is said."""

    @cached_property
    def obstacles(self) -> list[str]:
        """What hinders sending the sheet on, each in a sentence that names the criteria by number."""

    @cached_property
    def may_mark(self) -> bool: ...

    @cached_property
    def may_send(self) -> bool: ...

    @cached_property
    def open_return(self) -> Return | None:
        """The return that waits to be settled."""


def book_of(sheet: Sheet, user, today: date | None = None) -> SheetBook:
    """`sheet` as `Sheet.objects.with_names()` gives it; a constant number of queries whatever the table's size."""
    raise NotImplementedError
