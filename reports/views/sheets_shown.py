"""The lines of a score sheet as its templates read them: text that is written already."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from blocs.logic.wording import signed


@dataclass
class Before:
    """What an earlier stage said of a criterion."""

    stage: str
    said: str
    reason: str


@dataclass
class Shown:
    """One line of the table: a group with its sum, or a leaf with what it needs to be read and marked."""

    pk: int
    number: str
    name: str
    is_group: bool = False
    sum: str = ""
    applies: bool = True
    reason_not: str = ""
    is_open: bool = False
    is_asked: bool = False
    is_marked: bool = False
    mood: str = ""
    facts: str = ""
    pledge: str = ""
    pledge_url: str = ""
    evidence: str = ""
    evidence_url: str = ""
    appeal: tuple[str, str] | None = None
    returned: list[str] = field(default_factory=list)
    needs_review: bool = False
    figure: str = ""
    before: list[Before] = field(default_factory=list)
    note: str = ""
    note_url: str = ""
    box: str = ""
    asks: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    typed: str = ""
    reason: str = ""
    revision: Any = ""
    errors: list[str] = field(default_factory=list)
    most: str = ""
    before_typed: str = ""
    is_reason_open: bool = False
    points: str = ""
    line: str = ""
    is_carried: bool = False
    was: str = ""
    difference: Decimal | None = None
    wants: str = ""

    @property
    def difference_words(self) -> str:
        """“−2,5”; a dash where only the words differ."""
        return "—" if self.difference is None else signed(self.difference.normalize() + 0)


@dataclass
class Block:
    """One root group: a form of its own without script."""

    number: str
    name: str
    rows: list[Shown]
    sum: str = ""

    @property
    def is_open(self) -> bool:
        return any(row.is_open for row in self.rows)
