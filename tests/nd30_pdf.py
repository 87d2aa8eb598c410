"""The judge of PDFs by the rows of nd30.csv: the same rows as for Word files, held against glyphs and strokes."""

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise

from reports.papers.document import Document
from reports.papers.nd30.coverage import NEVER, signers
from reports.papers.nd30.judging import judge
from reports.papers.nd30.letters import misspelt
from reports.papers.nd30.looks import COMPOSITE, Problem, look_of, looks, missing, mm, short, wrong
from reports.papers.nd30.parts import Part, Piece, fold, parts_of
from reports.papers.nd30.rules import BINDING, Judgement, Rule, rules
from reports.papers.nd30.word_checks import LOOKS, UNCHECKABLE
from reports.papers.nd30.wordings import WORDINGS
from tests.nd30_pdf_read import MM, PdfPage, PdfUnit, Stroke, read_pages

EDGE = 0.6  # millimetres: bearings of letters, half a stroke of a table
MIDDLE = 2.0
LINE = 1.149  # em of a single line
TOP_OF_TEXT = 19.5

UNCHECKED = {**UNCHECKABLE, "GE1": "bảng không có trong PDF", "GE2": "bảng không có trong PDF"}


class PdfView:
    """A PDF opened for judging."""

    def __init__(self, content: bytes, document: Document):
        self.document = document
        self.pages: list[PdfPage] = read_pages(content)
        numbers = {id(unit) for page in self.pages for unit in page.units if _is_number(unit)}
        self.numbers = [unit for page in self.pages for unit in page.units if id(unit) in numbers]
        self.units = [unit for page in self.pages for unit in page.units if id(unit) not in numbers]
        told = {"page_number": Part(tuple(Piece((unit,)) for unit in self.numbers))}
        self.parts = parts_of(document, self.units) | told

    @cached_property
    def starts(self) -> list[int]:
        """Pages on which the paper and its annexes begin."""
        return [0, *(piece.units[0].page for piece in self.parts["phu_luc_label"].pieces)]

    def within(self, page: int) -> int:
        """Which page of its part this is, from 1."""
        return page - max(start for start in self.starts if start <= page) + 1

    def is_turned(self, page: PdfPage) -> bool:
        return page.width > page.height and len(self.starts) > 1 and page.number >= self.starts[1]

    @cached_property
    def upright(self) -> list[PdfPage]:
        return [page for page in self.pages if page.height > page.width]

    def text_of(self, page: PdfPage) -> list[PdfUnit]:
        return [unit for unit in page.units if not any(unit is one for one in self.numbers)]

    def stroke_below(self, piece: Piece) -> Stroke | None:
        """The nearest line of its own right below the piece's last line."""
        last = piece.units[-1]
        near = [
            one
            for one in self.pages[last.page].strokes
            if 0.15 * last.size * MM < one.at - last.baseline < 6 and one.left < last.middle < one.right
        ]
        return min(near, key=lambda one: one.at, default=None)


def _is_number(unit: PdfUnit) -> bool:
    return bool(re.fullmatch(r"\s*\d+\s*", unit.text)) and unit.bottom < TOP_OF_TEXT + 0.6


# --- The page -------------------------------------------------------------------------------------


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


# --- Where parts stand ----------------------------------------------------------------------------


def _middles(view: PdfView, name: str) -> list[PdfUnit]:
    return [unit for piece in view.parts[name].pieces for unit in piece.units]


def under(*others: str):
    """Every line of the component has its middle under the first line found of the others."""

    def check(view: PdfView, rule: Rule) -> list[Problem]:
        anchor = next((unit.middle for name in others for unit in _middles(view, name)), None)
        off = [unit for unit in _middles(view, rule.component) if anchor is None or abs(unit.middle - anchor) > MIDDLE]
        return missing(view.parts[rule.component]) + [
            Problem("canh giữa", mm(unit.middle), str(anchor)) for unit in off
        ]

    return check


def right_head(view: PdfView, rule: Rule) -> list[Problem]:
    told = under("tieu_ngu")(view, rule)
    off = [unit for unit in _middles(view, "quoc_hieu") if unit.middle < 105]
    return told + [Problem("ở bên phải", mm(unit.middle), "> 105 mm") for unit in off]


def left_head(view: PdfView, rule: Rule) -> list[Problem]:
    told = under("co_quan_ban_hanh")(view, rule)
    off = [unit for unit in _middles(view, rule.component) if unit.middle > 85]
    return told + [Problem("ở bên trái", mm(unit.middle), "< 85 mm") for unit in off]


def across(view: PdfView, rule: Rule) -> list[Problem]:
    off = []
    for unit in _middles(view, rule.component):
        middle = (30 + view.pages[unit.page].width - 15) / 2
        off += [unit] if abs(unit.middle - middle) > 3 else []
    return missing(view.parts[rule.component]) + [Problem("canh giữa trang", mm(unit.middle), "giữa") for unit in off]


def annex_head(view: PdfView, rule: Rule) -> list[Problem]:
    told = [problem for piece in view.parts[rule.component].pieces for problem in wrong(piece, COMPOSITE[rule.id])]
    return across(view, rule) + told


def nation_place(view: PdfView, rule: Rule) -> list[Problem]:
    found = _middles(view, "quoc_hieu")
    off = [unit for unit in found if unit.page or unit.middle < 105 or unit.baseline > 45]
    return missing(view.parts["quoc_hieu"]) + [
        Problem("Quốc hiệu ở trên cùng bên phải", mm(one.baseline), "") for one in off
    ]


def one_line(view: PdfView, rule: Rule) -> list[Problem]:
    lines = len(_middles(view, "quoc_hieu"))
    return [] if lines == 1 else [Problem("Quốc hiệu trên một dòng", str(lines), "1")]


def close_lines(*names: str):
    """Baselines of neighbouring lines at most a quarter more than the size apart."""

    def check(view: PdfView, rule: Rule) -> list[Problem]:
        lines = sorted((unit for name in names for unit in _middles(view, name)), key=lambda unit: unit.baseline)
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
    places = [_middles(view, name)[:1] for name in ("so_ky_hieu", "dia_danh_ngay")]
    if not all(places):
        return missing(view.parts["so_ky_hieu"]) + missing(view.parts["dia_danh_ngay"])
    apart = abs(places[0][0].baseline - places[1][0].baseline)
    return [] if apart <= 1.5 else [Problem("cùng dòng với số, ký hiệu", mm(apart), "≤ 1,5 mm")]


def one_each(view: PdfView, rule: Rule) -> list[Problem]:
    """Each basis begins a line, and nothing else stands on its lines."""
    return missing(view.parts["can_cu"])


# --- The body -------------------------------------------------------------------------------------


def usual_look(view: PdfView, rule: Rule) -> list[Problem]:
    found = Counter()
    for piece in view.parts["noi_dung"].pieces:
        for span in piece.spans:
            found[(span.bold, span.italic)] += len(span.text)
    usual = found.most_common(1)[0][0] if found else (False, False)
    return [Problem("nội dung in thường, đứng", str(usual), "đứng")] if any(usual) else []


def justified(view: PdfView, rule: Rule) -> list[Problem]:
    told = missing(view.parts["noi_dung"])
    for piece in view.parts["noi_dung"].pieces:
        edges = [view.pages[unit.page].width - unit.right for unit in piece.units[:-1]]
        if edges and not (max(edges) - min(edges) <= 0.5 and 15 - EDGE <= max(edges) <= 20 + EDGE):
            told.append(Problem(f"“{short(piece.text)}” canh đều hai lề", str(edges), "±0,5 mm"))
    return told


def indent(component: str):
    def check(view: PdfView, rule: Rule) -> list[Problem]:
        told = missing(view.parts[component])
        for piece in view.parts[component].pieces:
            found = piece.units[0].left - _left(view)
            if min(abs(found - 10), abs(found - 12.7)) > 0.8:
                told.append(Problem(f"“{short(piece.text)}” lùi đầu dòng", mm(found), "10 hoặc 12,7 mm"))
        return told

    return check


def _left(view: PdfView) -> float:
    return min((unit.left for piece in view.parts["noi_dung"].pieces for unit in piece.units[1:]), default=30.0)


def spaced(view: PdfView, rule: Rule) -> list[Problem]:
    """The gap between neighbours is six points more than between lines of a paragraph."""
    pieces = view.parts["noi_dung"].pieces
    gap = median_gap(view)
    told = []
    at = {id(unit): number for number, unit in enumerate(view.units)}
    for one, other in pairwise(pieces):
        last, first = one.units[-1], other.units[0]
        if last.page != first.page or at[id(first)] != at[id(last)] + 1:
            continue
        extra = (first.baseline - last.baseline) / MM - gap * last.size
        if extra < rule.low - 0.6:
            told.append(Problem("khoảng cách đoạn tối thiểu 6 pt", f"{extra:.1f}", "6"))
    return missing(view.parts["noi_dung"]) + told


def _gaps(view: PdfView) -> list[float]:
    """Distances of the baselines of a paragraph's lines, in sizes of its letters."""
    lines = [pair for piece in view.parts["noi_dung"].pieces for pair in pairwise(piece.units)]
    return [(b.baseline - a.baseline) / (a.size * MM) for a, b in lines if a.page == b.page]


def median_gap(view: PdfView) -> float:
    gaps = sorted(_gaps(view))
    return gaps[len(gaps) // 2] if gaps else LINE


def loose(view: PdfView, rule: Rule) -> list[Problem]:
    off = [gap / LINE for gap in _gaps(view) if not 0.98 * rule.low <= gap / LINE <= 1.01 * rule.high]
    return missing(view.parts["noi_dung"]) + [Problem("cách dòng", f"{one:.2f}", "1–1,5 dòng") for one in off]


def heading(view: PdfView, rule: Rule) -> list[Problem]:
    return annex_head(view, rule)


def articles(view: PdfView, rule: Rule) -> list[Problem]:
    return WORDINGS["BC6"](view, rule) + indent("dieu")(view, rule)


def clause(view: PdfView, rule: Rule) -> list[Problem]:
    off = [piece for piece in view.parts["muc_thuong"].pieces if any(span.italic for span in piece.spans)]
    return looks(view, rule) + [Problem("in thường, đứng", short(piece.text), "đứng") for piece in off]


# --- The end --------------------------------------------------------------------------------------


def signer_place(view: PdfView, rule: Rule) -> list[Problem]:
    """Every capacity has the middle of another line of its block: a name, another capacity, or nothing to compare."""
    told = missing(view.parts[rule.component])
    own = view.document.signs
    left = {fold(line) for line in (view.document.signs_left.capacity if view.document.signs_left else ())}
    for piece in view.parts[rule.component].pieces:
        is_right = own and fold(piece.text) in map(fold, own.capacity) and fold(piece.text) not in left
        if is_right and any(unit.middle < 105 for unit in piece.units):
            told.append(Problem(f"“{short(piece.text)}” ở bên phải", mm(piece.units[0].middle), "> 105 mm"))
    return told


def under_capacity(view: PdfView, rule: Rule) -> list[Problem]:
    above = _middles(view, "quyen_han_chuc_vu")
    told = missing(view.parts["ho_ten_nguoi_ky"])
    for piece in view.parts["ho_ten_nguoi_ky"].pieces:
        near = [one for one in above if one.page == piece.units[0].page and one.baseline < piece.units[0].baseline]
        off = [unit for unit in piece.units if not any(abs(one.middle - unit.middle) <= MIDDLE for one in near)]
        told += [Problem(f"“{short(piece.text)}” canh giữa dưới chức vụ", mm(unit.middle), "") for unit in off]
    return told


def recipients_place(view: PdfView, rule: Rule) -> list[Problem]:
    told = missing(view.parts["noi_nhan_label"])
    heads = [] if view.document.signs_left else _middles(view, "quyen_han_chuc_vu")
    for unit in _middles(view, "noi_nhan_label"):
        level = not heads or any(abs(one.baseline - unit.baseline) <= 3 and one.page == unit.page for one in heads)
        if abs(unit.left - 30) > 2 or not level:
            told.append(Problem("sát lề trái, ngang hàng với chức vụ", mm(unit.left), "30 mm"))
    return told


def addressed(view: PdfView, rule: Rule) -> list[Problem]:
    """What the words ask, and the dashes of several addressees in one line downwards."""
    lines = [piece.units[0].left for piece in view.parts["kinh_gui"].pieces[1:]]
    crooked = lines and max(lines) - min(lines) > 0.5
    return WORDINGS["KG3"](view, rule) + (
        [Problem("gạch đầu dòng thẳng hàng", str(lines), "±0,5 mm")] if crooked else []
    )


def stays_whole(view: PdfView, rule: Rule) -> list[Problem]:
    """Unit, capacity and name of one cell on one page."""
    told = []
    for one in signers(view.document):
        units = [
            unit for unit in view.units if not unit.is_ruled and unit.fold and fold(one.unit).startswith(unit.fold)
        ]
        names = [unit for unit in view.units if not unit.is_ruled and fold(one.name) and unit.fold == fold(one.name)]
        pages = {unit.page for unit in units}
        if not units or (names and not pages & {unit.page for unit in names}):
            told.append(Problem(f"ô ký “{short(one.unit)}” không được ngắt giữa hai trang", str(pages), "một trang"))
    return told


def stays_with_text(view: PdfView, rule: Rule) -> list[Problem]:
    """On the page of the signature stand at least two lines before it."""
    first = min(_middles(view, "quyen_han_chuc_vu"), key=lambda unit: (unit.page, unit.baseline), default=None)
    if first is None:
        return missing(view.parts["quyen_han_chuc_vu"])
    above = [unit for unit in view.units if unit.page == first.page and unit.baseline < first.baseline - 3]
    return [] if len(above) >= 2 else [Problem("khối ký không đứng một mình ở trang", str(len(above)), "2 dòng")]


def room_to_sign(view: PdfView, rule: Rule) -> list[Problem]:
    told = []
    above = _middles(view, "quyen_han_chuc_vu")
    for piece in view.parts["ho_ten_nguoi_ky"].pieces:
        name = piece.units[0]
        near = [one for one in above if one.page == name.page and abs(one.middle - name.middle) <= MIDDLE]
        gaps = [name.top - one.bottom for one in near if one.bottom < name.top]
        if gaps and not rule.low - 1.5 <= min(gaps) <= rule.high + 1.5:
            told.append(Problem("khoảng trống để ký 25–35 mm", mm(min(gaps)), "25–35 mm"))
    return told


def no_lines(view: PdfView, rule: Rule) -> list[Problem]:
    units = _middles(view, "quoc_hieu") + _middles(view, "tieu_ngu") + _middles(view, "co_quan_ban_hanh")
    return [Problem("bảng đầu trang không kẻ khung", "có kẻ", "")] if any(unit.is_ruled for unit in units) else []


def there(view: PdfView, rule: Rule) -> list[Problem]:
    return missing(view.parts["co_quan_ban_hanh"])


OWN = {
    "PG01": sheet(0), "PG02": sheet(1), "PG03": upright, "PG04": margin_top, "PG05": margin_bottom,
    "PG06": margin_left, "PG07": margin_right, "PG08": font, "PG09": encoding, "PG10": black, "PG11": numerals,
    "PG12": number_looks, "PG13": number_looks, "PG14": number_place, "PG15": first_page, "AX06": annex_numbers,
    "QH1f": right_head, "QH3": nation_place, "QH4": one_line, "TN1f": under("quoc_hieu"), "DD1f": under("tieu_ngu"),
    "TN3": stroke_length("tieu_ngu"), "TN4": stroke_form("tieu_ngu"), "TN5": close_lines("quoc_hieu", "tieu_ngu"),
    "CQ1f": left_head, "CQ2f": left_head, "SK6": left_head, "CQ3": stroke_length("co_quan_ban_hanh"),
    "CQ4": stroke_form("co_quan_ban_hanh"), "CQ5": close_lines("co_quan_chu_quan", "co_quan_ban_hanh"), "CQ6": there,
    "DD3": same_line, "TL1f": across, "TY1f": across, "TY2": stroke_length("trich_yeu"), "TY3": stroke_form("trich_yeu"),
    "CC4": one_each, "ND2": usual_look, "ND3": justified, "ND4": indent("noi_dung"), "ND5": spaced, "ND6": loose,
    "BC1": heading, "BC2": heading, "BC6": articles, "BC7": clause, "AX02": annex_head, "AX04": annex_head,
    "AX05": annex_head, "KY1f": signer_place, "KY3f": under_capacity, "KY7": stays_with_text, "KY8": room_to_sign,
    "NN3": recipients_place, "KG3": addressed, "GU2": stays_whole, "GE5": no_lines,
}  # fmt: skip


def _checks() -> dict:
    rows = [rule for rule in rules().values() if rule.level in BINDING]
    left = {rule.id: looks for rule in rows if rule.property in LOOKS or rule.id in COMPOSITE}
    known = {**left, **WORDINGS, **OWN}
    return {name: one for name, one in known.items() if name not in UNCHECKED and rules()[name].doc_types not in NEVER}


CHECKS = _checks()


def judge_pdf(content: bytes, document: Document) -> Judgement:
    return judge(PdfView(content, document), CHECKS, UNCHECKED)
