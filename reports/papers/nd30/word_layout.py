"""Rows about where parts of a Word file stand: in which cell, centred or not, with what space and what stroke below."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from reports.papers.nd30.looks import Problem, missing, mm, short
from reports.papers.nd30.parts import Piece, fold
from reports.papers.nd30.rules import Rule
from reports.papers.nd30.word_ends import (
    centred,
    column_width,
    no_lines,
    recipients_place,
    signer_place,
    stays_whole,
    stays_with_text,
    under_capacity,
)
from reports.papers.nd30.word_looks import TWIPS_MM
from reports.papers.nd30.word_read import Paragraph
from reports.papers.nd30.word_view import WordView, wrapped

SINGLE = 240
NARROW = 0.3  # millimetres an indent may differ
Check = Callable[[WordView, Rule], list[Problem]]


def each(said: str, wanted: str, off: Callable[[WordView, Paragraph], Any]) -> Check:
    """A check of every paragraph of the row's component; `off` gives what was measured where it is wrong."""

    def check(view: WordView, rule: Rule) -> list[Problem]:
        told = missing(view.parts[rule.component])
        for piece, paragraph in view.paragraphs(rule.component):
            found = off(view, paragraph)
            if found:
                told.append(Problem(f"“{short(piece.text)}” {said}", str(found), wanted))
        return told

    return check


def _in_right(view: WordView, paragraph: Paragraph) -> str:
    return centred(paragraph) or ("" if paragraph.column > 0 else "ngoài ô bên phải")


def _in_left(view: WordView, paragraph: Paragraph) -> str:
    return centred(paragraph) or ("" if paragraph.column == 0 and not paragraph.spans_row else "ngoài ô bên trái")


def _across(view: WordView, paragraph: Paragraph) -> str:
    whole = paragraph.cell is None or paragraph.spans_row
    return centred(paragraph) or ("" if whole else "trong một ô")


def _single(view: WordView, paragraph: Paragraph) -> str:
    return "" if (paragraph.line, paragraph.rule) == (SINGLE, "auto") else f"{paragraph.line / SINGLE:.2f} dòng"


def nation_place(view: WordView, rule: Rule) -> list[Problem]:
    """In the first row of the first table, on the right; above that row stands at most one line."""
    told = missing(view.parts["quoc_hieu"])
    for piece, paragraph in view.paragraphs("quoc_hieu"):
        above = view.units[: view.units.index(piece.units[0])]
        others = [unit for unit in above if unit.fold and unit.paragraph.row is not paragraph.row]
        tables = [unit.paragraph.table for unit in above if unit.paragraph.row is not paragraph.row]
        if paragraph.column <= 0 or len(others) > 1 or any(table is not None for table in tables):
            said = "Quốc hiệu ở trên cùng trang thứ nhất, phía bên phải"
            told.append(Problem(said, "chỗ khác", "trên cùng, bên phải"))
    return told


def one_line(view: WordView, rule: Rule) -> list[Problem]:
    told = missing(view.parts["quoc_hieu"])
    for piece in view.parts["quoc_hieu"].pieces:
        room = view.room(view.paragraph(piece))
        if sum(len(wrapped(unit, room)) for unit in piece.units) > 1:
            told.append(Problem("Quốc hiệu phải nằm trên một dòng", mm(room), "1 dòng"))
    return told


def close_lines(view: WordView, rule: Rule) -> list[Problem]:
    """Single lines without space between the two lines of the nation's head."""
    first = [one for _piece, one in view.paragraphs("quoc_hieu")]
    second = [one for _piece, one in view.paragraphs("tieu_ngu")]
    loose = [one for one in (*first, *second) if _single(view, one)]
    gap = max([*(one.after for one in first[-1:]), *(one.before for one in second[:1])], default=0)
    told = (
        [Problem("hai dòng Quốc hiệu và Tiêu ngữ cách nhau dòng đơn", "giãn dòng", "dòng đơn")] if loose or gap else []
    )
    return told + missing(view.parts["tieu_ngu"])


def stroke_length(component: str) -> Check:
    """The stroke below a part in its proportion to the part's last line."""

    def check(view: WordView, rule: Rule) -> list[Problem]:
        told = missing(view.parts[component])
        for piece in view.parts[component].pieces:
            stroke, wide = view.stroke_below(piece), view.text_width(piece, last_line=True)
            low, high = (rule.low or 0) * wide, (rule.high or 0) * wide
            if not stroke or not low - 0.3 <= stroke.length <= high + 0.3:
                want = f"từ {mm(low)} đến {mm(high)}"
                found = mm(stroke.length) if stroke else "không có đường kẻ"
                told.append(Problem(f"đường kẻ dài {want} ({found})", found, want))
        return told

    return check


def stroke_form(component: str) -> Check:
    def check(view: WordView, rule: Rule) -> list[Problem]:
        told = missing(view.parts[component])
        for piece in view.parts[component].pieces:
            stroke = view.stroke_below(piece)
            if not stroke or not stroke.is_solid or not stroke.is_centred:
                told.append(
                    Problem("đường kẻ nét liền, đặt giữa dưới dòng chữ", "khác" if stroke else "không có", "nét liền")
                )
        return told

    return check


def same_row(view: WordView, rule: Rule) -> list[Problem]:
    """Number and day are each the first words of their cells, in one row."""
    if not view.document.number_line:
        return []
    number_line, day = (view.parts[name].pieces for name in ("so_ky_hieu", "dia_danh_ngay"))
    if not number_line or not day:
        return missing(view.parts["so_ky_hieu"]) + missing(view.parts["dia_danh_ngay"])
    places = [view.paragraph(one[0]) for one in (number_line, day)]
    firsts = [
        next((unit.paragraph for unit in view.units if unit.paragraph.cell is one.cell and unit.fold), None)
        for one in places
    ]
    is_level = places[0].row is not None and places[0].row is places[1].row and firsts == places
    said = "địa danh và thời gian cùng một dòng với số, ký hiệu"
    return [] if is_level else [Problem(said, "khác dòng", "cùng dòng")]


def one_each(view: WordView, rule: Rule) -> list[Problem]:
    """Each basis is a paragraph of its own."""
    told = missing(view.parts["can_cu"])
    for piece in view.parts["can_cu"].pieces:
        own = fold("".join(unit.text for unit in view.units if unit.paragraph is view.paragraph(piece)))
        if own != fold(piece.text):
            told.append(Problem(f"“{short(piece.text)}” phải xuống dòng riêng", "chung đoạn", "mỗi căn cứ một đoạn"))
    return told


def spaced(view: WordView, rule: Rule) -> list[Problem]:
    """Between neighbours of the body there are at least six points."""
    want = (rule.low or 6) * 20
    body = [unit.paragraph for piece in view.parts["noi_dung"].pieces for unit in piece.units]
    known = set(map(id, body))
    lines = list(dict.fromkeys(unit.paragraph for unit in view.units))
    told = []
    for one, other in pairwise(lines):
        if id(one) in known and id(other) in known and one.after + other.before < want - 1:
            found = f"{(one.after + other.before) / 20:g} pt"
            told.append(Problem(f"khoảng cách giữa các đoạn tối thiểu 6 pt ({found})", found, "6 pt"))
    return missing(view.parts["noi_dung"]) + told


def _loose(view: WordView, paragraph: Paragraph) -> str:
    lines = paragraph.line / SINGLE
    if paragraph.rule != "auto":
        sizes = [span.size for unit in view.units if unit.paragraph is paragraph for span in unit.spans]
        lines = paragraph.line / 20 / (1.149 * max(sizes, default=14))
        lines = max(lines, 1) if paragraph.rule == "atLeast" else lines
    return "" if 0.98 <= lines <= 1.505 else f"{lines:.2f} dòng"


def _indent(view: WordView, paragraph: Paragraph) -> str:
    found = paragraph.first * TWIPS_MM
    return "" if min(abs(found - 10), abs(found - 12.7)) <= NARROW else mm(found)


def usual_look(view: WordView, rule: Rule) -> list[Problem]:
    """The look most of the body has is upright and regular."""
    found: dict[tuple[bool, bool], int] = {}
    for piece in view.parts["noi_dung"].pieces:
        for span in piece.spans:
            found[(span.bold, span.italic)] = found.get((span.bold, span.italic), 0) + len(span.text)
    usual = max(found, key=lambda look: found[look], default=(False, False))
    return [Problem("nội dung in thường, kiểu chữ đứng", "đậm hoặc nghiêng", "chữ đứng")] if any(usual) else []


def there(view: WordView, rule: Rule) -> list[Problem]:
    """The whole name stands there, over as many lines as it needs."""
    return missing(view.parts["co_quan_ban_hanh"])


def piecescentred(component: str, *, across: bool = True) -> Check:
    def check(view: WordView, rule: Rule) -> list[Problem]:
        off: list[Piece] = [piece for piece, one in view.paragraphs(component) if _across(view, one)]
        return missing(view.parts[component]) + [
            Problem(f"“{short(piece.text)}” phải canh giữa", "không", "canh giữa") for piece in off
        ]

    return check


LAYOUT: dict[str, Check] = {
    "QH1f": each("canh giữa trong ô bên phải", "canh giữa", _in_right),
    "QH3": nation_place,
    "QH4": one_line,
    "TN1f": each("canh giữa dưới Quốc hiệu", "canh giữa", _in_right),
    "TN3": stroke_length("tieu_ngu"),
    "TN4": stroke_form("tieu_ngu"),
    "TN5": close_lines,
    "CQ1f": each("canh giữa trong ô bên trái", "canh giữa", _in_left),
    "CQ2f": each("canh giữa trong ô bên trái", "canh giữa", _in_left),
    "CQ3": stroke_length("co_quan_ban_hanh"),
    "CQ4": stroke_form("co_quan_ban_hanh"),
    "CQ5": each("cách dòng đơn", "1 dòng", _single),
    "CQ6": there,
    "SK6": each("canh giữa dưới tên cơ quan", "canh giữa", _in_left),
    "DD1f": each("canh giữa dưới Quốc hiệu, Tiêu ngữ", "canh giữa", _in_right),
    "DD3": same_row,
    "TL1f": each("canh giữa trang", "canh giữa", _across),
    "TY1f": each("canh giữa dưới tên loại", "canh giữa", _across),
    "TY2": stroke_length("trich_yeu"),
    "TY3": stroke_form("trich_yeu"),
    "CC4": one_each,
    "ND2": usual_look,
    "ND3": each("canh đều hai lề", "both", lambda view, one: "" if one.align == "both" else one.align),
    "ND4": each("dòng đầu lùi vào 10 mm hoặc 12,7 mm", "10 mm", _indent),
    "ND5": spaced,
    "ND6": each("dòng cách từ 1 đến 1,5 dòng", "1–1,5 dòng", _loose),
    "KY1f": signer_place,
    "KY3f": under_capacity,
    "KY7": stays_with_text,
    "NN3": recipients_place,
    "GU2": stays_whole,
    "GE1": column_width("quoc_hieu", 0),
    "GE2": column_width("quoc_hieu", 1),
    "GE5": no_lines,
}
