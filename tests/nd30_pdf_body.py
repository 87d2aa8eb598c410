"""Rows about the body of a PDF: edges, indents, gaps between lines and paragraphs; who signs, who receives."""

from collections import Counter
from itertools import pairwise

from reports.papers.nd30.coverage import signers
from reports.papers.nd30.looks import Problem, looks, missing, mm, short
from reports.papers.nd30.parts import fold
from reports.papers.nd30.rules import Rule
from reports.papers.nd30.wordings import WORDINGS
from tests.nd30_pdf_heads import annex_head
from tests.nd30_pdf_read import MM
from tests.nd30_pdf_view import EDGE, LINE, MIDDLE, PdfView, lines_of


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
    above = lines_of(view, "quyen_han_chuc_vu")
    told = missing(view.parts["ho_ten_nguoi_ky"])
    for piece in view.parts["ho_ten_nguoi_ky"].pieces:
        near = [one for one in above if one.page == piece.units[0].page and one.baseline < piece.units[0].baseline]
        off = [unit for unit in piece.units if not any(abs(one.middle - unit.middle) <= MIDDLE for one in near)]
        told += [Problem(f"“{short(piece.text)}” canh giữa dưới chức vụ", mm(unit.middle), "") for unit in off]
    return told


def recipients_place(view: PdfView, rule: Rule) -> list[Problem]:
    told = missing(view.parts["noi_nhan_label"])
    heads = [] if view.document.signs_left else lines_of(view, "quyen_han_chuc_vu")
    for unit in lines_of(view, "noi_nhan_label"):
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
    first = min(lines_of(view, "quyen_han_chuc_vu"), key=lambda unit: (unit.page, unit.baseline), default=None)
    if first is None:
        return missing(view.parts["quyen_han_chuc_vu"])
    above = [unit for unit in view.units if unit.page == first.page and unit.baseline < first.baseline - 3]
    return [] if len(above) >= 2 else [Problem("khối ký không đứng một mình ở trang", str(len(above)), "2 dòng")]


def room_to_sign(view: PdfView, rule: Rule) -> list[Problem]:
    told = []
    above = lines_of(view, "quyen_han_chuc_vu")
    for piece in view.parts["ho_ten_nguoi_ky"].pieces:
        name = piece.units[0]
        near = [one for one in above if one.page == name.page and abs(one.middle - name.middle) <= MIDDLE]
        gaps = [name.top - one.bottom for one in near if one.bottom < name.top]
        if gaps and not rule.low - 1.5 <= min(gaps) <= rule.high + 1.5:
            told.append(Problem("khoảng trống để ký 25–35 mm", mm(min(gaps)), "25–35 mm"))
    return told


def no_lines(view: PdfView, rule: Rule) -> list[Problem]:
    units = lines_of(view, "quoc_hieu") + lines_of(view, "tieu_ngu") + lines_of(view, "co_quan_ban_hanh")
    return [Problem("bảng đầu trang không kẻ khung", "có kẻ", "")] if any(unit.is_ruled for unit in units) else []


def there(view: PdfView, rule: Rule) -> list[Problem]:
    return missing(view.parts["co_quan_ban_hanh"])
