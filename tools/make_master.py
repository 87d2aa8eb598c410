"""Make the house's own Word master, templates/papers/van-ban.docx: the same bytes each time."""

import os
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

PARTS = ("minh_hoa", "dau_trang", "ten_goi", "noi_kinh_gui", "noi_can_cu", "noi_dung", "khoi_ky", "phu_luc")


def master() -> bytes:
    """A4 with the margins of decree 30/2020, Times New Roman, the page's number above, one field for each part."""
    from docx import Document

    from reports.papers.docx import timeless

    file = Document()
    _style(file.styles["Normal"])
    _page(file.sections[0])
    for part in PARTS:
        file.add_paragraph("{{p " + part + " }}")
    file.core_properties.author = file.core_properties.comments = file.core_properties.title = ""
    file.core_properties.created = file.core_properties.modified = datetime(2020, 3, 5)
    made = BytesIO()
    file.save(made)
    return timeless(made.getvalue())


def _style(style) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt

    style.font.size = Pt(14)
    if style.element.rPr.rFonts is not None:
        style.element.rPr.remove(style.element.rPr.rFonts)
    name = "Times New Roman"
    fonts = " ".join(f'w:{at}="{name}"' for at in ("ascii", "hAnsi", "eastAsia", "cs"))
    style.element.rPr.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))
    language = style.element.rPr.find(qn("w:lang"))
    if language is None:
        style.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="vi-VN"/>'))
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _page(section) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    from reports.papers.word_xml import section as page_of

    first = section.first_page_header
    first.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    line.alignment = 1
    line.style = section.part.document.styles["Normal"]
    first.paragraphs[0].style = line.style
    number = '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>2</w:t></w:r>'
    line._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE">{number}</w:fldSimple>'))
    own = section._sectPr
    for part in list(own):
        if not part.tag.endswith("headerReference"):
            own.remove(part)
    for part in parse_xml(f"<w:sectPr {nsdecls('w')}>{page_of(False)}</w:sectPr>"):
        own.append(part)


if __name__ == "__main__":
    (ROOT / "templates" / "papers" / "van-ban.docx").write_bytes(master())
