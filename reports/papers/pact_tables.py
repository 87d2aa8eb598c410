"""The criteria table of a sealed pact as the annexes of its paper; its figures are read from the sealed text alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from blocs.logic.wording import trimmed
from pacts.logic.formula_words import class_lines, in_words

PARTS = {"main": "", "bonus": "điểm thưởng", "penalty": "điểm trừ"}
NEEDS = {"none": "", "wanted": "khuyến khích minh chứng", "required": "bắt buộc minh chứng"}
ASSESSORS = {"unit": "", "bloc": "Khối chấm", "department": "đơn vị chức năng xác nhận"}


@dataclass(frozen=True)
class Annex:
    """One table on its own pages. `widths` are shares of the width of the text."""

    title: str
    words: str
    widths: tuple[int, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def annexes(table: Mapping[str, Any] | None) -> tuple[Annex, ...]:
    """The table of criteria, and where the bloc decided anything for single units beforehand a table of that."""
    if table is None:
        return ()
    several = any(row["assignments"] for row in walk(table["criteria"]))
    criteria = Annex(
        "Phụ lục I" if several else "Phụ lục",
        f"{table['name']} (tối đa {_points(table['maximum'])} điểm)",
        (2, 8, 2, 5, 5),
        ("TT", "Tiêu chí", "Điểm", "Cách tính", "Ghi chú"),
        tuple(_criterion(row, table) for row in walk(table["criteria"])),
        _notes(table),
    )
    return (criteria, _assignments(table)) if several else (criteria,)


def walk(rows: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        yield row
        yield from walk(row["children"])


def _criterion(row: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[str, ...]:
    words = in_words(
        row["formula"], Decimal(row["points"]), row["rules"], part=row["part"], step=Decimal(table["step"])
    )
    return (row["code"] or row["number"], row["name"], _points(row["points"]), words, _beside(row))


def _beside(row: Mapping[str, Any]) -> str:
    said = [
        PARTS.get(row["part"], row["part"]),
        ASSESSORS.get(row["assessor"], row["assessor"]),
        row["department"],
        f"theo chỉ tiêu {row['pledge']}" if row["pledge"] else "",
        NEEDS.get(row["evidence"], row["evidence"]),
        row["evidence_note"],
        row["note"],
    ]
    return "; ".join(filter(None, said))


def _points(value: str) -> str:
    return trimmed(Decimal(value))


def _notes(table: Mapping[str, Any]) -> tuple[str, ...]:
    stages = "; ".join(_stage(row) for row in table["stages"])
    ties = "; ".join(map(_tie_break, table["tie_breaks"]))
    said = [
        f"Bước chấm nhỏ nhất: {_points(table['step'])} điểm; chấm khác điểm trước phải nêu lý do từ "
        f"{table['reason_length']} ký tự; bộ công thức {table['formulas']}.",
        "Điểm thưởng nằm trong tổng điểm tối đa." if table["bonus_is_inside"] else "",
        "Xếp loại: " + "; ".join(class_lines(table["classes"])) + "." if table["classes"] else "",
        f"Khi bằng điểm, xét lần lượt: {ties}." if ties else "",
        f"Các bước: {stages}." if stages else "",
        _appeals(table),
        f"Nguồn: {table['source']}." if table["source"] else "",
    ]
    return tuple(filter(None, said))


TIE_BREAKS = {
    "fewer_penalties": "ít điểm trừ hơn",
    "pledges_met": "đạt nhiều chỉ tiêu hơn",
    "evidence": "minh chứng đầy đủ hơn",
}


def _tie_break(name: str) -> str:
    group = name.removeprefix("group:")
    return TIE_BREAKS.get(name) or f"điểm nhóm {group} cao hơn"


def _stage(row: Mapping[str, Any]) -> str:
    days = " đến ".join(_day(row[name]) for name in ("opens_on", "due_on") if row[name])
    return f"{row['name']} ({days})" if days else row["name"]


def _appeals(table: Mapping[str, Any]) -> str:
    if not (table["appeals_from"] or table["appeals_until"]):
        return ""
    return f"Kiến nghị về điểm: từ {_day(table['appeals_from'])} đến {_day(table['appeals_until'])}."


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else "…"


def _assignments(table: Mapping[str, Any]) -> Annex:
    rows = tuple(
        (row["code"] or row["number"], row["name"], units, words)
        for row in walk(table["criteria"])
        for words, units in _told_the_same(row["assignments"]).items()
    )
    return Annex(
        "Phụ lục II",
        "Tiêu chí áp dụng riêng cho từng đơn vị",
        (2, 6, 11, 7),
        ("TT", "Tiêu chí", "Đơn vị", "Áp dụng"),
        rows,
        (),
    )


def _told_the_same(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """{what is decided: the units it is decided of}, in the order of the text."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(_assigned(row), []).append(row["unit"])
    return {words: "; ".join(units) for words, units in found.items()}


def _assigned(row: Mapping[str, Any]) -> str:
    said = [
        "" if row["applies"] else "không áp dụng",
        "không có chỉ tiêu" if row["is_without_target"] else "",
        f"chỉ tiêu {trimmed(Decimal(row['target']))}" if row["target"] is not None else "",
        f"mốc so sánh {trimmed(Decimal(row['baseline']))}" if row["baseline"] is not None else "",
        row["reason"],
    ]
    return "; ".join(filter(None, said)) or "áp dụng"
