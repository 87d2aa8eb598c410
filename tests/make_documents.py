"""Papers of every kind of the catalogue as trees, by hand: what the renderers and the judges of layout are tried on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reports.papers.catalogue import BY_SLUG, KINDS, Kind
from reports.papers.document import (
    Annex,
    Article,
    Block,
    Document,
    Facts,
    Heading,
    Para,
    Row,
    SignBlock,
    Signer,
    SignerGrid,
    Table,
)  # fmt: skip
from reports.papers.framing import Frame

MADE = (2017, 2, 15, 3, 0, 0)
SENTENCE = (
    "Các đơn vị thành viên tổ chức quán triệt đầy đủ chỉ thị, nghị quyết của cấp trên, gắn phong trào thi đua "
    "“Vì An ninh Tổ quốc” với việc thực hiện chỉ tiêu công tác năm, hằng quý có sơ kết, cuối năm có tổng kết; "
    "kết quả là căn cứ chấm điểm, xếp hạng và bình xét khen thưởng."
)
THREE_LINES = "Khối thi đua các đơn vị lực lượng Cảnh sát nhân dân thuộc Công an tỉnh và Công an các huyện phía Nam"
NAMES = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hiếu", "Khánh", "Lâm", "Minh", "Nam", "Oanh", "Phúc")
VARIANTS = ("short", "long", "three-line agency name", "13 signers", "40-row annex")


def a_frame(slug: str, **facts) -> Frame:
    """Issued, number 5, on the fifteenth of February; a unit's own paper is issued by the unit."""
    kind = BY_SLUG[slug]
    told = {
        "kind": kind,
        "parent": "Công an tỉnh Đồng Nai",
        "agency": "Khối thi đua lực lượng Cảnh sát nhân dân",
        "place": "Đồng Nai",
        "on": date(2017, 2, 15),
        "made": MADE,
        "number": 5 if kind.code else None,
        "symbol": f"{kind.code}-KTĐ" if kind.code else "",
        "capacity": ("TM. KHỐI THI ĐUA", "KHỐI TRƯỞNG"),
        "signer": "Đại tá\u00a0Nguyễn Văn Hiệu",
    }
    return Frame(**{**told, **facts})


def document_of(slug: str, **facts) -> Document:
    """A paper of this kind with every block the kind is known to use."""
    kind = BY_SLUG[slug]
    frame = a_frame(slug, **facts)
    addressed = {"addressees": ("Công an tỉnh Đồng Nai",)} if kind.doc_type in {"to_trinh", "bao_cao"} else {}
    return frame.document(
        abstract=ABSTRACTS.get(kind.doc_type, "Phát động phong trào thi đua năm 2017"),
        body=body_of(kind),
        bases=BASES if kind.doc_type in {"quyet_dinh", "ke_hoach", "giao_uoc", "quy_che"} else (),
        resolves=("KHỐI TRƯỞNG", "QUYẾT ĐỊNH:") if kind.doc_type == "quyet_dinh" else (),
        recipients=_recipients(kind),
        signs=SignBlock(("CHỦ TỌA",), "Thượng tá\u00a0Trần Văn An") if kind.is_minutes else None,
        signs_left=SignBlock(("THƯ KÝ",), "Thiếu tá\u00a0Lê Thị Bình") if kind.is_minutes else None,
        annexes=(an_annex(3),) if kind.doc_type in {"bao_cao", "to_trinh"} else (),
        **addressed,
    )


ABSTRACTS = {
    "bien_ban": "Hội nghị ký kết giao ước thi đua năm 2017",
    "giay_moi": "Dự lễ ký kết giao ước thi đua năm 2017",
    "bao_cao": "Kết quả công tác thi đua sáu tháng đầu năm 2017",
    "to_trinh": "Về việc đề nghị khen thưởng năm 2017",
    "quyet_dinh": "Về việc thành lập Khối thi đua lực lượng Cảnh sát nhân dân",
}
BASES = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Căn cứ Quyết định số 12/QĐ-CAT ngày 05 tháng 01 năm 2017 của Giám đốc Công an tỉnh về các khối thi đua",
)


def _recipients(kind: Kind) -> Sequence[str]:
    if kind.doc_type in {"tin_bai", "bang_tu_cham", "bang_tieu_chi"}:
        return ()
    first = ("Như trên",) if kind.doc_type in {"to_trinh", "bao_cao"} else ()
    return (*first, "Công an tỉnh (để báo cáo)", "Các đơn vị thành viên (để thực hiện)")


def body_of(kind: Kind) -> list[Block]:
    paras: list[Block] = [
        Para("1. Mục đích của việc tổ chức phong trào."),
        Para(SENTENCE),
        Para("a) Nêu cao trách nhiệm của người đứng đầu;"),
    ]
    paras.append(Para("b) Khen thưởng kịp thời, đúng người, đúng việc."))
    told: dict[str, list[Block]] = {
        "quyet_dinh": [Article("Điều 1.", SENTENCE), Article("Điều 2.", "Quyết định này có hiệu lực kể từ ngày ký.")],
        "quy_che": [Heading("Chương I", "chapter", "Quy định chung"), Article("Điều 1.", title="Phạm vi"), *paras],
        "bang_tieu_chi": [a_table(12)],
        "bang_tu_cham": [Para(SENTENCE), a_table(8)],
        "giao_uoc": [Heading("Nội dung giao ước"), *paras, a_grid(3)],
        "giay_moi": [
            Para(f"Trân trọng kính mời đồng chí tới dự hội nghị. {SENTENCE}"),
            Facts((("Thời gian:", "8 giờ 00, ngày 15 tháng 02 năm 2017"), ("Địa điểm:", "Hội trường Công an tỉnh"))),
            Para("Rất mong đồng chí tới dự."),
        ],
        "tin_bai": [Para(SENTENCE), Para("Tại hội nghị, các đơn vị ký kết giao ước thi đua.")],
    }
    return told.get(kind.doc_type, [Heading("I. Kết quả đạt được".upper(), "roman"), *paras, Para(SENTENCE)])


def a_table(rows: int) -> Table:
    lines = tuple(Row((str(at), f"Đơn vị thứ {at}", "92,02")) for at in range(1, rows + 1))
    return Table(("TT", "Đơn vị", "Điểm"), lines, (0.1, 0.6, 0.3), ("center", "left", "right"))


def a_grid(many: int) -> SignerGrid:
    """Signers with one line of capacity each and different names."""
    return SignerGrid(
        tuple(
            Signer(f"Phòng số {at + 1}", ("TRƯỞNG PHÒNG",), f"Thượng tá\u00a0Nguyễn Văn {name}")
            for at, name in enumerate(NAMES[:many])
        )
    )


def an_annex(rows: int, label: str = "Phụ lục") -> Annex:
    reference = "(Kèm theo văn bản số 05/KH-KTĐ ngày 15 tháng 02 năm 2017 của Khối thi đua)"
    return Annex(label, "Bảng tổng hợp kết quả chấm điểm", reference, (a_table(rows),))


def varied(document: Document, variant: str) -> Document:
    """One of VARIANTS of a paper."""
    if variant == "long":
        more = tuple(Para(f"Ý thứ {at}. {SENTENCE}") for at in range(1, 31))
        at = next((n for n, one in enumerate(document.body) if isinstance(one, Para)), len(document.body))
        return replace(document, body=(*document.body[:at], *more, *document.body[at:]))
    if variant == "three-line agency name":
        return replace(document, agency=THREE_LINES, parent="Công an tỉnh Bà Rịa - Vũng Tàu")
    if variant == "13 signers":
        kept = tuple(one for one in document.body if not isinstance(one, SignerGrid))
        return replace(document, body=(*kept, a_grid(13)))
    if variant == "40-row annex":
        wide = replace(an_annex(40, "Phụ lục II"), is_landscape=True)
        return replace(document, annexes=(an_annex(40, "Phụ lục I"), wide))
    return document


SLUGS = tuple(kind.slug for kind in KINDS)


def everything(doc_type: str = "ke_hoach") -> Document:
    """A paper with every part a row of the decree speaks of; which rows cover it follows from its kind."""
    paper = document_of("plan")
    body = (
        Heading("Chương I", "chapter", "Quy định chung"),
        Heading("I. KẾT QUẢ ĐẠT ĐƯỢC", "roman"),
        Heading("1. Công tác tổ chức"),
        Article("Điều 1.", SENTENCE, "Phạm vi"),
        *body_of(BY_SLUG["year_end"])[1:],
        Facts((("Thời gian:", "8 giờ 00"), ("Địa điểm:", "Hội trường Công an tỉnh"))),
        a_table(3),
        a_grid(3),
        Para("Kế hoạch này được phổ biến đến các đơn vị./."),
    )
    annexes = (an_annex(30, "Phụ lục I"), replace(an_annex(40, "Phụ lục II"), is_landscape=True))
    told = {"body": body, "annexes": annexes, "addressees": ("Công an tỉnh Đồng Nai", "Hội đồng Thi đua - Khen thưởng")}
    recipients = ("- Như trên;", "- Các đơn vị thành viên (để thực hiện);", "- Lưu: VT, PX03.")
    return replace(paper, doc_type=doc_type, recipients=recipients, **told)
