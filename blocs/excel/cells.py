"""The cells of one sheet as they pass by: values with their fonts, hidden lines and columns, merged ranges."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from blocs.excel.parts import LONGEST_FONT, Looks, Run, Texts, TooMuch
from blocs.logic.intake import Cell
from blocs.logic.numbers import Unreadable
from blocs.logic.old_fonts import in_unicode
from blocs.logic.text import clean_lines
from blocs.logic.wording import typed

MOST_COLUMNS = 200
MOST_MERGED = 20_000
MOST_CELLS = 400_000  # of one sheet: 5.000 lines of eighty columns
LONGEST_REFERENCE = 30
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
EMPTY_LINES = 1000  # after so many lines without a word nothing more is looked for


def column_of(letters: str) -> int:
    """0 for A, 27 for AB."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def letters_of(index: int) -> str:
    letters, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class Grid:
    """A sheet as read: {line: {column: cell}}, both as Excel counts lines and from 0 for columns."""

    name: str
    lines: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_lines: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class How:
    """`most` filled lines; `legacy`: old letters are read as Unicode; the first day of the book's calendar."""

    most: int
    legacy: bool
    since_1904: bool


class Passing:
    """Receives the events of a sheet's XML. Stops looking after `most` filled lines or a long empty stretch."""

    def __init__(self, grid: Grid, texts: list[tuple[Run, ...]], looks: Looks, how: How):
        self.grid, self.texts, self.looks = grid, texts, looks
        self.most, self.legacy, self.since_1904 = how.most, how.legacy, how.since_1904
        self.line = self.index = self.last_filled = 0
        self.is_over = self.is_formula = self.is_hidden = False
        self.kind = ""
        self.style: str | None = None
        self.pieces: list[str] | None = None
        self.value: str | None = None
        self.runs: list[Run] = []
        self.run_font = ""
        self.letters = self.count = 0

    # --- events ---

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "c":
            self._begin_cell(said)
        elif tag == "row":
            self._begin_line(said)
        elif tag == "mergeCell":
            self._merge(said.get("ref", ""))
        elif tag == "col":
            self._column(said)
        elif not self.is_over:
            self._inside_cell(tag, said)

    def _inside_cell(self, tag: str, said: dict[str, str]) -> None:
        if tag in ("v", "t"):
            self.pieces = []
        elif tag == "f":
            self.is_formula = True
        elif tag == "r":
            self.run_font = ""
        elif tag == "rFont":
            self.run_font = said.get("val", "")[:LONGEST_FONT]

    def text(self, piece: str) -> None:
        if self.pieces is not None:
            self.pieces.append(piece)
            self._count(len(piece), 0)

    def _count(self, letters: int, pieces: int) -> None:
        """A shared text counts in every cell that shows it: each keeps its own cleaned copy."""
        self.letters, self.count = self.letters + letters, self.count + pieces
        if self.letters > Texts.MOST_LETTERS or self.count > MOST_CELLS:
            raise TooMuch

    def end(self, tag: str) -> None:
        if self.is_over:
            return
        if tag == "v" and self.pieces is not None:
            self.value, self.pieces = "".join(self.pieces), None
        elif tag == "t" and self.pieces is not None:
            self.runs.append(("".join(self.pieces), self.run_font))
            self.pieces = None
            self._count(0, 1)
        elif tag == "c":
            self._end_cell()

    # --- lines and columns ---

    def _begin_line(self, said: dict[str, str]) -> None:
        self.line = int(said.get("r") or self.line + 1)
        self.index = -1
        self.is_hidden = said.get("hidden", "") in ("1", "true")
        if self.line - self.last_filled > EMPTY_LINES or len(self.grid.lines) > self.most:
            self.is_over = True

    def _column(self, said: dict[str, str]) -> None:
        if said.get("hidden", "") in ("1", "true"):
            first, last = int(said.get("min", 1)), int(said.get("max", 1))
            self.grid.hidden_columns |= set(range(first - 1, min(last, MOST_COLUMNS)))

    def _merge(self, reference: str) -> None:
        self.grid.merged.append(reference[:LONGEST_REFERENCE])
        if len(self.grid.merged) > MOST_MERGED:
            raise TooMuch

    # --- one cell ---

    def _begin_cell(self, said: dict[str, str]) -> None:
        self.pieces = None
        if self.is_over:
            return
        found = REFERENCE.fullmatch(said.get("r", ""))
        self.index = column_of(found[1]) if found else self.index + 1
        self.kind, self.style = said.get("t", "n"), said.get("s")
        self.value, self.runs, self.is_formula, self.run_font = None, [], False, ""

    def _end_cell(self) -> None:
        if self.index >= MOST_COLUMNS or (self.value is None and not self.runs and not self.is_formula):
            return
        cell = self._cell(f"{letters_of(self.index)}{self.line}")
        if cell.value is None and not cell.trouble:
            return
        self._count(0, 1)
        self.grid.lines.setdefault(self.line, {})[self.index] = cell
        if self.is_hidden and self.last_filled != self.line:
            self.grid.hidden_lines.append(self.line)
        self.last_filled = self.line

    def _cell(self, address: str) -> Cell:
        font, is_day, is_share = self.looks.of(self.style)
        if self.is_formula and not self.value and not self.runs:
            if self.kind == "str":
                return Cell(address)
            return Cell(address, trouble=_say_not_reckoned())
        if self.kind == "e":
            return Cell(address, trouble=_("The cell shows %(error)s. Mend the formula.") % {"error": self.value})
        if self.kind in ("s", "inlineStr", "str"):
            return self._text_cell(address, font)
        return self._plain_cell(address, font, is_day, is_share)

    def _plain_cell(self, address: str, font: str, is_day: bool, is_share: bool) -> Cell:
        try:
            return Cell(address, self._plain(is_day, is_share), font)
        except (ValueError, OverflowError, ArithmeticError, Unreadable):
            return Cell(address, trouble=_("This cell cannot be read. Type its value again."))

    def _plain(self, is_day: bool, is_share: bool) -> Any:
        said = self.value or ""
        if self.kind == "b":
            return "x" if said == "1" else None
        if self.kind == "d":
            return _day_or_moment(datetime.fromisoformat(said.replace("Z", "")))
        value = float(said)
        if is_day:
            return self._day(value)
        if is_share:
            return f"{typed(Decimal(str(value)) * 100)}%"
        return int(value) if value.is_integer() and abs(value) < 10**15 else value

    def _day(self, value: float) -> Any:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        read = from_excel(value, CALENDAR_MAC_1904 if self.since_1904 else CALENDAR_WINDOWS_1900)
        return _day_or_moment(read) if isinstance(read, datetime) else str(read)

    def _text_cell(self, address: str, font: str) -> Cell:
        if self.kind == "s":
            runs: tuple[Run, ...] | list[Run] = self.texts[int(self.value or 0)]
            self._count(sum(len(text) for text, _font in runs), 0)
        else:
            runs = self.runs or [(self.value or "", "")]
        return text_cell(address, [(text, run_font or font) for text, run_font in runs], font, self.legacy)


def text_cell(address: str, runs: list[Run], font: str, legacy: bool) -> Cell:
    """Each run is judged by its own font; `was` stands only where a run reads otherwise in Unicode.

    Converted before anything is cleaned: in TCVN3 ư is the soft hyphen. Where the person wants it as typed
    (`legacy` is False) nothing is converted.
    """
    raw = "".join(text for text, _font in runs)
    plain = clean_lines(raw)
    if not plain.strip():
        return Cell(address)
    if raw.isascii() or not legacy:
        return Cell(address, plain, font)
    read = clean_lines("".join(_converted(text, name) for text, name in runs))
    return Cell(address, read, font, was=raw if read != plain else "")


def _converted(text: str, font: str) -> str:
    """Spaces at the ends of a run part words, and the reading would lose them."""
    if text.isascii():
        return text
    bare = text.strip(" \n\u00a0")
    start = text.index(bare)
    return text[:start] + in_unicode(bare, font) + text[start + len(bare) :]


def _day_or_moment(read: datetime) -> date | datetime:
    return read if read.time() != time() else read.date()


def _say_not_reckoned() -> str:
    return _("The formula in this cell has no value yet. Open the file in Excel, save it and send it again.")
