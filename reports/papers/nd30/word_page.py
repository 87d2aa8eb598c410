"""Rows about the page of a Word file: paper, margins, letters, numbers of pages."""

from collections.abc import Callable

from reports.papers.nd30.letters import misspelt
from reports.papers.nd30.looks import COMPOSITE, Problem, look_of, missing, mm, short, wrong
from reports.papers.nd30.rules import Rule
from reports.papers.nd30.word_looks import W, value
from reports.papers.nd30.word_view import WordView

EMU_MM = 36000
PAPER = 0.5  # millimetres a sheet may differ


def _is_turned(view: WordView, at: int) -> bool:
    """A landscape section of an annex; only there may the sheet lie."""
    section = view.sections[at]
    return at in view.annex_sections and section.page_width > section.page_height


def sheet(name: str, other: str) -> Callable[[WordView, Rule], list[Problem]]:
    """`name` is the measure asked for, `other` what it is on a sheet that lies."""

    def check(view: WordView, rule: Rule) -> list[Problem]:
        told = []
        for at, section in enumerate(view.sections):
            is_turned = _is_turned(view, at)
            found = (getattr(section, other if is_turned else name) or 0) / EMU_MM
            if abs(found - float(rule.exact)) > PAPER:
                told.append(Problem("khổ giấy A4 (210 mm × 297 mm)", mm(found), f"{rule.exact} mm"))
        return told

    return check


def upright(view: WordView, rule: Rule) -> list[Problem]:
    lying = [
        at for at, one in enumerate(view.sections) if one.page_width > one.page_height and not _is_turned(view, at)
    ]
    return [Problem("trang để dọc; chỉ phụ lục bảng rộng được để ngang", "ngang", "dọc")] if lying else []


def margin(name: str) -> Callable[[WordView, Rule], list[Problem]]:
    def check(view: WordView, rule: Rule) -> list[Problem]:
        low, high = rule.low or 0, rule.high or 0
        found = [(getattr(section, name) or 0) / EMU_MM for section in view.sections]
        want = f"từ {low:g} mm đến {high:g} mm"
        off = sorted({one for one in found if not low - 0.1 <= one <= high + 0.1})
        return [Problem(f"{mm(one)}, phải {want}", mm(one), want) for one in off]

    return check


def font(view: WordView, rule: Rule) -> list[Problem]:
    named = {span.font or "?" for span in view.every_span() if span.text.strip()}
    off = sorted(one for one in named if one != rule.exact)
    return [Problem(f"có chữ đặt phông “{one}”, phải là {rule.exact}", one, rule.exact) for one in off]


def encoding(view: WordView, rule: Rule) -> list[Problem]:
    return misspelt(span.text for span in view.every_span())


def black(view: WordView, rule: Rule) -> list[Problem]:
    off = sorted({span.colour for span in view.every_span() if span.text.strip()} - {"auto", "000000"})
    return [Problem(f"có chữ màu {one}, phải là màu đen", one, "màu đen") for one in off]


def numerals(view: WordView, rule: Rule) -> list[Problem]:
    told = [] if view.parts["page_number"].pieces else [Problem("văn bản chưa có số trang", "", "1, 2, 3…")]
    for section in view.sections[:1]:
        kind = section._sectPr.find(W + "pgNumType")
        fmt, start = value(kind, "fmt") or "decimal", value(kind, "start") or "1"
        if (fmt, start) != ("decimal", "1"):
            told.append(Problem("số trang bằng chữ số Ả Rập, bắt đầu từ số 1", f"{fmt}, từ {start}", "decimal, từ 1"))
    return told


def number_looks(view: WordView, rule: Rule) -> list[Problem]:
    look = COMPOSITE.get(rule.id) or look_of(rule)
    return [problem for piece in view.parts["page_number"].pieces for problem in wrong(piece, look)]


def number_place(view: WordView, rule: Rule) -> list[Problem]:
    told = [] if view.parts["page_number"].pieces else [Problem("văn bản chưa có số trang", "", "canh giữa lề trên")]
    for piece in view.parts["page_number"].pieces:
        paragraph = view.paragraph(piece)
        root = paragraph.element.getroottree().getroot().tag
        if root != W + "hdr" or paragraph.align != "center":
            told.append(Problem("số trang canh giữa, trong phần lề trên", paragraph.align, "center"))
    return told


def first_page(view: WordView, rule: Rule) -> list[Problem]:
    """The first page of the paper and of each annex bears no number."""
    told = []
    for at in {0, *view.annex_sections}:
        section = view.sections[at]
        if not section.different_first_page_header_footer:
            told.append(Problem("không hiển thị số trang thứ nhất", "có", "không"))
            continue
        for place in (section.first_page_header, section.first_page_footer):
            lines = [line for one in place._element.iter(W + "p") for line in view.file.lines_of(one)]
            if any(line.text.strip() for line in lines) or place._element.findall(f".//{W}instrText"):
                told.append(Problem("lề trên của trang thứ nhất phải để trống", "có chữ", "trống"))
    return told


def annex_numbers(view: WordView, rule: Rule) -> list[Problem]:
    """Each annex begins a section whose pages are counted from 1."""
    told = missing(view.parts["phu_luc_label"])
    for piece in view.parts["phu_luc_label"].pieces:
        at = view.paragraph(piece).section
        start = value(view.sections[at]._sectPr.find(W + "pgNumType"), "start")
        if at == 0 or start != "1" or view.annex_sections.count(at) > 1:
            told.append(Problem(f"“{short(piece.text)}” phải đánh số trang riêng từ 1", start or "nối tiếp", "1"))
    return told


PAGE = {
    "PG01": sheet("page_width", "page_height"),
    "PG02": sheet("page_height", "page_width"),
    "PG03": upright,
    "PG04": margin("top_margin"),
    "PG05": margin("bottom_margin"),
    "PG06": margin("left_margin"),
    "PG07": margin("right_margin"),
    "PG08": font,
    "PG09": encoding,
    "PG10": black,
    "PG11": numerals,
    "PG12": number_looks,
    "PG13": number_looks,
    "PG14": number_place,
    "PG15": first_page,
    "AX06": annex_numbers,
}
