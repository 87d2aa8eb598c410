"""Which column of a file is which field: by its head, by what people call it, by what this person said before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from blocs.excel.cells import Grid, letters_of
from blocs.logic.intake import Cell, Column, Read, as_typed
from blocs.logic.text import fold

HEADER_WITHIN = 30  # lines from the top that may hold the heads
LONGEST_HEAD = 200


def head_key(text: str) -> str:
    """Without accents, stars, brackets and full stops: “Tên đơn vị (*)” is “ten don vi”."""
    return re.sub(r"[^\w%]+", " ", fold(text)).strip()[:LONGEST_HEAD]


def names_of(columns: Iterable[Column]) -> dict[str, str]:
    """{name as one looks for it: key of the column}; an earlier column keeps a name two of them share."""
    found: dict[str, str] = {}
    for column in columns:
        for name in (column.head, column.key, *column.others):
            found.setdefault(head_key(str(name)), column.key)
    return found


@dataclass
class Header:
    """`line` of the heads; `heads` {column of the sheet: head as written}; `mapping` {column of the sheet: field}."""

    line: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    mapping: dict[int, str] = field(default_factory=dict)

    def missing(self, columns: Sequence[Column]) -> list[Column]:
        return [one for one in columns if one.is_needed and one.key not in self.mapping.values()]

    @property
    def ignored(self) -> list[str]:
        return [head for index, head in sorted(self.heads.items()) if index not in self.mapping]


def find_header(grid: Grid, columns: Sequence[Column], remembered: Mapping[str, str], line: int = 0) -> Header:
    """The line of the first ones that names most columns, or the `line` a person named. {} where none names any.

    `remembered` is {head without accents: field, "" for “none of them”} and wins over what the names say.
    """
    names = names_of(columns)
    keys = {column.key for column in columns}
    known = {**names, **{head: key for head, key in remembered.items() if key in keys or not key}}
    near = [line] if line else [one for one in sorted(grid.lines) if one <= HEADER_WITHIN]
    found = [_header(one, grid.lines.get(one, {}), known) for one in near]
    return max(found, key=lambda header: (len(header.mapping), len(header.heads), -header.line), default=Header())


def _header(line: int, cells: Mapping[int, Cell], known: Mapping[str, str]) -> Header:
    header = Header(line)
    for index, cell in sorted(cells.items()):
        head = as_typed(cell.value).strip()
        if not head:
            continue
        header.heads[index] = head[:LONGEST_HEAD]
        key = known.get(head_key(head), "")
        if key and key not in header.mapping.values():
            header.mapping[index] = key
    return header


def read_lines(grid: Grid, header: Header) -> list[Read]:
    """The lines under the heads, by field. Mapped fields all have their cell, empty ones too; blank lines go."""
    found = []
    for line in sorted(grid.lines):
        if line <= header.line:
            continue
        cells = grid.lines[line]
        named = {key: cells.get(index) or Cell(f"{letters_of(index)}{line}") for index, key in header.mapping.items()}
        if any(cell.value is not None or cell.trouble for cell in named.values()):
            found.append(Read(line, named))
    return found
