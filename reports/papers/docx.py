"""Any paper as a Word file, from its tree and a Word master. Runs in the job worker only."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings

from reports.papers import word_xml as xml
from reports.papers.document import Document
from reports.papers.laying import laid, plain

MASTER = settings.BASE_DIR / "templates" / "papers" / "van-ban.docx"
FIELDS = (
    *("dau_trang", "ten_goi", "noi_kinh_gui", "noi_can_cu", "noi_dung", "khoi_ky", "phu_luc", "minh_hoa"),
    *("co_quan_chu_quan", "co_quan", "so_ky_hieu", "dia_danh_ngay", "ten_loai", "trich_yeu", "kinh_gui", "can_cu"),
    *("ky", "noi_nhan", "nguoi_ky", "tieu_de"),
)
"""What a Word master may name, besides the single words of the kind; the first line stands after `{{p`."""
UNSAID = {"leaves", "facts", "made"}
"""Fields of the tree no master reads as they are."""


def render_docx(document: Document, master: bytes | None = None) -> bytes:
    """The same tree and master give the same bytes. Raises jinja2.UndefinedError for a field no paper has."""
    file = _template()(BytesIO(master or MASTER.read_bytes()))
    file.render(context(document), jinja_env=_environment(), autoescape=True)
    if document.annexes:
        _last_section(file, document.annexes[-1].is_landscape)
    _dated(file, document)
    return _packed(_parts_of(file.docx.part.package))


@cache
def _template() -> Any:
    """The template of docxtpl, which looks for tabs and breaks within each run only where the file has any."""
    from docxtpl import DocxTemplate

    class Template(DocxTemplate):
        def resolve_listing(self, xml: str) -> str:
            return super().resolve_listing(xml) if any(sign in xml for sign in "\t\a\n\f") else xml

    return Template


def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def context(document: Document) -> dict[str, Any]:
    """Single words as text; whole parts as Word's own markup, made here, safe to stand as it is."""
    told = laid(document)
    return {
        **{key: plain(getattr(document, key)) for key in Document.__dataclass_fields__ if key not in UNSAID},
        **plain(document.facts),
        **_words(document, told),
        **{key: _markup(value) for key, value in _parts(told).items()},
    }


def _markup(value: str) -> Any:
    from markupsafe import Markup

    return Markup(value)


def _words(document: Document, told: dict[str, Any]) -> dict[str, Any]:
    signs = told["signs"] or {"capacity": [], "name": ""}
    words = {
        "co_quan_chu_quan": document.parent.upper(),
        "co_quan": document.agency.upper(),
        "so_ky_hieu": document.number_line,
        "dia_danh_ngay": document.place_and_day,
        "ten_loai": told["name"]["kind"],
        "trich_yeu": document.abstract,
        "tieu_de": document.title,
        "kinh_gui": told["addressees"],
        "can_cu": document.bases,
        "ky": signs["capacity"],
        "nguoi_ky": signs["name"],
        "noi_nhan": document.recipients,
    }
    return plain(words)


def _parts(told: dict[str, Any]) -> dict[str, str]:
    centred = {"space": (240, 240, 240), "sticks": True}
    bases = "".join(xml.body_para(xml.run(line, italic=True)) for line in told["bases"])
    above, below = (
        xml.para(xml.run(told[one], bold=True), **centred) if told[one] else "" for one in ("authority", "deed")
    )
    has_head = told["head"]["agency"] or told["head"]["place"]
    return {
        "minh_hoa": xml.para(xml.run(told["illustrative"], 13, italic=True)) if told["illustrative"] else "",
        "dau_trang": xml.head(told["head"]) if has_head else "",
        "ten_goi": xml.name(told["name"]),
        "noi_kinh_gui": xml.addressees(told["addressees"]),
        "noi_can_cu": above + bases + below,
        "noi_dung": xml.blocks(told["body"]),
        "khoi_ky": xml.signatures(told),
        "phu_luc": xml.annexes(told["annexes"]),
    }


def _last_section(file: Any, is_landscape: bool) -> None:
    """The page that ends the file is the last annex's."""
    from docx.enum.section import WD_ORIENT

    last = file.docx.sections[-1]
    if is_landscape:
        wide, high = sorted((last.page_width, last.page_height), reverse=True)
        last.orientation, last.page_width, last.page_height = WD_ORIENT.LANDSCAPE, wide, high


def _dated(file: Any, document: Document) -> None:
    said = file.docx.core_properties
    said.title, said.author, said.last_modified_by = plain(document.title), plain(document.agency), ""
    said.created = said.modified = datetime(*document.made)


def _parts_of(package: Any) -> dict[str, bytes]:
    """{name in the packed file: content}, as python-docx writes them."""
    from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
    from docx.opc.pkgwriter import _ContentTypesItem

    parts = package.parts
    found = {CONTENT_TYPES_URI: _ContentTypesItem.from_parts(parts).blob, PACKAGE_URI.rels_uri: package.rels.xml}
    for part in parts:
        found[part.partname] = part.blob
        if len(part.rels):
            found[part.partname.rels_uri] = part.rels.xml
    return {name.membername: content for name, content in found.items()}


def timeless(content: bytes) -> bytes:
    """The same parts with the same times, whenever they were packed."""
    with ZipFile(BytesIO(content)) as old:
        return _packed({name: old.read(name) for name in old.namelist()})


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """One order, one time, whenever it is packed."""
    packed = BytesIO()
    with ZipFile(packed, "w") as new:
        for name in sorted(parts, key=lambda one: (one != "[Content_Types].xml", one)):
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, parts[name])
    return packed.getvalue()
