"""Which rows cover a paper: by its kind (`doc_types` of nd30.csv) and by what it is made of. A row that does not cover
it says why.
"""

import re
from collections.abc import Callable, Iterator

from reports.papers.document import Article, Document, Heading, Para, SignerGrid
from reports.papers.nd30.rules import Rule

NO_PAPER = "tin_bai"
NUMBERLESS = {"giao_uoc", "bang_tieu_chi", "ban_dang_ky", "bang_tu_cham", NO_PAPER}
"""Kinds the decree has no abbreviation for; they bear no number."""

NEWS_PARTS = {"page", "page_number", "noi_dung"}

NEVER = {
    "civil": "chỉ áp dụng cho cơ quan dân sự; cấp bậc hàm trước họ tên do Bộ Công an quy định",
    "police": "thuộc thẩm quyền Bộ Công an, là một thiết lập của đơn vị ban hành",
    "e-documents": "hệ thống không vẽ hình chữ ký số, hình dấu",
    "attached files": "hệ thống không ký số tệp kèm theo",
    "urgent": "văn bản của hệ thống không mang dấu chỉ độ khẩn",
    "classified": "hệ thống không nhận nội dung bí mật nhà nước",
    "limited": "văn bản của hệ thống không mang chỉ dẫn phạm vi lưu hành",
    "optional": "văn bản của hệ thống không in địa chỉ ở chân trang",
    "scanned evidence": "quy định cho bản số hóa, không phải văn bản soạn ra",
    "copies": "hệ thống không lập bản sao",
    "cong_van": "không phải công văn",
}


def blocks(document: Document) -> Iterator:
    """Every block of the paper and of its annexes."""
    yield from document.body
    for annex in document.annexes:
        yield from annex.body


def paras(document: Document) -> list[Para]:
    return [block for block in blocks(document) if isinstance(block, Para)]


def plain_texts(document: Document) -> list[str]:
    """Paragraphs that run over the whole width."""
    return [block.text for block in paras(document) if block.text.strip() and not block.is_centred]


def signers(document: Document) -> list:
    return [one for block in blocks(document) if isinstance(block, SignerGrid) for one in block.signers]


def _headings(level: str) -> Callable[[Document], bool]:
    return lambda document: any(isinstance(one, Heading) and one.level == level for one in blocks(document))


def _begins(pattern: str) -> Callable[[Document], bool]:
    return lambda document: any(re.match(pattern, text) for text in plain_texts(document))


def _signed(document: Document) -> bool:
    return bool(document.signs or document.signs_left or signers(document))


def _named(document: Document) -> bool:
    blocks_of = [document.signs, document.signs_left, *signers(document)]
    return any(one and re.search(r"\w", one.name) for one in blocks_of)


NEEDS: dict[str, tuple[Callable[[Document], object], str]] = {
    "co_quan_chu_quan": (lambda d: d.parent, "văn bản không ghi cơ quan chủ quản"),
    "so_ky_hieu": (lambda d: d.number_line, "loại văn bản này không mang số và ký hiệu"),
    "dia_danh_ngay": (lambda d: d.place_and_day, "văn bản không ghi địa danh và thời gian"),
    "trich_yeu": (lambda d: d.abstract, "văn bản không có trích yếu"),
    "trich_yeu_rule": (lambda d: d.abstract, "văn bản không có trích yếu"),
    "can_cu": (lambda d: d.bases, "văn bản không nêu căn cứ"),
    "noi_dung": (plain_texts, "văn bản chỉ gồm bảng và chữ ký"),
    "phan_chuong": (_headings("chapter"), "văn bản không chia chương"),
    "tieu_de_phan_chuong": (_headings("chapter"), "văn bản không chia chương"),
    "muc_tieu_muc": (lambda d: False, "văn bản không chia mục, tiểu mục có chữ “Mục”"),
    "tieu_de_muc": (lambda d: False, "văn bản không chia mục, tiểu mục có chữ “Mục”"),
    "muc_la_ma": (_headings("roman"), "văn bản không có mục đánh số La Mã"),
    "dieu": (lambda d: any(isinstance(one, Article) for one in blocks(d)), "văn bản không chia điều"),
    "khoan": (_begins(r"\d+\. "), "văn bản không chia khoản"),
    "diem": (_begins(r"\w\) "), "văn bản không chia điểm"),
    "quyen_han_chuc_vu": (_signed, "văn bản không có khối ký"),
    "quyen_han": (_signed, "văn bản không có khối ký"),
    "ho_ten_nguoi_ky": (_named, "chưa có tên người ký"),
    "khoi_ky": (lambda d: d.signs, "văn bản không có khối ký ở cuối"),
    "kinh_gui": (lambda d: d.addressees, "văn bản không ghi “Kính gửi”"),
    "noi_nhan_label": (lambda d: d.recipients, "văn bản không ghi nơi nhận"),
    "noi_nhan_list": (lambda d: d.recipients, "văn bản không ghi nơi nhận"),
    "giao_uoc": (lambda d: d.doc_type == "giao_uoc", "không phải bản giao ước"),
    "ky_hieu_soan_thao": (lambda d: False, "văn bản không in ký hiệu người soạn thảo và số lượng bản"),
    "sign_table": (_signed, "văn bản không có khối ký"),
}


def why_not(rule: Rule, document: Document) -> str:
    """Why the row does not cover this paper; "" where it does."""
    if document.doc_type == NO_PAPER and rule.component not in NEWS_PARTS:
        return "tin bài không phải văn bản hành chính"
    if rule.component == "so_ky_hieu" and document.doc_type in NUMBERLESS:
        return "loại văn bản này không có chữ viết tắt trong NĐ 30/2020 nên không mang số"
    return _by_kind(rule, document) or _by_parts(rule, document)


def _by_kind(rule: Rule, document: Document) -> str:
    kinds = rule.doc_types
    if kinds in NEVER and document.doc_type != kinds:
        return NEVER[kinds]
    if kinds == "phu_luc":
        return "" if document.annexes else "văn bản không có phụ lục"
    if kinds in {"all", "all but van_ban_kem_theo", "docs with parts", "paper", "cong_van"}:
        return ""
    if kinds == "titled docs":
        return "công văn không có tên loại" if document.doc_type == "cong_van" else ""
    return "" if document.doc_type in kinds.split(",") else "không áp dụng cho loại văn bản này"


def _by_parts(rule: Rule, document: Document) -> str:
    has, reason = NEEDS.get(rule.component, (None, ""))
    if rule.id == "NN7" and not document.addressees:
        return "văn bản không ghi “Kính gửi”"
    if rule.id == "DD3" and not document.number_line:
        return "loại văn bản này không mang số và ký hiệu"
    if rule.id == "GU2" and not signers(document):
        return "văn bản không có khối ký nhiều bên"
    return reason if has and not has(document) else ""
