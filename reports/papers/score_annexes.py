"""The points of every criterion and unit out of the frozen package: landscape annexes by group, sheets of a workbook.

Points of a penalty stand with a minus, so that a line adds up to the points of its group.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from blocs.logic.wording import trimmed
from pacts.logic.formulas import Part
from reports.logic.package import Package
from reports.papers.document import Annex, Heading, Leaf, Para, Row, Table
from reports.papers.result_blocks import shares
from reports.result_showing import Shown

MOST_COLUMNS = 16
"""Criteria beside one another on a landscape page."""
NOT_ASKED, NOT_SAID = "×", "—"
SIGNS = {NOT_ASKED: "dấu “×”: tiêu chí không áp dụng cho đơn vị", NOT_SAID: "dấu “—”: chưa có điểm"}


@dataclass(frozen=True)
class Grid:
    """`points` by (criterion, unit), `out` where it does not apply, `sums` of the groups by (group, unit)."""

    criteria: tuple[Package, ...]
    units: tuple[tuple[str, str], ...]  # (slug, name), in the order of the ranking
    points: Mapping[tuple[str, str], Decimal]
    out: frozenset[tuple[str, str]]
    sums: Mapping[tuple[str, str], Decimal]

    def of(self, group: str) -> list[Package]:
        """The leaves below a root group, in the order of the table."""
        return [row for row in self.criteria if row["formula"] and row["number"].split(".")[0] == group]


def grid_of(package: Package) -> Grid:
    names = {unit["slug"]: unit["name"] for unit in package["units"]}
    parts = {row["number"]: row["part"] for row in package["criteria"]}
    return Grid(
        criteria=tuple(package["criteria"]),
        units=tuple((one["unit"], names[one["unit"]]) for one in package["standings"]),
        points=dict(_points(package, parts)),
        out=frozenset((row["criterion"], row["unit"]) for row in package["targets"] if not row["applies"]),
        sums={
            (group, one["unit"]): Decimal(pair[0]) for one in package["totals"] for group, pair in one["groups"].items()
        },
    )


def _points(package: Package, parts: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for mark in package["marks"]:
        if mark["counts"] and mark["points"] is not None:
            points = Decimal(mark["points"])
            is_off = parts[mark["criterion"]] == Part.PENALTY and points
            yield (mark["criterion"], mark["unit"]), -points if is_off else points


# --- Annexes --------------------------------------------------------------------------------------


def annexes_of(found: Shown, reference: str) -> list[Annex]:
    grid = grid_of(found.package)
    groups = [(number, name) for number, name in found.groups.items() if grid.of(number)]
    return [
        Annex(
            label=f"Phụ lục {roman(at)}" if len(groups) > 1 else "Phụ lục",
            title=f"Điểm từng tiêu chí của nhóm {number}: {name}",
            reference=reference,
            body=tuple(_annex(grid, number)),
            is_landscape=True,
        )
        for at, (number, name) in enumerate(groups, start=1)
    ]


def _annex(grid: Grid, group: str) -> Iterator[Heading | Para | Table]:
    pieces = parted(grid.of(group), MOST_COLUMNS)
    tables = [_table(grid, group, piece, is_last=piece is pieces[-1]) for piece in pieces]
    for piece, table in zip(pieces, tables, strict=True):
        if len(pieces) > 1:
            yield Para(f"Tiêu chí {piece[0]['number']} đến {piece[-1]['number']}:", "bold")
        yield table
    yield from _signs(tables)
    yield _names(grid, group)


def _signs(tables: Sequence[Table]) -> Iterator[Para]:
    """Of the signs that stand for points, those that occur."""
    cells = {cell for table in tables for row in table.rows for cell in row.cells}
    said = "; ".join(words for sign, words in SIGNS.items() if sign in cells)
    if said:
        yield Para(f"{said[:1].upper()}{said[1:]}.", "italic")


def parted(things: Sequence[Package], most: int) -> list[Sequence[Package]]:
    """Pieces of nearly equal length, none longer than `most`."""
    count = -(-len(things) // most)
    size, more = divmod(len(things), count)
    ends = [size * at + min(at, more) for at in range(count + 1)]
    return [things[start:end] for start, end in pairwise(ends)]


def _table(grid: Grid, group: str, piece: Sequence[Package], *, is_last: bool) -> Table:
    heads = ["TT", "Đơn vị", *(row["number"] for row in piece)]
    room = min(0.6, max(0.2, 0.96 - 0.07 * (len(piece) + 1)))
    points = (0.96 - room) / (len(piece) + 1)
    widths = [0.04, room, *[points] * len(piece)]
    rows = [
        [str(at), name, *(_cell(grid, row["number"], slug) for row in piece)]
        for at, (slug, name) in enumerate(grid.units, start=1)
    ]
    if is_last:
        heads, widths = [*heads, "Cộng"], [*widths, points]
        sums = [signed_points(grid.sums.get((group, slug))) for slug, _name in grid.units]
        rows = [[*row, total] for row, total in zip(rows, sums, strict=True)]
    aligns = ("center", "left", *["right"] * (len(heads) - 2))
    return Table(tuple(heads), tuple(Row(tuple(row)) for row in rows), shares(widths), aligns)


def _cell(grid: Grid, number: str, unit: str) -> str:
    return NOT_ASKED if (number, unit) in grid.out else signed_points(grid.points.get((number, unit)))


def signed_points(points: Decimal | None) -> str:
    """“12,5”, “−0,5”, “—” for none."""
    return NOT_SAID if points is None else trimmed(points).replace("-", "−")


def _names(grid: Grid, group: str) -> Table:
    """What the numbers over the columns mean."""
    rows = tuple(Row((row["number"], row["name"], most_of(row))) for row in grid.of(group))
    return Table(("Số", "Tiêu chí", "Điểm tối đa"), rows, (0.08, 0.8, 0.12), ("center", "left", "right"))


def most_of(row: Package) -> str:
    words = {Part.BONUS: "thưởng đến ", Part.PENALTY: "trừ đến "}
    return f"{words.get(row['part'], '')}{trimmed(Decimal(row['points']))}"


def roman(number: int) -> str:
    """I, II, III, IV …"""
    said = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        said += sign * (number // value)
        number %= value
    return said


# --- A workbook -----------------------------------------------------------------------------------


def leaves_of(found: Shown) -> list[Leaf]:
    """The totals first, then a sheet for every group; exact numbers."""
    grid = grid_of(found.package)
    groups = [(number, name) for number, name in found.groups.items() if grid.of(number)]
    return [_totals(found, grid), *(_leaf(grid, number, name) for number, name in groups)]


def _totals(found: Shown, grid: Grid) -> Leaf:
    groups = list(found.groups)
    said = ("Tổng điểm", "Điểm tối đa", "Tỷ lệ %", "Xếp loại", "Ghi chú")
    heads = ("Hạng", "Đơn vị", *(f"Nhóm {number}" for number in groups), *said)
    totals = {one["unit"]: one for one in found.package["totals"]}
    rows = tuple(
        (
            one["rank"],
            name,
            *(grid.sums.get((group, slug)) for group in groups),
            Decimal(totals[slug]["achieved"]),
            Decimal(totals[slug]["assigned"]),
            Decimal(one["percent"]),
            one["class"] or None,
            row.excluded_for or (row.decided_by and f"Xếp trên nhờ {row.decided_by}") or None,
        )
        for one, (slug, name), row in zip(found.package["standings"], grid.units, found.rows, strict=True)
    )
    widths = (8, 40, *[10] * len(groups), 12, 12, 10, 16, 40)
    return Leaf("Tổng hợp", f"Tổng hợp điểm thi đua – {found.result.bloc.name}", heads, rows, widths)


def _leaf(grid: Grid, group: str, name: str) -> Leaf:
    piece = grid.of(group)
    rows = tuple(
        (at, unit, *(_exact(grid, row["number"], slug) for row in piece), grid.sums.get((group, slug)))
        for at, (slug, unit) in enumerate(grid.units, start=1)
    )
    heads = ("TT", "Đơn vị", *(f"{row['number']} {row['name']}" for row in piece), "Cộng")
    return Leaf(f"Nhóm {group}", f"Nhóm {group}: {name}", heads, rows, (6, 40, *[14] * len(piece), 12))


def _exact(grid: Grid, number: str, unit: str) -> Decimal | str | None:
    return NOT_ASKED if (number, unit) in grid.out else grid.points.get((number, unit))
