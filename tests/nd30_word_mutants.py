"""Word files spoilt on purpose: a name, an edit, the kind of paper it is judged as, and the rows that must see it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from reports.papers.nd30.looks import COMPOSITE, Look, look_of, looks
from reports.papers.nd30.rules import Rule, rules
from reports.papers.nd30.word_checks import CHECKS
from reports.papers.nd30.word_view import WordView
from tests.nd30_word_edits import (
    Edit,
    Mutant,
    arial,
    arial_everywhere,
    border,
    coloured,
    coloured_style,
    columns,
    font_of_theme,
    indented_style,
    indents,
    lines_around,
    moved,
    nation_later,
    not_in_one_line,
    number_in_own_row,
    number_line,
    number_on_first,
    one,
    page_number_at_foot,
    paragraphs,
    row_may_part,
    run_property,
    says,
    section,
    shaped,
    small_by_default,
    small_style,
    start_of,
    stroke,
    styled,
    two_bases_in_one,
    without_stroke,
)

KINDS = ("ke_hoach", "to_trinh", "quyet_dinh", "giao_uoc")

# --- Rows about looks: one mutant for each --------------------------------------------------------


def of_looks() -> Iterator[Mutant]:
    for name, check in CHECKS.items():
        rule = rules()[name]
        if check is looks or name in {"AX02", "AX04", "AX05", "BC1", "BC2", "BC7", "BC8", "KG2", "NN2"}:
            for what, edit in spoilt(rule):
                yield Mutant(f"{name}: {what}", edit, (name,), _kind(rule))


def _kind(rule: Rule) -> str:
    return next((kind for kind in KINDS if kind in rule.doc_types), "ke_hoach")


def spoilt(rule: Rule) -> Iterator[tuple[str, Edit]]:
    """What the row forbids, done to the first piece."""
    look: Look = COMPOSITE.get(rule.id) or look_of(rule)
    if look.case:
        yield "letter case", says(rule.component, str.lower if look.case != "sentence" else str.upper)
    if look.sizes:
        yield "size", dressed(rule.component, size=Pt(look.sizes[0] - 1))
    for name in ("bold", "italic", "underline"):
        if getattr(look, name) is not None:
            yield name, dressed(rule.component, **{name: not getattr(look, name)})


def dressed(component: str, **font) -> Edit:
    def edit(view: WordView) -> None:
        for run in one(view, component).runs:
            for name, value in font.items():
                setattr(run.font, name, value)

    return edit


PARAGRAPH, CHARACTER = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER

BY_HAND = (
    Mutant("top margin 10 mm", section(top_margin=Mm(10)), ("PG04",)),
    Mutant("bottom margin 30 mm", section(bottom_margin=Mm(30)), ("PG05",)),
    Mutant("left margin 25 mm", section(left_margin=Mm(25)), ("PG06",)),
    Mutant("right margin 25 mm", section(right_margin=Mm(25)), ("PG07",)),
    Mutant("margin of an annex", section(1, left_margin=Mm(20)), ("PG06",)),
    Mutant("A5", section(page_width=Mm(148), page_height=Mm(210)), ("PG01", "PG02")),
    Mutant("Letter", section(page_width=Mm(215.9), page_height=Mm(279.4)), ("PG01", "PG02")),
    Mutant("body on its side", section(page_width=Mm(297), page_height=Mm(210)), ("PG03",)),
    Mutant("Arial in a run", lambda view: setattr(one(view, "noi_dung").runs[0].font, "name", "Arial"), ("PG08",)),
    Mutant("Arial in a paragraph style", styled("noi_dung", PARAGRAPH, arial), ("PG08",)),
    Mutant("Arial in a character style", styled("ten_loai", CHARACTER, arial), ("PG08",)),
    Mutant("Arial in the usual style", arial_everywhere, ("PG08",)),
    Mutant("font of the theme", font_of_theme, ("PG08",)),
    Mutant("NFD", says("trich_yeu", lambda text: unicodedata.normalize("NFD", text)), ("PG09",)),
    Mutant("soft hyphen", says("noi_dung", lambda text: f"{text[:3]}\u00ad{text[3:]}"), ("PG09",)),
    Mutant("zero width space", says("noi_dung", lambda text: f"{text[:3]}\u200b{text[3:]}"), ("PG09",)),
    Mutant("private letter", says("noi_dung", lambda text: f"\uf0b7 {text}"), ("PG09",)),
    Mutant("coloured text", coloured, ("PG10",)),
    Mutant("coloured style", styled("ten_loai", CHARACTER, coloured_style), ("PG10",)),
    Mutant("pages from 3", start_of(0, "3"), ("PG11",)),
    Mutant("pages in Roman numerals", start_of(0, "1", "lowerRoman"), ("PG11",)),
    Mutant("page number at 10 pt", lambda view: run_property(number_line(view), "sz", val=20), ("PG12",)),
    Mutant("page number in bold", lambda view: run_property(number_line(view), "b"), ("PG13",)),
    Mutant("page number in italics", lambda view: run_property(number_line(view), "i"), ("PG13",)),
    Mutant("page number on the right", lambda view: setattr(number_line(view), "alignment", ALIGN.RIGHT), ("PG14",)),
    Mutant("page number at the foot", page_number_at_foot, ("PG14",)),
    Mutant("same header on page 1", section(different_first_page_header_footer=False), ("PG15",)),
    Mutant("number on page 1", number_on_first, ("PG15",)),
    Mutant("number on the first page of an annex", section(1, different_first_page_header_footer=False), ("PG15",)),
    Mutant("HOÀ", says("quoc_hieu", lambda text: text.replace("HÒA", "HOÀ")), ("QH2",)),
    Mutant("nation on the left", shaped("quoc_hieu", alignment=ALIGN.LEFT), ("QH1f",)),
    Mutant("nation in the left cell", moved("quoc_hieu", 0), ("QH1f", "QH3")),
    Mutant("nation below the name", nation_later, ("QH3",)),
    Mutant("nation on two lines", not_in_one_line, ("QH4",)),
    Mutant("en dashes in the motto", says("tieu_ngu", lambda text: text.replace("-", "–")), ("TN2",)),
    Mutant("motto without spaces", says("tieu_ngu", lambda text: text.replace(" - ", "-")), ("TN2",)),
    Mutant("motto on the right", shaped("tieu_ngu", alignment=ALIGN.RIGHT), ("TN1f",)),
    Mutant("motto underlined, no rule", without_stroke("tieu_ngu", True), ("TN3", "TN4", "TN1e")),
    Mutant("short rule below the motto", stroke("tieu_ngu", indents(35, 35)), ("TN3",)),
    Mutant("double rule below the motto", stroke("tieu_ngu", border(val="double")), ("TN4",)),
    Mutant("loose lines of the nation", shaped("tieu_ngu", line_spacing=1.5), ("TN5",)),
    Mutant("space above the motto", shaped("tieu_ngu", space_before=Pt(6)), ("TN5",)),
    Mutant("parent on the left", shaped("co_quan_chu_quan", alignment=ALIGN.LEFT), ("CQ1f",)),
    Mutant("agency in the right cell", moved("co_quan_ban_hanh", 1), ("CQ2f",)),
    Mutant("agency on the left", shaped("co_quan_ban_hanh", alignment=ALIGN.LEFT), ("CQ2f",)),
    Mutant("agency cut short", says("co_quan_ban_hanh", lambda text: text[:-6]), ("CQ6",)),
    Mutant("agency underlined, no rule", without_stroke("co_quan_ban_hanh", True), ("CQ3", "CQ2e")),
    Mutant("agency's rule as long as the cell", stroke("co_quan_ban_hanh", indents(0, 0)), ("CQ3",)),
    Mutant("agency's rule dashed", stroke("co_quan_ban_hanh", border(val="dashed")), ("CQ4",)),
    Mutant("agency's rule to the left", stroke("co_quan_ban_hanh", indents(0, 45)), ("CQ4",)),
    Mutant("loose lines of the agency", shaped("co_quan_ban_hanh", line_spacing=1.3), ("CQ5",)),
    Mutant("Số : 5/KH - KTĐ", says("so_ky_hieu", lambda text: "Số : 5/KH - KTĐ"), ("SK3", "SK4", "SK5")),
    Mutant("number without a zero", says("so_ky_hieu", lambda text: "Số: 5/KH-KTĐ"), ("SK4",)),
    Mutant("number with two zeros", says("so_ky_hieu", lambda text: "Số: 005/KH-KTĐ"), ("SK4",)),
    Mutant("number with a dash", says("so_ky_hieu", lambda text: "Số: 05-KH-KTĐ"), ("SK3", "SK5")),
    Mutant("unknown type code", says("so_ky_hieu", lambda text: "Số: 05/GƯTĐ-KTĐ"), ("SK8",)),
    Mutant("number on the left", shaped("so_ky_hieu", alignment=ALIGN.LEFT), ("SK6",)),
    Mutant("number above the day", number_in_own_row, ("DD3",)),
    Mutant("month 03", says("dia_danh_ngay", lambda text: "Đồng Nai, ngày 15 tháng 03 năm 2017"), ("DD2",)),
    Mutant("month 2", says("dia_danh_ngay", lambda text: "Đồng Nai, ngày 15 tháng 2 năm 2017"), ("DD2",)),
    Mutant("day 5", says("dia_danh_ngay", lambda text: "Đồng Nai, ngày 5 tháng 02 năm 2017"), ("DD2",)),
    Mutant("day on the right", shaped("dia_danh_ngay", alignment=ALIGN.RIGHT), ("DD1f",)),
    Mutant("name of the paper on the left", shaped("ten_loai", alignment=ALIGN.LEFT), ("TL1f",)),
    Mutant("abstract indented", shaped("trich_yeu", left_indent=Mm(20)), ("TY1f",)),
    Mutant("no rule below the abstract", without_stroke("trich_yeu"), ("TY2", "TY3")),
    Mutant("rule of the abstract to the left", stroke("trich_yeu", indents(0, 130)), ("TY3",)),
    Mutant("comma after the last basis", says("can_cu", lambda text: f"{text[:-1]},", -1), ("CC3",)),
    Mutant("full stop after the first basis", says("can_cu", lambda text: f"{text[:-1]}."), ("CC3",)),
    Mutant("two bases in a paragraph", two_bases_in_one, ("CC4",)),
    Mutant("body at 12 pt by a style", styled("noi_dung", PARAGRAPH, small_style), ("ND1",)),
    Mutant("body at 11 pt by default", small_by_default, ("ND1",)),
    Mutant("whole body in italics", lambda view: [
        setattr(run.font, "italic", True) for part in paragraphs(view, "noi_dung") for run in part.runs], ("ND2",)),
    Mutant("ragged body", shaped("noi_dung", alignment=ALIGN.LEFT), ("ND3",)),
    Mutant("first line not indented", shaped("noi_dung", first_line_indent=Mm(0)), ("ND4",)),
    Mutant("first line 5 mm by a style", styled("noi_dung", PARAGRAPH, indented_style), ("ND4",)),
    Mutant("no space between paragraphs", shaped("noi_dung", space_after=Pt(0)), ("ND5",)),
    Mutant("double lines", shaped("noi_dung", line_spacing=2.0), ("ND6",)),
    Mutant("lines of 10 pt", shaped("noi_dung", line_spacing=Pt(10)), ("ND6",)),
    Mutant("article not bold", lambda view: [
        setattr(run.font, "bold", False) for run in one(view, "dieu").runs], ("BC6",), "quyet_dinh"),
    Mutant("article not indented", shaped("dieu", first_line_indent=Mm(0)), ("BC6",), "quyet_dinh"),
    Mutant("chapter not centred", shaped("phan_chuong", alignment=ALIGN.LEFT), ("BC1",)),
    Mutant("title of a chapter not centred", shaped("tieu_de_phan_chuong", alignment=ALIGN.LEFT), ("BC2",)),
    Mutant("points a) and f)", says("diem", lambda text: f"f{text[1:]}", 1), ("BC8",)),
    Mutant("T/M", says("quyen_han_chuc_vu", lambda text: f"T/M {text[4:]}", 1), ("KY2",)),
    Mutant("capacity on the left", shaped("quyen_han_chuc_vu", alignment=ALIGN.LEFT), ("KY1f",)),
    Mutant("signature in the left cell", moved("quyen_han_chuc_vu", 0), ("KY1f",)),
    Mutant("name on the right", shaped("ho_ten_nguoi_ky", alignment=ALIGN.RIGHT), ("KY3f",)),
    Mutant("row of signatures may part", row_may_part("quyen_han_chuc_vu"), ("KY7",)),
    Mutant("addressees without dashes", says("kinh_gui", lambda text: text.lstrip("- "), 1), ("KG3",), "to_trinh"),
    Mutant("addressee with a comma", says("kinh_gui", lambda text: f"{text[:-1]},", 1), ("KG3",), "to_trinh"),
    Mutant("Kính gửi without a colon", says("kinh_gui", lambda text: "Kính gửi"), ("KG2",), "to_trinh"),
    Mutant("Nơi nhận without a colon", says("noi_nhan_label", lambda text: "Nơi nhận"), ("NN2",)),
    Mutant("Nơi nhận centred", shaped("noi_nhan_label", alignment=ALIGN.CENTER), ("NN3",)),
    Mutant("Nơi nhận in the right cell", moved("noi_nhan_label", 1), ("NN3",)),
    Mutant("recipients without a dash", says("noi_nhan_list", lambda text: text.lstrip("- ")), ("NN6",)),
    Mutant("recipient without an end", says("noi_nhan_list", lambda text: text.rstrip(";")), ("NN6",)),
    Mutant("archive not last", says("noi_nhan_list", lambda text: "Lưu VT, PX03.", -1), ("NN6",)),
    Mutant("no “Như trên”", says("noi_nhan_list", lambda text: "- Như  trên, và"), ("NN7",), "to_trinh"),
    Mutant("annex 2 in Arabic numerals", says("phu_luc_label", lambda text: text.replace("II", "2"), 1), ("AX03",)),
    Mutant("annex not centred", shaped("phu_luc_label", alignment=ALIGN.LEFT), ("AX02",)),
    Mutant("title of an annex not centred", shaped("phu_luc_title", alignment=ALIGN.LEFT), ("AX04",)),
    Mutant("reference of an annex not centred", shaped("phu_luc_ref", alignment=ALIGN.LEFT), ("AX05",)),
    Mutant("annex counts on", start_of(1, None), ("AX06",)),
    Mutant("cells of signers may part", row_may_part("ho_ten_nguoi_ky"), ("GU2",), "giao_uoc"),
    Mutant("lines around the head", lines_around("quoc_hieu"), ("GE5",)),
    Mutant("narrow left cell", columns(50, 115), ("GE1", "GE2")),
    Mutant("sizes 13 and 13", lambda view: setattr(one(view, "tieu_ngu").runs[0].font, "size", Pt(13)), ("TN6",)),
    Mutant("no end mark", says("noi_dung", lambda text: text.rstrip("./"), -1), ("ND7",)),
)  # fmt: skip

MUTANTS = {mutant.name: mutant for mutant in (*BY_HAND, *of_looks())}


def spoil(mutant: Mutant, content: bytes, paper) -> bytes:
    """The file with the mutant's one fault in it."""
    from io import BytesIO

    from reports.papers.nd30.word_view import read

    view = read(content, replace(paper, doc_type=mutant.doc_type))
    mutant.edit(view)
    file = BytesIO()
    view.file.docx.save(file)
    return file.getvalue()
