"""Workbooks as people make them: plain tables with fonts, hidden lines, merged cells, formulas; and hostile ones."""

import zipfile
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
)
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def a_book(*rows, fonts=None, hidden=(), merged=(), title="Bảng") -> BytesIO:
    """`fonts`: {address: name of the font}; `hidden`: numbers of lines."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for address, font in (fonts or {}).items():
        sheet[address].font = Font(name=font)
    for line in hidden:
        sheet.row_dimensions[line].hidden = True
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book) -> BytesIO:
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def raw_book(sheet: str, **more: str | bytes) -> BytesIO:
    """A zip around the XML of one sheet; `more` parts by name, “/” written “__”."""
    parts = {"[Content_Types].xml": TYPES, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS}
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet, **{k.replace("__", "/"): v for k, v in more.items()}})


def zipped(parts) -> BytesIO:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    kept.seek(0)
    return kept


def sheet_xml(rows: str) -> str:
    return f'<?xml version="1.0"?><worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>'
