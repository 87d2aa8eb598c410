"""Which check judges which row on a Word file, and the rows none can judge, each with its reason."""

from typing import Final

from reports.papers.nd30.coverage import NEVER
from reports.papers.nd30.judging import Check
from reports.papers.nd30.looks import COMPOSITE, Problem, has_case, looks, missing, short, wrong
from reports.papers.nd30.rules import BINDING, Rule, rules
from reports.papers.nd30.word_layout import LAYOUT, _across, _indent
from reports.papers.nd30.word_page import PAGE
from reports.papers.nd30.word_view import WordView
from reports.papers.nd30.wordings import WORDINGS

UNCHECKABLE: Final = {
    "CQ7": "cần người đọc: tên cơ quan chủ quản trực tiếp lấy từ tiêu đề đơn vị ban hành",
    "BC9": "cần người đọc: viện dẫn lần đầu phải đủ tên loại, số, ngày, cơ quan, trích yếu",
    "BC3": "văn bản của hệ thống không chia mục, tiểu mục có chữ “Mục”",
    "BC3s": "văn bản của hệ thống không chia mục, tiểu mục có chữ “Mục”",
    "BC4": "văn bản của hệ thống không chia mục, tiểu mục có chữ “Mục”",
    "BC4s": "văn bản của hệ thống không chia mục, tiểu mục có chữ “Mục”",
    "NS1": "văn bản của hệ thống không in ký hiệu người soạn thảo và số lượng bản",
    "DM1": "hệ thống không nhận nội dung bí mật nhà nước",
    "GE6": "cần người đọc: thứ tự đọc của các ô",
    "GU1": "là một quy ước đặt tên của danh mục văn bản",
    "GU3": "thứ tự ký lấy từ danh sách đơn vị của khối",
    "GU4": "mã xác thực chỉ có trên bản giao ước niêm phong",
    "TR1": "phiên bản thể thức được ghi cùng văn bản trong hệ thống",
}
"""Rows no machine judges in any format."""

UNCHECKED: Final = {**UNCHECKABLE, "KY8": "chiều cao khoảng trống để ký được đo trên bản PDF"}


def annex_part(view: WordView, rule: Rule) -> list[Problem]:
    """Look and place of a line at the head of an annex."""
    told = missing(view.parts[rule.component])
    for piece, paragraph in view.paragraphs(rule.component):
        told += wrong(piece, COMPOSITE[rule.id])
        if _across(view, paragraph):
            told.append(Problem(f"“{short(piece.text)}” phải canh giữa", paragraph.align, "canh giữa"))
    return told


def heading(view: WordView, rule: Rule) -> list[Problem]:
    """“Chương I” and its title: bold, centred."""
    return annex_part(view, rule)


def article(view: WordView, rule: Rule) -> list[Problem]:
    told = WORDINGS["BC6"](view, rule)
    for piece, paragraph in view.paragraphs("dieu"):
        if paragraph is view.paragraph(piece) and _indent(view, paragraph):
            told.append(Problem(f"“{short(piece.text)}” lùi đầu dòng 10 mm hoặc 12,7 mm", "", "10 mm"))
    return told


def clause(view: WordView, rule: Rule) -> list[Problem]:
    """Upright; bold only where it is a title on its own line, which the paper calls a heading."""
    told = looks(view, rule)
    for piece in view.parts["muc_thuong"].pieces:
        if any(span.italic for span in piece.spans) or not has_case(piece.text, "sentence"):
            told.append(Problem(f"“{short(piece.text)}” in thường, kiểu chữ đứng", "", "chữ đứng"))
    return told


OWN: Final = {"AX02": annex_part, "AX04": annex_part, "AX05": annex_part, "BC1": heading, "BC2": heading,
              "BC6": article, "BC7": clause}  # fmt: skip
LOOKS: Final = {"letter_case", "font_size", "bold", "italic", "underline"}


def _checks() -> dict[str, Check]:
    """Own checks first, then those of words, and for what is left the looks the row states."""
    left = {
        rule.id: looks
        for rule in rules().values()
        if rule.level in BINDING and (rule.property in LOOKS or rule.id in COMPOSITE) and not is_never(rule)
    }
    known = {**left, **{name: one for name, one in WORDINGS.items()}, **PAGE, **LAYOUT, **OWN}
    return {name: one for name, one in known.items() if name not in UNCHECKED and not is_never(rules()[name])}


def is_never(rule: Rule) -> bool:
    """Whether no kind of the catalogue is covered."""
    return rule.doc_types in NEVER


CHECKS: Final = _checks()
