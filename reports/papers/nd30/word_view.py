"""A Word file opened for judging: its lines, parts, numbers of pages, and the strokes under its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any, Final

from reports.papers.document import Document
from reports.papers.nd30.parts import Part, Piece, parts_of
from reports.papers.nd30.widths import width
from reports.papers.nd30.word_looks import TWIPS_MM, A, W, number, value
from reports.papers.nd30.word_read import Paragraph, WordFile, WordUnit

WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V: Final = "{urn:schemas-microsoft-com:vml}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LENGTHS: Final = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "": 25.4 / 72, "px": 25.4 / 96}
PAGE = re.compile(r"(^|\s)PAGE(\s|$)")


@dataclass(frozen=True)
class Stroke:
    """A line drawn under a part: millimetres long, of one solid stroke, in the middle of its place."""

    length: float
    is_solid: bool
    is_centred: bool


class WordView:
    """What the checks ask of a Word file."""

    def __init__(self, file: WordFile, document: Document):
        self.file, self.document = file, document
        self.units = file.units
        self.parts = parts_of(document, self.units) | {"page_number": Part(tuple(self.page_numbers()))}

    @cached_property
    def sections(self) -> list:
        return list(self.file.docx.sections)

    @cached_property
    def annex_sections(self) -> list[int]:
        return [self.paragraph(piece).section for piece in self.parts["phu_luc_label"].pieces]

    def paragraph(self, piece: Piece) -> Paragraph:
        return piece.units[0].paragraph

    def paragraphs(self, component: str) -> Iterator[tuple[Piece, Paragraph]]:
        """Each piece with each of its paragraphs."""
        for piece in self.parts[component].pieces:
            for paragraph in dict.fromkeys(unit.paragraph for unit in piece.units):
                yield piece, paragraph

    def page_numbers(self) -> Iterator[Piece]:
        """The lines of headers and footers in which the number of the page stands, of every section."""
        for section in self.file.docx.sections:
            places = [section.header, section.footer]
            places += [section.even_page_header] if self.file.docx.settings.odd_and_even_pages_header_footer else []
            for place in places:
                for element in place._element.iter(W + "p"):
                    if numbers_page(element):
                        yield Piece(tuple(self.file.lines_of(element)))

    def every_span(self) -> Iterator:
        """All text there is: body, headers and footers."""
        for unit in self.units:
            yield from unit.spans
        for section in self.sections:
            for place in (section.header, section.footer, section.first_page_header, section.first_page_footer):
                for element in place._element.iter(W + "p"):
                    for line in self.file.lines_of(element):
                        yield from line.spans

    def text_width(self, piece: Piece, *, last_line: bool) -> float:
        """Millimetres; of the last line the text takes in its place, where it wraps."""
        room = self.room(self.paragraph(piece))
        lines = [line for unit in piece.units for line in wrapped(unit, room)]
        return lines[-1] if last_line else max(lines)

    def room(self, paragraph: Paragraph) -> float:
        return self.file.cell_width(paragraph) - (paragraph.left + paragraph.right) * TWIPS_MM

    def stroke_below(self, piece: Piece) -> Stroke | None:
        """In the part's own last paragraph, or in one without words right below."""
        last = piece.units[-1].paragraph
        below = [one.paragraph for one in self._after(piece)]
        found = (self._stroke(one, is_own=one is last) for one in [last, *below])
        return next((one for one in found if one), None)

    def _after(self, piece: Piece) -> list[WordUnit]:
        at = self.units.index(piece.units[-1]) + 1
        last = piece.units[-1].paragraph
        return list(takewhile(lambda unit: not unit.fold and unit.paragraph.cell is last.cell, self.units[at:]))

    def _stroke(self, paragraph: Paragraph, *, is_own: bool) -> Stroke | None:
        return self._drawn(paragraph) or self._vml(paragraph) or self._border(paragraph, is_own=is_own)

    def _drawn(self, paragraph: Paragraph) -> Stroke | None:
        for place in (*paragraph.element.iter(WP + "inline"), *paragraph.element.iter(WP + "anchor")):
            extent = place.find(WP + "extent")
            dash = place.find(f".//{A}prstDash")
            solid = dash is None or dash.get("val") == "solid"
            middle = (paragraph.align == "center" and place.tag == WP + "inline") or self._is_anchored_middle(place)
            if extent is not None and number(extent.get("cx")) > 0:
                return Stroke(number(extent.get("cx")) / 36000, solid, middle)
        return None

    def _is_anchored_middle(self, place: Any) -> bool:
        align = place.find(f"{WP}positionH/{WP}align")
        return align is not None and align.text == "center"

    def _vml(self, paragraph: Paragraph) -> Stroke | None:
        for shape in paragraph.element.iter(V + "line", V + "rect", V + "shape"):
            if next(shape.iterancestors(MC + "Fallback"), None) is None:
                stroke = shape.find(V + "stroke")
                solid = stroke is None or stroke.get("dashstyle") in {None, "solid"}
                return Stroke(
                    _vml_length(shape), solid, paragraph.align == "center" or "center" in shape.get("style", "")
                )
        return None

    def _border(self, paragraph: Paragraph, *, is_own: bool) -> Stroke | None:
        layers = self.file.looks.paragraph_layers(paragraph.element)
        for side in ("bottom",) if is_own else ("top", "bottom"):
            drawn = next((one for layer in layers if (one := layer.find(f"{W}pBdr/{W}{side}")) is not None), None)
            if drawn is not None and value(drawn) not in {None, "none", "nil"}:
                middle = abs(paragraph.left - paragraph.right) * TWIPS_MM <= 2
                return Stroke(self.room(paragraph), value(drawn) == "single", middle)
        return None


def numbers_page(element: Any) -> bool:
    """Whether a paragraph holds the field PAGE."""
    simple = (value(one, "instr") or "" for one in element.iter(W + "fldSimple"))
    parts = (one.text or "" for one in element.iter(W + "instrText"))
    return any(PAGE.search(said) for said in (*simple, " ".join(parts)))


def wrapped(unit: WordUnit, room: float) -> list[float]:
    """Widths of the lines a text takes in so much room, in millimetres."""
    words = [(word, span) for span in unit.spans for word in re.findall(r"\S+\s*", span.text)]
    lines: list[float] = [0.0]
    for word, span in words:
        face = {"bold": span.bold, "italic": span.italic}
        bare, whole = (width(text, span.size, **face) for text in (word.rstrip(), word))
        if lines[-1] and lines[-1] + bare > room + 0.3:
            lines.append(0.0)
        lines[-1] += whole
    return [line or 0.01 for line in lines]


def _vml_length(shape: Any) -> float:
    """Millimetres: the width in the style, or from one end to the other."""
    said = re.search(r"(?:^|;)\s*width:\s*([\d.]+)([a-z]*)", shape.get("style", ""))
    if said:
        return float(said[1]) * LENGTHS.get(said[2], 0)
    ends = [re.match(r"(-?[\d.]+)([a-z]*)", shape.get(name, "")) for name in ("from", "to")]
    values = [float(end[1]) * LENGTHS.get(end[2], 0) for end in ends if end]
    return abs(values[1] - values[0]) if len(values) == 2 else 0.0


def read(content: bytes, document: Document) -> WordView:
    """Raises NotWord."""
    return WordView(WordFile(content), document)
