"""A table on its way in, as plain values: columns, cells as they were read, lines as the preview shows them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

NEW, CHANGED, UNCHANGED, WRONG, REMOVED = "new", "changed", "unchanged", "wrong", "removed"
State = Literal["new", "changed", "unchanged", "wrong", "removed"]


@dataclass(frozen=True)
class Column:
    """One column of a kind. `head` is what our template prints, `others` what people call it, both matched without
    accents or case; `choices` are the words its cells take; `help` stands in the template; `width` in characters;
    `is_number` says that its decimals may have to be asked about, `is_hidden` that our template hides it (a key).
    """

    key: str
    head: str
    width: int = 20
    help: str = ""
    others: tuple[str, ...] = ()
    is_needed: bool = False
    is_number: bool = False
    is_hidden: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was read. `address` is “D7”; `value` what the file holds (text in NFC, number, day), a formula as
    last reckoned; `font` its font's name; `was` the text in the old font where `value` is its reading in Unicode;
    `trouble` a sentence where the cell holds nothing that can be taken (#REF!, a formula without its value): its line
    is wrong already, and the kind need not look.
    """

    address: str
    value: Any = None
    font: str = ""
    was: str = ""
    trouble: str = ""

    @property
    def text(self) -> str:
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Read:
    """One line of the file: its number and its cells by the key of their column."""

    line: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Problem:
    """`cell` as Excel names it, and a sentence that says what to do."""

    cell: str
    sentence: str


@dataclass(frozen=True)
class Difference:
    """A field by its head, worded as people read it."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One line of the preview. `values` is all that taking it over needs, as JSON keeps it; `key` the row it is.

    A row that goes because the file leaves it out has the line 0.
    """

    line: int
    name: str
    state: State
    values: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    key: int | None = None


def decimal_text(value: Decimal | None) -> str | None:
    """Decimals are kept as text, so that no float ever stands between a file and the database."""
    return None if value is None else str(value)


def as_typed(value: Any) -> str:
    """What a person would type for it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%H:%M, %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def fingerprint(values: Iterable[Any]) -> str:
    """64 characters that name a state: of whatever JSON can say, dates and decimals as text."""
    text = json.dumps(list(values), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
