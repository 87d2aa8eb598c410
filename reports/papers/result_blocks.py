"""A frozen result as blocks: the ranking with its groups, and in sentences what parted equals and who is not ranked."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from blocs.logic.wording import trimmed
from reports.logic.package import Package
from reports.logic.result_words import Row as Line
from reports.papers.document import Row, Table
from reports.result_showing import Shown

MOST_GROUPS = 6
"""Columns of points that stand beside the ranking on an upright page; more of them have a table of their own."""


def ranking_table(found: Shown) -> Table:
    """Rank, unit, points, maximum, per cent and class; the points of each group where they have room."""
    groups = list(found.groups) if len(found.groups) <= MOST_GROUPS else []
    has_classes = any(row.class_name for row in found.rows)
    heads = ["Hạng", "Đơn vị", *(f"Nhóm {number}" for number in groups), "Tổng điểm", "Điểm tối đa", "Tỷ lệ"]
    widths = [0.11, 0.3, *[0.08] * len(groups), 0.1, 0.1, 0.12]
    aligns = ["center", "left", *["right"] * (len(groups) + 3)]
    if has_classes:
        heads, widths, aligns = [*heads, "Xếp loại"], [*widths, 0.15], [*aligns, "left"]
    rows = tuple(Row(tuple(_cells(row, bool(groups), has_classes))) for row in found.rows)
    return Table(tuple(heads), rows, shares(widths), tuple(aligns))


def _cells(row: Line, has_groups: bool, has_classes: bool) -> Iterator[str]:
    yield from (row.rank, row.name)
    if has_groups:
        yield from (points for _name, points, _plain in row.groups)
    yield from (row.points, row.of, row.percent)
    if has_classes:
        yield row.class_name or "—"


def group_table(found: Shown) -> Table:
    """The points of every group, for a table of many groups."""
    heads = ("Đơn vị", *(f"Nhóm {number}" for number in found.groups))
    rows = tuple(Row((row.name, *(points for _name, points, _plain in row.groups))) for row in found.rows)
    count = len(found.groups)
    return Table(heads, rows, shares([0.28, *[0.72 / count] * count]), ("left", *["right"] * count))


def shares(widths: Sequence[float]) -> tuple[float, ...]:
    """The same proportions as parts of 1."""
    return tuple(round(width / sum(widths), 4) for width in widths)


def has_group_table(found: Shown) -> bool:
    return len(found.groups) > MOST_GROUPS


# --- In sentences ---------------------------------------------------------------------------------


def remarks(found: Shown) -> list[str]:
    """What parted units of equal result, who shares a rank, who is not considered or not above a ceiling, and why."""
    rows = [row for row in found.rows if row.decided_by]
    parted = [f"{row.name} xếp trên đơn vị có cùng kết quả nhờ {row.decided_by}." for row in rows]
    return [*parted, *_shared(found), *_knocked(found.package)]


def _shared(found: Shown) -> Iterator[str]:
    names = {unit["slug"]: unit["name"] for unit in found.package["units"]}
    ranks: dict[int, list[str]] = {}
    for one in found.package["standings"]:
        if one["tied"] and one["rank"] is not None:
            ranks.setdefault(one["rank"], []).append(names[one["unit"]])
    for rank, units in ranks.items():
        yield f"{', '.join(units)} đồng hạng {rank}, không còn tiêu chí phụ nào để phân định."


def _knocked(package: Package) -> Iterator[str]:
    names = {unit["slug"]: unit["name"] for unit in package["units"]}
    for row in package["knock_outs"]:
        effect = "không xét xếp hạng" if row["effect"] == "exclude" else f"kết quả không vượt {_ceiling(row)}"
        rests = "; ".join(filter(None, [row["legal_basis"], row["document"]]))
        ground = row["ground"].strip().rstrip(".")
        yield f"{names[row['unit']]}: {effect}. Lý do: {ground}{f' (căn cứ: {rests})' if rests else ''}."


def _ceiling(row: Package) -> str:
    return f"{trimmed(Decimal(row['ceiling']))}% điểm tối đa"
