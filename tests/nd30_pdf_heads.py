"""Rows about where the parts at the head of a PDF stand, and the strokes below them."""

from itertools import pairwise

from reports.papers.nd30.looks import COMPOSITE, Problem, missing, mm, wrong
from reports.papers.nd30.rules import Rule
from tests.nd30_pdf_read import MM
from tests.nd30_pdf_view import MIDDLE, PdfView, lines_of


def under(*others: str):
    """Every line of the component has its middle under the first line found of the others."""

    def check(view: PdfView, rule: Rule) -> list[Problem]:
        anchor = next((unit.middle for name in others for unit in lines_of(view, name)), None)
        off = [unit for unit in lines_of(view, rule.component) if anchor is None or abs(unit.middle - anchor) > MIDDLE]
        return missing(view.parts[rule.component]) + [
            Problem("canh giữa", mm(unit.middle), str(anchor)) for unit in off
        ]

    return check


def right_head(view: PdfView, rule: Rule) -> list[Problem]:
    told = under("tieu_ngu")(view, rule)
    off = [unit for unit in lines_of(view, "quoc_hieu") if unit.middle < 105]
    return told + [Problem("ở bên phải", mm(unit.middle), "> 105 mm") for unit in off]


def left_head(view: PdfView, rule: Rule) -> list[Problem]:
    told = under("co_quan_ban_hanh")(view, rule)
    off = [unit for unit in lines_of(view, rule.component) if unit.middle > 85]
    return told + [Problem("ở bên trái", mm(unit.middle), "< 85 mm") for unit in off]


def across(view: PdfView, rule: Rule) -> list[Problem]:
    off = []
    for unit in lines_of(view, rule.component):
        middle = (30 + view.pages[unit.page].width - 15) / 2
        off += [unit] if abs(unit.middle - middle) > 3 else []
    return missing(view.parts[rule.component]) + [Problem("canh giữa trang", mm(unit.middle), "giữa") for unit in off]


def annex_head(view: PdfView, rule: Rule) -> list[Problem]:
    told = [problem for piece in view.parts[rule.component].pieces for problem in wrong(piece, COMPOSITE[rule.id])]
    return across(view, rule) + told


def nation_place(view: PdfView, rule: Rule) -> list[Problem]:
    found = lines_of(view, "quoc_hieu")
    off = [unit for unit in found if unit.page or unit.middle < 105 or unit.baseline > 45]
    return missing(view.parts["quoc_hieu"]) + [
        Problem("Quốc hiệu ở trên cùng bên phải", mm(one.baseline), "") for one in off
    ]


def one_line(view: PdfView, rule: Rule) -> list[Problem]:
    lines = len(lines_of(view, "quoc_hieu"))
    return [] if lines == 1 else [Problem("Quốc hiệu trên một dòng", str(lines), "1")]


def close_lines(*names: str):
    """Baselines of neighbouring lines at most a quarter more than the size apart."""

    def check(view: PdfView, rule: Rule) -> list[Problem]:
        lines = sorted((unit for name in names for unit in lines_of(view, name)), key=lambda unit: unit.baseline)
        gaps = [(b.baseline - a.baseline) / (max(a.size, b.size) * MM) for a, b in pairwise(lines) if a.page == b.page]
        return [Problem("cách dòng đơn", f"{gap:.2f}", "1–1,25") for gap in gaps if not 0.98 <= gap <= 1.25]

    return check


def stroke_length(component: str):
    def check(view: PdfView, rule: Rule) -> list[Problem]:
        told = missing(view.parts[component])
        for piece in view.parts[component].pieces:
            stroke, wide = view.stroke_below(piece), piece.units[-1].right - piece.units[-1].left
            if not stroke or not rule.low * wide - 0.3 <= stroke.length <= rule.high * wide + 0.3:
                found = f"{stroke.length / wide:.2f}" if stroke else "không có"
                told.append(Problem("độ dài đường kẻ", found, f"{rule.low}–{rule.high}"))
        return told

    return check


def stroke_form(component: str):
    def check(view: PdfView, rule: Rule) -> list[Problem]:
        told = missing(view.parts[component])
        for piece in view.parts[component].pieces:
            stroke = view.stroke_below(piece)
            if not stroke or not stroke.is_solid or abs(stroke.middle - piece.units[-1].middle) > 1:
                told.append(Problem("đường kẻ nét liền, ở giữa", str(stroke), "nét liền"))
        return told

    return check


def same_line(view: PdfView, rule: Rule) -> list[Problem]:
    places = [lines_of(view, name)[:1] for name in ("so_ky_hieu", "dia_danh_ngay")]
    if not all(places):
        return missing(view.parts["so_ky_hieu"]) + missing(view.parts["dia_danh_ngay"])
    apart = abs(places[0][0].baseline - places[1][0].baseline)
    return [] if apart <= 1.5 else [Problem("cùng dòng với số, ký hiệu", mm(apart), "≤ 1,5 mm")]


def one_each(view: PdfView, rule: Rule) -> list[Problem]:
    """Each basis begins a line, and nothing else stands on its lines."""
    return missing(view.parts["can_cu"])
