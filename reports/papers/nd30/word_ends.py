"""Rows about the end of a Word file: who signs and who receives it, and what of tables and cells."""

from collections.abc import Callable

from reports.papers.nd30.coverage import signers
from reports.papers.nd30.looks import Problem, missing, mm, short
from reports.papers.nd30.parts import fold
from reports.papers.nd30.rules import Rule
from reports.papers.nd30.word_looks import TWIPS_MM, W, number, switched, value
from reports.papers.nd30.word_read import Paragraph, has_lines
from reports.papers.nd30.word_view import WordView

SINGLE = 240
NARROW = 0.3  # millimetres an indent may differ
Check = Callable[[WordView, Rule], list[Problem]]


def centred(paragraph: Paragraph) -> str:
    is_middle = abs(paragraph.left + paragraph.first - paragraph.right) * TWIPS_MM <= 2
    return "" if paragraph.align == "center" and is_middle else paragraph.align or "left"


def signer_place(view: WordView, rule: Rule) -> list[Problem]:
    """Who signs alone stands on the right; of two, the second does; in a grid each has a cell."""
    signs = view.document.signs
    left = {fold(line) for line in (view.document.signs_left.capacity if view.document.signs_left else ())}
    told = missing(view.parts[rule.component])
    for piece, paragraph in view.paragraphs(rule.component):
        right = signs and fold(piece.text) in map(fold, signs.capacity) and fold(piece.text) not in left
        if centred(paragraph) or paragraph.cell is None or (right and paragraph.column == 0):
            told.append(Problem(f"“{short(piece.text)}” canh giữa trong ô ký bên phải", "chỗ khác", "canh giữa"))
    return told


def under_capacity(view: WordView, rule: Rule) -> list[Problem]:
    """A name is centred in the column of the capacity it belongs to."""
    columns = {(id(one.table), one.column) for _piece, one in view.paragraphs("quyen_han_chuc_vu")}
    told = missing(view.parts["ho_ten_nguoi_ky"])
    for piece, paragraph in view.paragraphs("ho_ten_nguoi_ky"):
        if centred(paragraph) or (id(paragraph.table), paragraph.column) not in columns:
            told.append(Problem(f"“{short(piece.text)}” canh giữa dưới quyền hạn, chức vụ", "chỗ khác", "canh giữa"))
    return told


def recipients_place(view: WordView, rule: Rule) -> list[Problem]:
    """Flush left; level with the capacity, but for minutes, where the secretary signs there."""
    told = missing(view.parts["noi_nhan_label"])
    heads = [] if view.document.signs_left else view.paragraphs("quyen_han_chuc_vu")
    rows = {id(one.row) for _piece, one in heads}
    for _piece, one in view.paragraphs("noi_nhan_label"):
        is_flush = one.align in {"left", "both"} and abs(one.left + one.first) * TWIPS_MM <= 2
        if not is_flush or one.column != 0 or (rows and id(one.row) not in rows):
            told.append(
                Problem("ở ô bên trái, sát lề trái, ngang hàng với quyền hạn, chức vụ", "chỗ khác", "sát lề trái")
            )
    return told


def stays_whole(view: WordView, rule: Rule) -> list[Problem]:
    """Rows of the grid never part across pages."""
    cells = {fold(one.unit) for one in signers(view.document)}
    rows = {
        id(unit.paragraph.row): unit.paragraph.row
        for unit in view.units
        if unit.fold in cells and unit.paragraph.row is not None
    }
    parting = [row for row in rows.values() if not switched(row.find(W + "trPr"), "cantSplit")]
    return [Problem("ô ký không được ngắt giữa hai trang", "ngắt được", "không ngắt")] if parting or not rows else []


def stays_with_text(view: WordView, rule: Rule) -> list[Problem]:
    """The row of signatures is one, and what stands before it keeps with it."""
    places = [one for _piece, one in view.paragraphs("quyen_han_chuc_vu") if one.row is not None]
    told = [] if places else [Problem("khối ký phải nằm trong bảng ký", "không có", "bảng ký")]
    for paragraph in places[-1:]:
        if not switched(paragraph.row.find(W + "trPr"), "cantSplit"):
            told.append(Problem("khối ký không được ngắt giữa hai trang", "ngắt được", "không ngắt"))
    return told


def no_lines(view: WordView, rule: Rule) -> list[Problem]:
    tables = [one.table for name in ("quoc_hieu", "quyen_han_chuc_vu") for _piece, one in view.paragraphs(name)]
    drawn = [table for table in tables if table is not None and has_lines(table, view.file.looks)]
    return [Problem("bảng đầu trang và bảng ký không kẻ khung", "có kẻ", "không kẻ")] if drawn else []


def column_width(component: str, at: int) -> Check:
    def check(view: WordView, rule: Rule) -> list[Problem]:
        told = []
        for _piece, paragraph in list(view.paragraphs(component))[:1]:
            grid = [] if paragraph.table is None else paragraph.table.findall(f"{W}tblGrid/{W}gridCol")
            wide = number(value(grid[at], "w")) * TWIPS_MM if len(grid) == 2 else rule.low or 0
            if not (rule.low or 0) - 0.5 <= wide <= (rule.high or 0) + 0.5:
                told.append(Problem(f"cột rộng {mm(wide)}", mm(wide), f"{rule.low:g}–{rule.high:g} mm"))
        return told

    return check
