"""How a table fits its page: the size of its letters and the width of its columns, in millimetres."""

from collections.abc import Sequence
from typing import Any, Final

from reports.papers.nd30.widths import width

PADDING: Final = 1.2
"""Millimetres left and right of what a cell says."""
SIZES: Final = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
ROOMY: Final = ((5, 12.0), (8, 11.0), (12, 10.0), (16, 9.0))
"""Up to so many columns, letters of this size; narrower ones where the longest words do not fit."""


def fitted(table: dict[str, Any], room: float, *, most: float = SIZES[0]) -> dict[str, Any]:
    """`size` of the letters, `columns` widths, `aligns` one a column, rows with a cell for each column.

    Words that are too long for the smallest letters break where they must.
    """
    count = len(table["heads"])
    begin = min(most, next((size for columns, size in ROOMY if count <= columns), SIZES[3]))
    aligns = [*table["aligns"], *["left"] * (count - len(table["aligns"]))]
    rows = [_filled(row, count) for row in table["rows"]]
    for size in [one for one in SIZES if one <= begin]:
        least = [_least(table["heads"], rows, at, size) for at in range(count)]
        if sum(least) <= room:
            break
    return {"size": size, "columns": _shared(least, table["widths"], room), "aligns": aligns, "rows": rows}


def _filled(row: dict, count: int) -> dict:
    cells = row["cells"][:1] if row["spans"] else row["cells"]
    return {**row, "cells": [*cells, *[""] * ((1 if row["spans"] else count) - len(cells))]}


def _least(heads: Sequence[str], rows: Sequence[dict], at: int, size: float) -> float:
    """The width of the column's longest word."""
    words = {word for row in rows if not row["spans"] for word in row["cells"][at].split()}
    longest = max((width(word, size, bold=True) for word in {*words, *heads[at].split()}), default=0)
    return longest + 2 * PADDING + 0.3


def _shared(least: Sequence[float], shares: Sequence[float], room: float) -> list[float]:
    """The room in the shares asked for, but no column narrower than its longest word where that can be."""
    if sum(least) > room:
        return [round(one * room / sum(least), 2) for one in least]
    wanted = [*shares, *[1.0] * (len(least) - len(shares))][: len(least)]
    fixed: set[int] = set()
    while True:
        free = room - sum(least[at] for at in fixed)
        whole = sum(wanted[at] for at in range(len(least)) if at not in fixed) or 1
        widths = [least[at] if at in fixed else free * wanted[at] / whole for at in range(len(least))]
        narrow = {at for at in range(len(least)) if at not in fixed and widths[at] < least[at]}
        if not narrow:
            return [round(one, 2) for one in widths]
        fixed |= narrow
