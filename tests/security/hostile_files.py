"""Files that mean harm, each under the name it would come with; made once, as some are large once unpacked."""

import zipfile
import zlib
from functools import cache
from io import BytesIO

from tests.blocs.excel.books import TYPES as SHEETS
from tests.blocs.excel.books import raw_book, sheet_xml, zipped
from tests.blocs.excel.test_guard import a_text, bomb, locked, old_excel
from tests.reports.test_masters import LINKED, TYPES, a_master
from tests.shelves import PDF, a_photo

MACRO_TYPES = SHEETS.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
ENTITIES = '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]><worksheet>&d;</worksheet>'
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
FAR = LINKED.replace('"x"', f'"{TEMPLATE}"')
ACTION = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def macros() -> bytes:
    return zipped({"[Content_Types].xml": MACRO_TYPES, "xl/workbook.xml": "<a/>", "xl/vbaProject.bin": "x"}).getvalue()


def nested() -> bytes:
    return zipped({f"{n}.zip": bomb().getvalue() for n in range(5)}).getvalue()


def empty_lines(*heads: str) -> bytes:
    lines = "".join(f'<row r="{n}" spans="1:9" s="4" customFormat="1"/>' for n in range(2, 1_048_577))
    return raw_book(sheet_xml(f'<row r="1">{"".join(map(a_text, heads))}</row>{lines}')).getvalue()


def acting(action: bytes = ACTION) -> bytes:
    return PDF.replace(b"<</Type/Catalog>>", b"<</Type/Catalog/OpenAction " + action + b">>")


def packed_action() -> bytes:
    packed = zlib.compress(b"7 0 " + ACTION)
    said = b"6 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return PDF.replace(b"xref\n", said + packed + b"\nendstream\nendobj\nxref\n", 1)


def polyglot() -> bytes:
    """A page for a browser, a PDF for a reader that looks further down, and an archive at its end."""
    return HTML + b"\n" + acting() + zipped({"a.js": "alert(1)"}).getvalue()


def locked_parts() -> bytes:
    kept = bytearray(zipped({"[Content_Types].xml": SHEETS, "xl/workbook.xml": "<a/>"}).getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = kept.find(mark)
        while at >= 0:
            kept[at + place] |= 1
            at = kept.find(mark, at + 4)
    return bytes(kept)


def swollen_json() -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nam-2010.json", b"[" * 90_000_000)
    return kept.getvalue()


def a_word(**parts) -> bytes:
    return a_master("{{ trich_yeu }}", **parts).getvalue()


MAKERS = {
    "old excel": ("bang.xls", lambda: old_excel().getvalue()),
    "old excel renamed": ("bang.xlsx", lambda: old_excel().getvalue()),
    "password": ("bang.xlsx", lambda: locked().getvalue()),
    "locked parts": ("bang.xlsx", locked_parts),
    "macros": ("bang.xlsm", macros),
    "macros renamed": ("bang.xlsx", macros),
    "bomb": ("bang.xlsx", lambda: bomb().getvalue()),
    "bombs in an archive": ("bang.zip", nested),
    "bombs in an archive renamed": ("bang.xlsx", nested),
    "swollen archive": ("nam.zip", swollen_json),
    "entities": ("bang.xlsx", lambda: raw_book(ENTITIES).getvalue()),
    "entities in utf-16": ("bang.xlsx", lambda: raw_book(ENTITIES.encode("utf-16")).getvalue()),
    "a million empty lines": ("bang.xlsx", empty_lines),
    "code in a master": ("mau.docx", lambda: a_master("{% import 'os' as os %}{{ os.system('x') }}").getvalue()),
    "word with macros": ("mau.docx", lambda: a_word(**{"word/vbaProject.bin": "x"})),
    "word with macros by type": ("mau.docx", lambda: a_word(types=TYPES.replace("document.main", "macroEnabled.main"))),
    "word linked elsewhere": (
        "mau.docx",
        lambda: a_word(**{"word/_rels/settings.xml.rels": FAR}),
    ),
    "word with an object": ("mau.docx", lambda: a_word(**{"word/embeddings/oleObject1.bin": "x"})),
    "word that leads out": ("mau.docx", lambda: a_word(**{"../../etc/x.xml": "<a/>"})),
    "picture named pdf": ("quyet-dinh.pdf", lambda: a_photo("PNG")),
    "page named png": ("anh.png", lambda: HTML),
    "drawing named png": ("anh.png", lambda: SVG),
    "program named docx": ("bao-cao.docx", lambda: b"MZ\x90\x00" + bytes(4000)),
    "pdf that acts": ("bao-cao.pdf", acting),
    "pdf that acts in other letters": ("bao-cao.pdf", lambda: acting(ACTION.replace(b"/JavaScript", b"/J#61vaScript"))),
    "pdf that acts from within": ("bao-cao.pdf", packed_action),
    "page and pdf at once": ("bao-cao.pdf", polyglot),
    "nothing": ("trong.pdf", lambda: b""),
    "a name that leads out and turns back": ("../../../tmp/\u202egpj.exe", lambda: b"MZ" + bytes(600)),
}


@cache
def hostile(name: str) -> tuple[str, bytes]:
    """(name of the file, content)."""
    file, make = MAKERS[name]
    return file, make()
