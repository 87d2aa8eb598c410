"""Rows about the page of a PDF: sheet, margins, letters, numbers of pages."""

from reports.papers.nd30.letters import misspelt
from reports.papers.nd30.looks import COMPOSITE, Problem, look_of, missing, mm, wrong
from reports.papers.nd30.rules import Rule
from tests.nd30_pdf_read import PdfUnit
from tests.nd30_pdf_view import EDGE, PdfView


def sheet(at: int):
    def check(view: PdfView, rule: Rule) -> list[Problem]:
        told = []
        for page in view.pages:
            sides = (page.height, page.width) if view.is_turned(page) else (page.width, page.height)
            if abs(sides[at] - float(rule.exact)) > 0.5:
                told.append(Problem("khổ giấy A4", mm(sides[at]), rule.exact))
        return told

    return check


def upright(view: PdfView, rule: Rule) -> list[Problem]:
    off = [page.number for page in view.pages if page.width > page.height and not view.is_turned(page)]
    return [Problem("trang để dọc", str(off), "dọc")] if off else []


def margin_top(view: PdfView, rule: Rule) -> list[Problem]:
    tops = [min((unit.top for unit in view.text_of(page)), default=rule.low) for page in view.pages]
    off = [one for one in tops if one < rule.low - EDGE] + [one for one in tops[:1] if one > rule.high + EDGE]
    return [Problem("lề trên từ 20 đến 25 mm", mm(one), "20–25 mm") for one in off]


def margin_bottom(view: PdfView, rule: Rule) -> list[Problem]:
    lows = [page.height - max((unit.bottom for unit in view.text_of(page)), default=0) for page in view.pages]
    off = [one for one in lows if one < rule.low - EDGE]
    full = [low for at, low in enumerate(lows[:-1]) if _flows_on(view, at)]
    if len(full) > 1 and min(full) > rule.high + 14:
        off.append(min(full))
    return [Problem("lề dưới từ 20 đến 25 mm", mm(one), "20–25 mm") for one in off]


def _flows_on(view: PdfView, at: int) -> bool:
    """Whether the words of the body go on on the next page, so that this one is full to a line or two."""
    body = {id(unit) for piece in view.parts["noi_dung"].pieces for unit in piece.units}
    following = view.text_of(view.pages[at + 1])
    return at + 1 not in view.starts and bool(following) and id(following[0]) in body


def _margin(view: PdfView, rule: Rule, found: list[float]) -> list[Problem]:
    off = [one for one in found if one < rule.low - EDGE]
    off += [min(found)] if found and min(found) > rule.high + EDGE else []
    return [Problem(f"lề từ {rule.low:g} đến {rule.high:g} mm", mm(one), f"{rule.low:g}–{rule.high:g}") for one in off]


def margin_left(view: PdfView, rule: Rule) -> list[Problem]:
    text = [min((unit.left for unit in view.text_of(page)), default=rule.low) for page in view.pages]
    drawn = [one.left for page in view.pages for one in page.strokes]
    return _margin(view, rule, text + [one for one in drawn if one < rule.high])


def margin_right(view: PdfView, rule: Rule) -> list[Problem]:
    text = [
        page.width - max((unit.right for unit in view.text_of(page)), default=0) for page in view.pages if page.units
    ]
    drawn = [page.width - one.right for page in view.pages for one in page.strokes]
    return _margin(view, rule, text + [one for one in drawn if one < rule.high])


def font(view: PdfView, rule: Rule) -> list[Problem]:
    off = {span.font for page in view.pages for unit in page.units for span in unit.spans} - {rule.exact}
    return [Problem("phông chữ", one, rule.exact) for one in sorted(off)]


def encoding(view: PdfView, rule: Rule) -> list[Problem]:
    return misspelt(unit.text for page in view.pages for unit in page.units)


def black(view: PdfView, rule: Rule) -> list[Problem]:
    spans = [span for page in view.pages for unit in page.units for span in unit.spans]
    off = {span.colour for span in spans if span.text.strip()} - {"000000"}
    return [Problem("màu chữ", one, "màu đen") for one in sorted(off)]


def _numbered(view: PdfView) -> dict[int, list[PdfUnit]]:
    return {page.number: [unit for unit in view.numbers if unit.page == page.number] for page in view.pages}


def numerals(view: PdfView, rule: Rule) -> list[Problem]:
    told = []
    for at, units in _numbered(view).items():
        wanted = view.within(at)
        if wanted > 1 and [unit.text.strip() for unit in units] != [str(wanted)]:
            told.append(
                Problem(f"trang {at + 1} phải mang số {wanted}", str([unit.text for unit in units]), str(wanted))
            )
    return told


def number_looks(view: PdfView, rule: Rule) -> list[Problem]:
    look = COMPOSITE.get(rule.id) or look_of(rule)
    return [problem for piece in view.parts["page_number"].pieces for problem in wrong(piece, look)]


def number_place(view: PdfView, rule: Rule) -> list[Problem]:
    told = []
    for at, units in _numbered(view).items():
        middle = (30 + view.pages[at].width - 15) / 2
        off = [unit for unit in units if abs(unit.middle - middle) > 3]
        if off or (view.within(at) > 1 and not units):
            told.append(Problem("số trang canh giữa lề trên", f"trang {at + 1}", "canh giữa"))
    return told


def first_page(view: PdfView, rule: Rule) -> list[Problem]:
    off = [at for at in view.starts if _numbered(view)[at]]
    return [Problem("trang thứ nhất không mang số", str(off), "không có")] if off else []


def annex_numbers(view: PdfView, rule: Rule) -> list[Problem]:
    """Each annex on a page of its own, its second page bearing 2."""
    tops = [(piece.units[0], view.pages[piece.units[0].page]) for piece in view.parts["phu_luc_label"].pieces]
    told = [Problem("phụ lục bắt đầu ở trang mới", "", "") for unit, page in tops if unit is not view.text_of(page)[0]]
    later = {at: units for at, units in _numbered(view).items() if at >= min(view.starts[1:], default=10**6)}
    off = [at for at, units in later.items() if units and units[0].text.strip() != str(view.within(at))]
    return missing(view.parts["phu_luc_label"]) + told + [Problem("phụ lục đánh số riêng", str(off), "")] * bool(off)
