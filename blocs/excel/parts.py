"""The parts of a workbook as streams of XML events: no tree is ever built, no entity ever resolved."""

import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

CHUNK = 256 * 1024
# Of what the parser itself must hold whole; sheets nest some ten deep, Word some fifty, with some hundred names.
DEEPEST, LONGEST_TAG, MOST_NAMES = 256, 1024 * 1024, 5000
MOST_SAID = 2_000_000  # letters of the attributes kept of one part
LONGEST_FONT = 100
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class Forbidden(ValueError):
    """XML that declares what could multiply itself."""


class TooMuch(Exception):
    """More than any table of ours can mean."""


def stream(
    archive: zipfile.ZipFile, name: str, start: Start, end: End, text: Callable[[str], None], aside: Any = None
) -> None:
    """Feed a part through expat; names come without their namespace, so that strict and usual files are one.

    `aside` is told of comments and instructions, which are no text.

    Raises TooMuch where the XML itself would fill the memory: nested without end, a tag or a choice of names without.
    """
    names: dict[str, str] = {}
    nested, parser = _Nested(start, end), expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = nested.begin, nested.finish
    parser.CharacterDataHandler = text
    parser.CommentHandler = parser.ProcessingInstructionHandler = aside
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _forbid
    with archive.open(name) as part:
        read = 0
        while piece := part.read(CHUNK):
            parser.Parse(piece, False)
            read += len(piece)
            if read - parser.CurrentByteIndex > LONGEST_TAG or len(names) > MOST_NAMES:
                raise TooMuch
        parser.Parse(b"", True)


class _Nested:
    """Elements handed on by their local names, counted as they open and close."""

    def __init__(self, start: Start, end: End):
        self.start, self.end, self.depth = start, end, 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooMuch
        self.start(tag.rpartition(":")[2], attributes)

    def finish(self, tag: str) -> None:
        self.depth -= 1
        self.end(tag.rpartition(":")[2])


def _forbid(*said: Any) -> None:
    raise Forbidden("declarations are not taken")


def elements(archive: zipfile.ZipFile, name: str, wanted: set[str], most: int) -> list[tuple[str, dict[str, str]]]:
    """The elements of these names with their attributes, in order; a part that is not there has none."""
    found: list[tuple[str, dict[str, str]]] = []
    left = MOST_SAID

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal left
        if tag in wanted and len(found) < most:
            found.append((tag, attributes))
            left -= sum(map(len, attributes.values()))
            if left < 0:
                raise TooMuch

    if name in archive.namelist():
        stream(archive, name, start, lambda tag: None, lambda text: None)
    return found


def attribute(attributes: dict[str, str], name: str) -> str:
    """By its local name: “r:id” is “id” under whatever prefix; never the plain “id” of another meaning first."""
    return next((value for key, value in attributes.items() if key == name or key.endswith(f":{name}")), "")


# --- The book: sheets, shared texts, looks ------------------------------------------------------


def sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """{name of the sheet: its part}, in the order of the book."""
    targets = {}
    for _tag, said in elements(archive, "xl/_rels/workbook.xml.rels", {"Relationship"}, 2000):
        target = said.get("Target", "").lstrip("/")
        targets[said.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
    named = [said for _tag, said in elements(archive, "xl/workbook.xml", {"sheet"}, 500)]
    parts = set(archive.namelist())
    found = {said.get("name", ""): targets.get(_relation(said), "") for said in named}
    return {name: part for name, part in found.items() if part in parts and "worksheets/" in part}


def _relation(said: dict[str, str]) -> str:
    return next((value for key, value in said.items() if key.endswith(":id")), "")


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Old books of the Macintosh count their days from 1904."""
    found = elements(archive, "xl/workbook.xml", {"workbookPr"}, 1)
    return bool(found) and found[0][1].get("date1904", "") in ("1", "true")


Run = tuple[str, str]
"""A text and the name of its font, "" where it wears that of its cell."""


class Texts:
    """The shared texts, each a list of runs. Bounded: letters, and texts with their runs."""

    MOST_LETTERS, MOST_TEXTS = 12_000_000, 400_000

    def __init__(self) -> None:
        self.kept: list[tuple[Run, ...]] = []
        self.letters = self.count = 0
        self._runs: list[Run] = []
        self._text: list[str] = []
        self._font = ""
        self._is_text = self._is_phonetic = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        if tag == "si":
            self._runs = []
        elif tag == "r":
            self._font = ""
        elif tag == "rPh":
            self._is_phonetic = True
        elif tag == "rFont":
            self._font = said.get("val", "")[:LONGEST_FONT]
        elif tag == "t":
            self._is_text, self._text = not self._is_phonetic, []

    def end(self, tag: str) -> None:
        if tag in ("t", "si"):
            self._count()
        if tag == "t" and self._is_text:
            self._runs.append(("".join(self._text), self._font))
            self._is_text = False
        elif tag == "rPh":
            self._is_phonetic = False
        elif tag == "r":
            self._font = ""
        elif tag == "si":
            self.kept.append(tuple(self._runs))

    def _count(self) -> None:
        self.count += 1
        if self.count > 2 * self.MOST_TEXTS:
            raise TooMuch

    def text(self, piece: str) -> None:
        if self._is_text:
            self._text.append(piece)
            self.letters += len(piece)
            if self.letters > self.MOST_LETTERS:
                raise TooMuch


def shared_texts(archive: zipfile.ZipFile) -> list[tuple[Run, ...]]:
    texts = Texts()
    if "xl/sharedStrings.xml" in archive.namelist():
        stream(archive, "xl/sharedStrings.xml", texts.start, texts.end, texts.text)
    return texts.kept


class Looks:
    """Of each format of cells: its font's name, whether it shows a day, whether it shows a share of a hundred."""

    MOST = 70_000

    def __init__(self, archive: zipfile.ZipFile):
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        self.fonts: list[str] = []
        self.formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self.cells: list[tuple[int, int]] = []
        self._inside: list[str] = []
        if "xl/styles.xml" in archive.namelist():
            stream(archive, "xl/styles.xml", self._start, self._end, lambda text: None)
        self.kept = [self._look(font, form) for font, form in self.cells]

    def _start(self, tag: str, said: dict[str, str]) -> None:
        if len(self.cells) + len(self.fonts) + len(self.formats) > self.MOST:
            raise TooMuch
        inside = self._inside[-1] if self._inside else ""
        if tag == "font" and inside == "fonts":
            self.fonts.append("")
        elif tag == "name" and inside == "font" and "fonts" in self._inside:
            self.fonts[-1] = said.get("val", "")[:LONGEST_FONT]
        elif tag == "numFmt" and inside == "numFmts":
            self.formats[int(said.get("numFmtId", 0))] = said.get("formatCode", "")[:255]
        elif tag == "xf" and inside == "cellXfs":
            self.cells.append((int(said.get("fontId", 0)), int(said.get("numFmtId", 0))))
        self._inside.append(tag)

    def _end(self, tag: str) -> None:
        self._inside.pop()

    def _look(self, font: int, form: int) -> tuple[str, bool, bool]:
        from openpyxl.styles.numbers import is_date_format

        code = self.formats.get(form, "General")
        name = self.fonts[font] if font < len(self.fonts) else ""
        return name, is_date_format(code), "%" in code

    def of(self, style: str | None) -> tuple[str, bool, bool]:
        place = int(style or 0)
        return self.kept[place] if place < len(self.kept) else ("", False, False)
