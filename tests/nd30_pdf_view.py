"""A PDF opened for judging: its pages, the parts of the paper in it, the strokes below them."""

import re
from functools import cached_property

from reports.papers.document import Document
from reports.papers.nd30.parts import Part, Piece, parts_of
from tests.nd30_pdf_read import MM, PdfPage, PdfUnit, Stroke, read_pages

EDGE = 0.6  # millimetres: bearings of letters, half a stroke of a table
MIDDLE = 2.0
LINE = 1.149  # em of a single line
TOP_OF_TEXT = 19.5


class PdfView:
    """A PDF opened for judging."""

    def __init__(self, content: bytes, document: Document):
        self.document = document
        self.pages: list[PdfPage] = read_pages(content)
        numbers = {id(unit) for page in self.pages for unit in page.units if is_number(unit)}
        self.numbers = [unit for page in self.pages for unit in page.units if id(unit) in numbers]
        self.units = [unit for page in self.pages for unit in page.units if id(unit) not in numbers]
        told = {"page_number": Part(tuple(Piece((unit,)) for unit in self.numbers))}
        self.parts = parts_of(document, self.units) | told

    @cached_property
    def starts(self) -> list[int]:
        """Pages on which the paper and its annexes begin."""
        return [0, *(piece.units[0].page for piece in self.parts["phu_luc_label"].pieces)]

    def within(self, page: int) -> int:
        """Which page of its part this is, from 1."""
        return page - max(start for start in self.starts if start <= page) + 1

    def is_turned(self, page: PdfPage) -> bool:
        return page.width > page.height and len(self.starts) > 1 and page.number >= self.starts[1]

    @cached_property
    def upright(self) -> list[PdfPage]:
        return [page for page in self.pages if page.height > page.width]

    def text_of(self, page: PdfPage) -> list[PdfUnit]:
        return [unit for unit in page.units if not any(unit is one for one in self.numbers)]

    def stroke_below(self, piece: Piece) -> Stroke | None:
        """The nearest line of its own right below the piece's last line."""
        last = piece.units[-1]
        near = [
            one
            for one in self.pages[last.page].strokes
            if 0.15 * last.size * MM < one.at - last.baseline < 6 and one.left < last.middle < one.right
        ]
        return min(near, key=lambda one: one.at, default=None)


def is_number(unit: PdfUnit) -> bool:
    return bool(re.fullmatch(r"\s*\d+\s*", unit.text)) and unit.bottom < TOP_OF_TEXT + 0.6


def lines_of(view: PdfView, name: str) -> list[PdfUnit]:
    return [unit for piece in view.parts[name].pieces for unit in piece.units]
