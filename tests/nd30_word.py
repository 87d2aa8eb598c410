"""A Word file of a paper made by hand with python-docx, apart from the house's renderer: what the judge is tried on."""

from io import BytesIO

from docx import Document as new_word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.papers.document import Document
from reports.papers.nd30.parts import MOTTO, NATION
from reports.papers.nd30.widths import width


def put(parent, tag: str, **attributes):
    """A child element with attributes of Word's namespace."""
    child = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    parent.append(child)
    return child


class Writer:
    """Writes one paper; `where` are the body or a cell."""

    def __init__(self, paper: Document):
        self.paper, self.word = paper, new_word()
        normal = self.word.styles["Normal"]
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), "Times New Roman")
        normal.font.size = Pt(14)
        normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.line_spacing = 1.0

    def bytes(self) -> bytes:
        self._page(self.word.sections[0])
        self._heads()
        self._name()
        self._body()
        self._end()
        for annex in self.paper.annexes:
            self._annex(annex)
        file = BytesIO()
        self.word.save(file)
        return file.getvalue()

    def line(self, where, text: str, size=14, *, bold=False, italic=False, align=ALIGN.CENTER):
        first = getattr(where, "paragraphs", [])
        bare = where is not self.word and len(first) == 1 and not first[0].text
        paragraph = first[0] if bare else where.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
        paragraph.alignment = align
        return paragraph

    def rule(self, where, text: str, size: float, part: float, room: float):
        """An empty line whose upper border is `part` of the text's width; `room` in millimetres."""
        paragraph = where.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(4)
        indent = Mm((room - part * width(text, size, bold=True)) / 2)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
        put(put(paragraph._p.get_or_add_pPr(), "pBdr"), "top", val="single", sz=6, space=1, color="000000")

    def table(self, columns: tuple[float, ...], rows: int = 1):
        table = self.word.add_table(rows, len(columns))
        table.autofit = False
        for row in table.rows:
            put(row._tr.get_or_add_trPr(), "cantSplit")
            for cell, wide in zip(row.cells, columns, strict=True):
                cell.width = Mm(wide)
        for column, wide in zip(table.columns, columns, strict=True):
            column.width = Mm(wide)
        margins = put(table._tbl.tblPr, "tblCellMar")
        for side in ("left", "right"):
            put(margins, side, w=0, type="dxa")
        return table

    def _page(self, section) -> None:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True
        section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        put(put(paragraph._p, "fldSimple", instr=" PAGE "), "r").append(OxmlElement("w:t"))
        paragraph._p.find(f".//{qn('w:t')}").text = "2"

    def _heads(self) -> None:
        table = self.table((65, 100), 2)
        left, right = table.rows[0].cells
        self.line(left, self.paper.parent.upper(), 13)
        self.line(left, self.paper.agency.upper(), 13, bold=True)
        self.rule(left, last_line(self.paper.agency.upper(), 13, 65), 13, 0.4, 65)
        self.line(right, NATION, 13, bold=True)
        self.line(right, MOTTO, 14, bold=True)
        self.rule(right, MOTTO, 14, 1, 100)
        number, day = table.rows[1].cells
        self.line(number, self.paper.number_line, 13)
        self.line(day, self.paper.place_and_day, 14, italic=True)

    def _name(self) -> None:
        self.line(self.word, self.paper.type_name.upper(), bold=True)
        self.line(self.word, self.paper.abstract, bold=True)
        self.rule(self.word, self.paper.abstract, 14, 0.4, 165)
        if len(self.paper.addressees) == 1:
            self.line(self.word, f"Kính gửi: {self.paper.addressees[0]}", align=ALIGN.LEFT)
        elif self.paper.addressees:
            self.line(self.word, "Kính gửi:", align=ALIGN.LEFT)
            for at, one in enumerate(self.paper.addressees, start=1):
                self.line(self.word, f"- {one}{'.' if at == len(self.paper.addressees) else ';'}", align=ALIGN.LEFT)

    def body_line(self, text: str, **looks):
        paragraph = self.line(self.word, text, align=ALIGN.JUSTIFY, **looks)
        form = paragraph.paragraph_format
        form.first_line_indent, form.space_after, form.line_spacing = Mm(10), Pt(6), 1.15
        return paragraph

    def _body(self) -> None:
        for basis in self.paper.bases:
            self.body_line(basis, italic=True)
        for block in self.paper.body:
            getattr(self, f"_{block.block}")(block)

    def _para(self, block) -> None:
        self.body_line(block.text, bold=block.style == "bold", italic=block.style == "italic")

    def _heading(self, block) -> None:
        if block.level == "chapter":
            self.line(self.word, block.text, bold=True)
            self.line(self.word, block.title.upper(), bold=True)
        else:
            self.body_line(block.text, bold=True)

    def _article(self, block) -> None:
        paragraph = self.body_line(f"{block.number} {block.title}".strip(), bold=True)
        if block.text:
            paragraph.add_run(f" {block.text}").font.bold = False

    def _facts(self, block) -> None:
        table = self.table((40, 125), len(block.rows))
        for row, (label, said) in zip(table.rows, block.rows, strict=True):
            self.line(row.cells[0], label, align=ALIGN.LEFT)
            self.line(row.cells[1], said, align=ALIGN.LEFT)

    def _table(self, block) -> None:
        table = self.table(tuple(165 * part / sum(block.widths) for part in block.widths), len(block.rows) + 1)
        table.style = "Table Grid"
        for row, cells in zip(table.rows, (block.heads, *(one.cells for one in block.rows)), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                self.line(cell, text, 11, align=ALIGN.LEFT)

    def _signers(self, block) -> None:
        table = self.table((82.5, 82.5), -(-len(block.signers) // 2))
        for at, one in enumerate(block.signers):
            cell = table.rows[at // 2].cells[at % 2]
            self.line(cell, one.unit.upper(), 13, bold=True)
            self._sign(cell, one)

    def _sign(self, cell, one) -> None:
        for text in one.capacity:
            self.line(cell, text, bold=True)
        cell.add_paragraph().paragraph_format.space_after = Mm(24)
        self.line(cell, one.name, bold=True)

    def _end(self) -> None:
        table = self.table((65, 100))
        left, right = table.rows[0].cells
        if self.paper.recipients:
            self.line(left, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
            for one in self.paper.recipients:
                self.line(left, one, 11, align=ALIGN.LEFT)
        for cell, one in ((left, self.paper.signs_left), (right, self.paper.signs)):
            if one:
                self._sign(cell, one)

    def _annex(self, annex) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        if annex.is_landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
        put(section._sectPr, "pgNumType", start=1)
        self.line(self.word, annex.label, bold=True)
        self.line(self.word, annex.title.upper(), bold=True)
        self.line(self.word, annex.reference, italic=True)
        for block in annex.body:
            getattr(self, f"_{block.block}")(block)


def last_line(text: str, size: float, room: float) -> str:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        line = longer if width(longer, size, bold=True) <= room else word
    return line


def write_by_hand(paper: Document) -> bytes:
    return Writer(paper).bytes()
