"""The cells of one line of a file as they are typed; what cannot be read is told by its cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.numbers import Unreadable, read_number
from blocs.logic.text import clean, clean_lines, from_legacy, looks_legacy
from pacts.excel.columns import BY_KEY, Column
from pacts.excel.rows import Names
from pacts.logic.formula_words import PLACES

POINTS, POINTS_PLACES = ("points", "per", "floor"), 2  # so that 1.234 is read as 1234 and not asked about
LONGEST = {"code": 20, "name": 500, "measure": 60, "evidence_note": 300}


@dataclass(frozen=True)
class Problem:
    """`cell` as Excel names it, “D7”."""

    cell: str
    sentence: str


def as_text(value: Any) -> str:
    """A cell as text; errors of formulas (#REF!) are text too and get their sentence where they are read."""
    return "" if value is None else clean(str(value))


class Line:
    """One line while it is read; every unreadable cell leaves its problem and counts as empty."""

    def __init__(self, problems: list[Problem], line: int, values: tuple, columns: Mapping[str, int], names: Names):
        self.problems, self.line, self.values, self.columns, self.names = problems, line, values, columns, names

    def raw(self, key: str) -> Any:
        index = self.columns.get(key)
        return self.values[index] if index is not None and index < len(self.values) else None

    def is_told_of(self, key: str) -> bool:
        return any(problem.cell == self.cell(key) for problem in self.problems)

    def cell(self, key: str) -> str:
        return cell_name(self.columns.get(key, 0), self.line)

    def wrong(self, key: str, sentence: str) -> None:
        self.problems.append(Problem(self.cell(key), sentence))

    def text(self, key: str) -> str:
        """Of numbers as they are typed; a number turned into a day by Excel cannot be turned back."""
        value = self.raw(key)
        if isinstance(value, date | datetime | time):
            self.wrong(key, _("Excel made a date of this cell. Format it as text and type it again."))
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        typed = clean_lines(str(value)) if key == "note" and value is not None else as_text(value)
        if looks_legacy(typed):
            words = {"read": clean(from_legacy(str(value)))[:80]}
            self.wrong(
                key, _("This cell is typed in an old font (TCVN3 or VNI). Type it in Unicode: “%(read)s”.") % words
            )
        if len(typed) > LONGEST.get(key, 5000):
            self.wrong(key, _("The text is longer than %(most)s characters.") % {"most": LONGEST.get(key, 5000)})
        return typed

    def number(self, key: str):
        try:
            return read_number(
                self.raw(key), places=POINTS_PLACES if key in POINTS else PLACES, field=BY_KEY[key].header
            )
        except Unreadable as error:
            self.wrong(key, error.sentence)
            return None

    def word(self, key: str, default: str) -> str:
        typed, column = self.text(key), BY_KEY[key]
        kept = column.kept(typed) if typed else default
        if kept is None:
            self.wrong(key, _say_choices(typed, column))
        return default if kept is None else kept


def cell_name(index: int, line: int | str) -> str:
    """“AB12” for the 28th column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"


def _say_choices(said: str, column: Column) -> str:
    choices = ", ".join(f"“{word}”" for word in column.words.values() if word)
    return _("“%(said)s” is not known here. Write one of: %(choices)s.") % {"said": said[:60], "choices": choices}
