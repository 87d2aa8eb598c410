"""A Word file as lines with their effective looks, sections and strokes. Called in the job worker only; python-docx is
read in by the call and not before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any, Final

from reports.papers.nd30.parts import Span, Unit
from reports.papers.nd30.word_looks import TWIPS_MM, Looks, W, number, switched, value

XML_TEXT: Final = {"tab": "\t", "noBreakHyphen": "-", "softHyphen": "\u00ad", "cr": "\n", "ptab": "\t"}
THEME: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
CELL_MARGIN: Final = 108.0  # twips, where a table names none


class NotWord(ValueError):
    """The bytes are no Word document that can be read."""


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Effective measures in twips; `line` in 240ths of a line where `rule` is auto, otherwise twips."""

    element: Any = field(repr=False)
    section: int
    align: str
    left: float
    right: float
    first: float
    before: float
    after: float
    line: float
    rule: str

    @cached_property
    def cell(self) -> Any:
        return next(self.element.iterancestors(W + "tc"), None)

    @cached_property
    def table(self) -> Any:
        return next(self.element.iterancestors(W + "tbl"), None)

    @cached_property
    def row(self) -> Any:
        return next(self.element.iterancestors(W + "tr"), None)

    @cached_property
    def column(self) -> int:
        """At which column of the grid its cell begins; -1 outside tables."""
        if self.cell is None:
            return -1
        before = self.cell.itersiblings(W + "tc", preceding=True)
        return sum(int(number(value(cell.find(f"{W}tcPr/{W}gridSpan")), 1)) for cell in before)

    @cached_property
    def spans_row(self) -> bool:
        return self.row is not None and len(self.row.findall(W + "tc")) == 1


@dataclass(frozen=True)
class WordUnit(Unit):
    """One line up to a forced break: `at` its place among the lines of its paragraph, `of` how many there are."""

    paragraph: Paragraph = field(kw_only=True)
    at: int = field(default=0, kw_only=True)
    of: int = field(default=1, kw_only=True)

    def follows(self, other: Unit) -> bool:
        return isinstance(other, WordUnit) and other.paragraph.cell is self.paragraph.cell


class WordFile:
    """Raises NotWord."""

    def __init__(self, content: bytes):
        from docx import Document as open_word

        try:
            self.docx = open_word(BytesIO(content))
            self.body = self.docx.element.body
            self.looks = Looks(self.docx.styles.element, _theme(self.docx.part))
            self.units = self._units()
        except NotWord:
            raise
        except Exception as error:  # python-docx and lxml say in many ways that a file is none
            raise NotWord(str(error)) from error

    def _units(self) -> list[WordUnit]:
        units, section = [], 0
        for element in self.body.iter(W + "p"):
            if next(element.iterancestors(W + "txbxContent"), None) is not None:
                continue
            units += self.lines_of(element, section)
            section += element.find(f"{W}pPr/{W}sectPr") is not None
        return units

    def lines_of(self, element: Any, section: int = 0) -> list[WordUnit]:
        """The lines of one paragraph; one empty line for an empty one."""
        paragraph = self.paragraph(element, section)
        lines: list[list[Span]] = [[]]
        for text, look in self._spans(element):
            first, *rest = text.split("\n")
            lines[-1].append(self._span(first, look))
            lines += [[self._span(one, look)] for one in rest]
        ruled = paragraph.table is not None and has_lines(paragraph.table, self.looks)
        return [
            WordUnit(tuple(line), is_ruled=ruled, paragraph=paragraph, at=at, of=len(lines))
            for at, line in enumerate(lines)
        ]

    def _spans(self, element: Any) -> Iterator[tuple[str, dict]]:
        for run in element.iter(W + "r"):
            if next(run.iterancestors(W + "p")) is element:
                look = self.look(run, element)
                text = "".join(_texts(run))
                if text and not look.pop("hidden"):
                    yield text.upper() if look.pop("caps") else text, look

    def look(self, run: Any, paragraph: Any) -> dict[str, Any]:
        groups = self.looks.run_layers(run, paragraph)
        layers = [layer for group in groups for layer in group]
        fonts = self.looks.fonts(layers)
        underline = self.looks.first_of(layers, "u")
        return {
            "size": number(self.looks.first_of(layers, "sz"), 20) / 2,
            "bold": self.looks.toggle(groups, "b"),
            "italic": self.looks.toggle(groups, "i"),
            "underline": underline not in {None, "none"},
            "colour": (self.looks.first_of(layers, "color") or "auto").lower(),
            "font": "; ".join(sorted(fonts)),
            "caps": self.looks.toggle(groups, "caps"),
            "hidden": self.looks.toggle(groups, "vanish"),
        }

    def _span(self, text: str, look: dict) -> Span:
        return Span(text, **{name: item for name, item in look.items() if name not in {"caps", "hidden"}})

    def paragraph(self, element: Any, section: int = 0) -> Paragraph:
        layers = self.looks.paragraph_layers(element)

        def said(name: str, attribute: str, default: float = 0.0) -> float:
            return number(self.looks.first_of(layers, name, attribute), default)

        left = self.looks.first_of(layers, "ind", "left") or self.looks.first_of(layers, "ind", "start")
        right = self.looks.first_of(layers, "ind", "right") or self.looks.first_of(layers, "ind", "end")
        return Paragraph(
            element=element,
            section=section,
            align={"start": "left", None: "left", "end": "right"}.get(
                self.looks.first_of(layers, "jc"), self.looks.first_of(layers, "jc") or "left"
            ),
            left=number(left),
            right=number(right),
            first=said("ind", "firstLine") - said("ind", "hanging"),
            before=said("spacing", "before"),
            after=said("spacing", "after"),
            line=said("spacing", "line", 240),
            rule=self.looks.first_of(layers, "spacing", "lineRule") or "auto",
        )

    def cell_width(self, paragraph: Paragraph) -> float:
        """Millimetres of text the paragraph has, its indents not yet taken off; 0 where it isn't known."""
        if paragraph.cell is None:
            section = self.docx.sections[min(paragraph.section, len(self.docx.sections) - 1)]
            return (section.page_width - section.left_margin - section.right_margin) / 36000
        width = number(value(paragraph.cell.find(f"{W}tcPr/{W}tcW"), "w"))
        return (width - sum(self._cell_margin(paragraph, side) for side in ("left", "right"))) * TWIPS_MM

    def _cell_margin(self, paragraph: Paragraph, side: str) -> float:
        for place in (paragraph.cell.find(f"{W}tcPr/{W}tcMar"), paragraph.table.find(f"{W}tblPr/{W}tblCellMar")):
            found = None if place is None else place.find(W + side)
            if found is None and place is not None:
                found = place.find(W + {"left": "start", "right": "end"}[side])
            if found is not None:
                return number(value(found, "w"))
        return CELL_MARGIN


def _theme(part: Any) -> Any:
    from lxml import etree

    found = [rel.target_part for rel in part.rels.values() if rel.reltype == THEME]
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(found[0].blob, parser) if found else None


def _texts(run: Any) -> Iterator[str]:
    for child in run:
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "t":
            yield child.text or ""
        elif name == "br":
            yield "\n" if value(child, "type") in {None, "textWrapping"} else ""
        elif name == "sym":
            yield chr(int(value(child, "char") or "E000", 16))
        else:
            yield XML_TEXT.get(name, "")


def has_lines(table: Any, looks: Looks) -> bool:
    """Whether a table, one of its cells or its style draws lines."""
    style = value(table.find(f"{W}tblPr/{W}tblStyle")) or looks.first["table"]
    own = table.find(f"{W}tblPr/{W}tblBorders")
    places = [own] if own is not None else [one.find(W + "tblBorders") for one in looks._of_style(style, "tblPr")][:1]
    sides = {"left", "right", "insideV", "start", "end"}
    return any(_drawn(place, sides) for place in places if place is not None) or _cells_drawn(table, sides)


def _cells_drawn(table: Any, sides: set[str]) -> bool:
    cells = (cell for row in table.findall(W + "tr") for cell in row.findall(W + "tc"))
    borders = (cell.find(f"{W}tcPr/{W}tcBorders") for cell in cells)
    return any(_drawn(place, sides) for place in borders if place is not None)


def _drawn(place: Any, sides: set[str]) -> bool:
    return any(value(side) not in {None, "none", "nil"} for side in place if side.tag.removeprefix(W) in sides)


__all__ = ["NotWord", "Paragraph", "WordFile", "WordUnit", "has_lines", "switched"]
