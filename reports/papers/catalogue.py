"""Every paper the house writes: slug, name, what it is about, type code, formats. One word from here to module and URL.

`reports/papers/kinds/<slug>.py` says what the paper says: `write(subject, frame) -> Document`. A new paper is one row
here and one module there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.papers.document import Document

BLOC, PACT, TABLE, CEREMONY, SHEET, RESULT, UNIT = "bloc", "pact", "table", "ceremony", "sheet", "result", "unit"
"""What a paper is about. `unit`: one member unit of a bloc, in that bloc."""

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"


@dataclass(frozen=True)
class Kind:
    """`code` is the abbreviation of decree 30/2020 (“KH”), "" for kinds without a registered number; `doc_type` the
    word of nd30.csv; `issuer` who it is issued by: the bloc, its organiser, or the unit; `about` names the subject.
    """

    slug: str
    name: Any
    type_name: str
    doc_type: str
    code: str
    about: str
    issuer: str
    formats: tuple[str, ...] = (PDF, DOCX)
    is_minutes: bool = False

    @property
    def write(self) -> Callable[..., Document]:
        return import_module(f"reports.papers.kinds.{self.slug}").write

    @property
    def gaps(self) -> Callable[[Any], list[tuple[str, str]]]:
        """`gaps(subject)`: what such a paper would lack, each a sentence and the address where it is written."""
        return getattr(import_module(f"reports.papers.kinds.{self.slug}"), "gaps", lambda subject: [])

    @property
    def subjects(self) -> Callable[..., Any]:
        """`subjects(bloc)`: the things of this bloc such a paper can be written about, as a list in order."""
        return import_module(f"reports.papers.kinds.{self.slug}").subjects


ALL = (PDF, DOCX, XLSX)

KINDS = (
    Kind("founding", _("decision on forming the bloc"), "Quyết định", "quyet_dinh", "QĐ", BLOC, "organiser"),
    Kind("regulation", _("regulation of the bloc"), "Quy chế", "quy_che", "QC", BLOC, "bloc"),
    Kind("plan", _("yearly plan"), "Kế hoạch", "ke_hoach", "KH", BLOC, "bloc"),
    Kind("criteria", _("criteria table"), "Bảng tiêu chí", "bang_tieu_chi", "", TABLE, "bloc", ALL),
    Kind("registration", _("registration of titles"), "Bản đăng ký", "ban_dang_ky", "", UNIT, "unit"),
    Kind("pact", _("pact"), "Giao ước thi đua", "giao_uoc", "", PACT, "bloc"),
    Kind("invitation", _("invitation"), "Giấy mời", "giay_moi", "GM", CEREMONY, "bloc"),
    Kind("signing_minutes", _("minutes of signing"), "Biên bản", "bien_ban", "BB", CEREMONY, "bloc", is_minutes=True),
    Kind("cross_check", _("minutes of cross-check"), "Biên bản", "bien_ban", "BB", SHEET, "bloc", is_minutes=True),
    Kind("self_score", _("self-score sheet"), "Bảng tự chấm điểm", "bang_tu_cham", "", SHEET, "unit", ALL),
    Kind("score_summary", _("summary of scores"), "Báo cáo", "bao_cao", "BC", RESULT, "bloc", ALL),
    Kind("review_minutes", _("minutes of the review"), "Biên bản", "bien_ban", "BB", CEREMONY, "bloc", is_minutes=True),
    Kind("count_minutes", _("minutes of the count"), "Biên bản", "bien_ban", "BB", CEREMONY, "bloc", is_minutes=True),
    Kind("half_year", _("six-month report"), "Báo cáo", "bao_cao", "BC", BLOC, "bloc", ALL),
    Kind("year_end", _("year-end report"), "Báo cáo", "bao_cao", "BC", BLOC, "bloc", ALL),
    Kind("submission", _("submission for honours"), "Tờ trình", "to_trinh", "TTr", BLOC, "bloc", ALL),
    Kind("handover", _("handover minutes"), "Biên bản", "bien_ban", "BB", BLOC, "bloc", is_minutes=True),
    Kind("news", _("news item"), "Tin bài", "tin_bai", "", CEREMONY, "bloc"),
)  # fmt: skip
BY_SLUG = {kind.slug: kind for kind in KINDS}
