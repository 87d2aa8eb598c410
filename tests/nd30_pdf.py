"""The judge of PDFs by the rows of nd30.csv: the same rows as for Word files, held against glyphs and strokes."""

from reports.papers.document import Document
from reports.papers.nd30.coverage import NEVER
from reports.papers.nd30.judging import judge
from reports.papers.nd30.looks import COMPOSITE, looks
from reports.papers.nd30.rules import BINDING, Judgement, rules
from reports.papers.nd30.word_checks import LOOKS, UNCHECKABLE
from reports.papers.nd30.wordings import WORDINGS
from tests.nd30_pdf_body import (
    addressed,
    articles,
    clause,
    heading,
    indent,
    justified,
    loose,
    no_lines,
    recipients_place,
    room_to_sign,
    signer_place,
    spaced,
    stays_whole,
    stays_with_text,
    there,
    under_capacity,
    usual_look,
)
from tests.nd30_pdf_heads import (
    across,
    annex_head,
    close_lines,
    left_head,
    nation_place,
    one_each,
    one_line,
    right_head,
    same_line,
    stroke_form,
    stroke_length,
    under,
)
from tests.nd30_pdf_page import (
    annex_numbers,
    black,
    encoding,
    first_page,
    font,
    margin_bottom,
    margin_left,
    margin_right,
    margin_top,
    number_looks,
    number_place,
    numerals,
    sheet,
    upright,
)
from tests.nd30_pdf_view import PdfView

UNCHECKED = {**UNCHECKABLE, "GE1": "bảng không có trong PDF", "GE2": "bảng không có trong PDF"}

OWN = {
    "PG01": sheet(0), "PG02": sheet(1), "PG03": upright, "PG04": margin_top, "PG05": margin_bottom,
    "PG06": margin_left, "PG07": margin_right, "PG08": font, "PG09": encoding, "PG10": black, "PG11": numerals,
    "PG12": number_looks, "PG13": number_looks, "PG14": number_place, "PG15": first_page, "AX06": annex_numbers,
    "QH1f": right_head, "QH3": nation_place, "QH4": one_line, "TN1f": under("quoc_hieu"), "DD1f": under("tieu_ngu"),
    "TN3": stroke_length("tieu_ngu"), "TN4": stroke_form("tieu_ngu"), "TN5": close_lines("quoc_hieu", "tieu_ngu"),
    "CQ1f": left_head, "CQ2f": left_head, "SK6": left_head, "CQ3": stroke_length("co_quan_ban_hanh"),
    "CQ4": stroke_form("co_quan_ban_hanh"), "CQ5": close_lines("co_quan_chu_quan", "co_quan_ban_hanh"), "CQ6": there,
    "DD3": same_line, "TL1f": across, "TY1f": across, "TY2": stroke_length("trich_yeu"),
    "TY3": stroke_form("trich_yeu"),
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
