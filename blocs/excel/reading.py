"""A workbook read as plain values: its sheets, one of them as a grid, and what its reader should be told."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _

from blocs.excel.cells import REFERENCE, Grid, How, Passing, column_of, letters_of
from blocs.excel.guard import ANY_TABLE, BROKEN, check, say_damaged
from blocs.excel.parts import Looks, TooMuch, counts_from_1904, shared_texts, sheets, stream
from blocs.excel.template import MARK, MARKED
from blocs.logic.intake import Cell
from blocs.logic.lifecycle import Refused

MOST_FILLED = 500_000  # cells of one merged text
UNREADABLE = (*BROKEN, ExpatError, KeyError, IndexError)


@dataclass
class Book:
    """An open workbook; sheets are read one by one, each in one pass. `legacy` False leaves old letters as they are."""

    archive: zipfile.ZipFile
    legacy: bool = True

    def __post_init__(self) -> None:
        self.sheets = sheets(self.archive)
        self.texts = shared_texts(self.archive)
        self.looks = Looks(self.archive)
        self.since_1904 = counts_from_1904(self.archive)

    def grid(self, name: str, most: int) -> Grid:
        """At most one filled line more than `most` is read, so that too many are noticed."""
        grid = Grid(name)
        passing = Passing(grid, self.texts, self.looks, How(most, self.legacy, self.since_1904))
        stream(self.archive, self.sheets[name], passing.start, passing.end, passing.text)
        return grid


class opened:
    """`with opened(file) as book`: guarded first; whatever a broken file raises inside becomes one sentence."""

    def __init__(self, file: IO[bytes], *, legacy: bool = True):
        self.file, self.legacy = file, legacy

    def __enter__(self) -> Book:
        check(self.file, ANY_TABLE)
        try:
            self.archive = zipfile.ZipFile(self.file)
            book = Book(self.archive, self.legacy)
        except Exception as error:
            self._translate(error)
            raise
        if not book.sheets:
            raise Refused(_("The file has no sheet."))
        return book

    def __exit__(self, kind, error, trace) -> None:
        self.archive.close()
        if error is not None:
            self._translate(error)

    def _translate(self, error: BaseException) -> None:
        if isinstance(error, TooMuch):
            raise Refused(_("The file holds far more text than a table needs, so it is not read.")) from error
        if isinstance(error, UNREADABLE):
            raise Refused(say_damaged()) from error


# --- Merged cells -------------------------------------------------------------------------------


def spread(grid: Grid) -> list[str]:
    """Words merged over several lines stand in each of them; numbers and days never do. Answers the ranges spread."""
    told, left = [], MOST_FILLED
    for reference in grid.merged:
        first, last = _corners(reference)
        cell = grid.lines.get(first[1], {}).get(first[0])
        if cell is None or last[1] <= first[1] or not _is_words(cell):
            continue
        lines = [line for line in range(first[1] + 1, last[1] + 1) if line in grid.lines]
        left -= len(lines)
        if left < 0:
            raise TooMuch
        for line in lines:
            grid.lines[line].setdefault(first[0], _at(cell, f"{letters_of(first[0])}{line}"))
        told.append(reference)
    return told


def _is_words(cell: Cell) -> bool:
    return isinstance(cell.value, str) and any(map(str.isalpha, cell.value))


def _at(cell: Cell, address: str) -> Cell:
    return Cell(address, cell.value, cell.font)


def _corners(reference: str) -> tuple[tuple[int, int], tuple[int, int]]:
    corners = [(column_of(found[1]), int(found[2])) for found in REFERENCE.finditer(reference)]
    return (corners[0], corners[-1]) if corners else ((0, 0), (0, 0))


# --- What the reader should be told ---------------------------------------------------------------


def remarks(grid: Grid, merged: list[str]) -> Iterator[str]:
    if grid.hidden_lines:
        yield _("Hidden lines are read too: %(lines)s.") % {"lines": spans(grid.hidden_lines)}
    filled = {index for cells in grid.lines.values() for index in cells}
    if hidden := sorted(grid.hidden_columns & filled):
        names = ", ".join(letters_of(index) for index in hidden)
        yield _("Hidden columns are read too: %(columns)s.") % {"columns": names}
    if merged:
        words = {"cells": ", ".join(merged[:10]) + ("…" if len(merged) > 10 else "")}
        yield _("Words of merged cells count for each of their lines: %(cells)s.") % words


def spans(lines: list[int]) -> str:
    """“4–6, 9”; at most ten of them."""
    found: list[list[int]] = []
    for line in lines:
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    words = [f"{first}–{last}" if last > first else str(first) for first, last in found[:10]]
    return ", ".join(words) + ("…" if len(found) > 10 else "")


# --- Our own templates ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """What a template of ours says of itself, all of it only said: `kind`, the row it was made for, what it saw."""

    kind: str
    target: str
    target_name: str
    seen: str


def mark_of(book: Book) -> Mark | None:
    if MARK not in book.sheets:
        return None
    grid = book.grid(MARK, 10)
    said = [str(grid.lines.get(line, {}).get(0, Cell("")).value or "") for line in range(1, 6)]
    return Mark(*said[1:]) if said[0] == MARKED else None
