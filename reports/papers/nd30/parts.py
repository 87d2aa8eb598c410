"""What a judge looks at, whatever the file is: lines of text with their looks, and which of them are which part of the
paper. Parts are found by their words alone, letters without marks and signs, so that a spoilt part is still found.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from reports.papers.document import Article, Document, Heading
from reports.papers.nd30.coverage import blocks, paras, plain_texts, signers

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
REACH: Final = 60  # lines a part may be scattered over


def fold(text: str) -> str:
    """Letters and digits only, lower, without marks: “HOÀ” and “HÒA” are one, typed in NFC or NFD."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(sign for sign in bare if sign.isalnum())


def squeezed(text: str) -> str:
    """Runs of spaces as one; a space that doesn't break is a space."""
    return re.sub(r"[ \u00a0\n\t]+", " ", text).strip()


@dataclass(frozen=True)
class Span:
    """A stretch of one look, as it is shown. `size` in points; `font` the family's name."""

    text: str
    size: float
    bold: bool
    italic: bool
    underline: bool = False
    colour: str = "000000"
    font: str = "Times New Roman"


@dataclass(frozen=True)
class Unit:
    """One line of a file, with whatever else its format knows. `is_ruled`: inside a table with lines."""

    spans: tuple[Span, ...]
    is_ruled: bool = field(default=False, kw_only=True)

    @cached_property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    @cached_property
    def fold(self) -> str:
        return fold(self.text)

    def follows(self, other: "Unit") -> bool:
        """Whether this may be the next line of the same text."""
        raise NotImplementedError


@dataclass(frozen=True)
class Piece:
    """A part of the paper as it was found in a file, over one or more lines."""

    units: tuple

    @cached_property
    def text(self) -> str:
        return squeezed(" ".join(unit.text for unit in self.units))

    @property
    def spans(self) -> list[Span]:
        return [span for unit in self.units for span in unit.spans if span.text.strip()]


@dataclass(frozen=True)
class Part:
    """All pieces of one component, and the words that should be there and were not found."""

    pieces: tuple[Piece, ...] = ()
    missing: tuple[str, ...] = ()


class Finder:
    """Looks for the words of a paper among the lines of a file; what was found is not found twice."""

    def __init__(self, units: Sequence):
        self.units = units
        self.at = 0
        self.taken: set[int] = set()

    def next(self, text: str) -> Piece | None:
        """The next place of these words, after the last one found by `next`."""
        for at in range(self.at, len(self.units)):
            found = self._from(at, fold(text))
            if found:
                self.at = found[-1] + 1
                return self._take(found)
        return None

    def first(self, text: str) -> Piece | None:
        places = (self._from(at, fold(text)) for at in range(len(self.units)))
        found = next((place for place in places if place), None)
        return self._take(found) if found else None

    def last(self, text: str) -> Piece | None:
        """The last place outside ruled tables that nothing else took: names and capacities stand at the end."""
        for at in range(len(self.units) - 1, -1, -1):
            found = not self.units[at].is_ruled and self._from(at, fold(text))
            if found and not self.taken.intersection(found):
                return self._take(found)
        return None

    def matching(self, pattern: str, until: int) -> Piece | None:
        """The first line, up to `until`, that looks like this."""
        for at, unit in enumerate(self.units[:until]):
            if at not in self.taken and re.search(pattern, unicodedata.normalize("NFC", unit.text)):
                return self._take([at])
        return None

    def _take(self, places: list[int]) -> Piece:
        self.taken.update(places)
        return Piece(tuple(self.units[at] for at in places))

    def _from(self, at: int, wanted: str) -> list[int]:
        """The lines from `at` on that make these words; [] where they don't."""
        head = self.units[at].fold
        if not head or not wanted.startswith(head):
            return []
        found, rest = [at], wanted[len(head) :]
        for other in range(at + 1, min(at + REACH, len(self.units))):
            if not rest:
                break
            unit = self.units[other]
            if unit.fold and rest.startswith(unit.fold) and unit.follows(self.units[found[-1]]):
                found.append(other)
                rest = rest[len(unit.fold) :]
        return [] if rest else found


def parts_of(document: Document, units: Sequence) -> dict[str, Part]:
    """Component of nd30.csv → what of it is in these lines."""
    finder = Finder(units)
    parts = _heads(document, finder)
    parts |= _body(document, finder)
    parts |= _annexes(document, finder)
    return parts | _ends(document, finder)


def part(finder, texts: Iterable[str], how: str) -> Part:
    found = [(text, getattr(finder, how)(text)) for text in texts if fold(text)]
    missing = tuple(text for text, piece in found if piece is None)
    return Part(tuple(piece for _text, piece in found if piece), missing)


def _heads(document: Document, finder: Finder) -> dict[str, Part]:
    parts = {
        "quoc_hieu": part(finder, [NATION], "first"),
        "tieu_ngu": part(finder, [MOTTO], "first"),
        "co_quan_chu_quan": part(finder, [document.parent], "first"),
        "co_quan_ban_hanh": part(finder, [document.agency], "first"),
    }
    end = max((at for at in finder.taken), default=0) + 16
    parts["so_ky_hieu"] = _like(finder, r"^\s*Số\b", end, document.number_line)
    parts["dia_danh_ngay"] = _like(finder, r"(?i)ngày.*tháng.*năm", end, document.place_and_day)
    parts["co_quan"] = Part((*parts["co_quan_chu_quan"].pieces, *parts["co_quan_ban_hanh"].pieces))
    parts["ten_loai"] = part(finder, [document.type_name], "first")
    parts["trich_yeu"] = part(finder, [document.abstract], "next")
    parts["kinh_gui"] = _addressed(document, finder)
    return parts


def _like(finder: Finder, pattern: str, end: int, wanted: str) -> Part:
    if not wanted:
        return Part()
    piece = finder.matching(pattern, end)
    return Part((piece,) if piece else (), () if piece else (wanted,))


def _addressed(document: Document, finder: Finder) -> Part:
    """One addressee on the line of “Kính gửi:”, or the label and then each on a line of its own."""
    if not document.addressees:
        return Part()
    together = finder.next("Kính gửi " + document.addressees[0]) if len(document.addressees) == 1 else None
    if together:
        return Part((together,))
    return part(finder, ["Kính gửi", *document.addressees], "next")


def _body(document: Document, finder: Finder) -> dict[str, Part]:
    bases = part(finder, document.bases, "first")
    plain = part(finder, plain_texts(document), "next")
    finder.at = 0
    told: dict[str, list[str]] = {
        name: [] for name in ("phan_chuong", "tieu_de_phan_chuong", "muc_la_ma", "muc_thuong")
    }
    articles = []
    for block in blocks(document):
        if isinstance(block, Heading):
            for name, text in _titles(block):
                told[name].append(text)
        if isinstance(block, Article):
            articles.append(f"{block.number} {block.title} {block.text}")
    headings = {name: part(finder, texts, "first") for name, texts in told.items()}
    kinds = {"khoan": r"\d+\. ", "diem": r"\w\) "}
    numbered = {name: _only(plain, pattern) for name, pattern in kinds.items()}
    titles = {fold(one.text) for one in paras(document) if one.style == "bold"}
    numbered["khoan"] = Part(tuple(one for one in numbered["khoan"].pieces if fold(one.text) not in titles))
    return {"can_cu": bases, "noi_dung": plain, "dieu": part(finder, articles, "first"), **headings, **numbered}


def _titles(block: Heading) -> list[tuple[str, str]]:
    if block.level == "chapter":
        return [("phan_chuong", block.text), ("tieu_de_phan_chuong", block.title)]
    return [("muc_la_ma" if block.level == "roman" else "muc_thuong", block.text)]


def _only(found: Part, pattern: str) -> Part:
    chosen = tuple(piece for piece in found.pieces if re.match(pattern, unicodedata.normalize("NFC", piece.text)))
    return Part(chosen, tuple(text for text in found.missing if re.match(pattern, text)))


def _annexes(document: Document, finder: Finder) -> dict[str, Part]:
    finder.at = 0
    found: dict[str, list] = {"phu_luc_label": [], "phu_luc_title": [], "phu_luc_ref": []}
    lost: dict[str, list[str]] = {name: [] for name in found}
    for annex in document.annexes:
        for name, text in zip(found, (annex.label, annex.title, annex.reference), strict=True):
            piece = finder.next(text) if fold(text) else None
            found[name].extend([piece] if piece else [])
            lost[name].extend([text] if fold(text) and not piece else [])
    return {name: Part(tuple(found[name]), tuple(lost[name])) for name in found}


def _ends(document: Document, finder: Finder) -> dict[str, Part]:
    signing = [one for one in (document.signs_left, document.signs, *signers(document)) if one]
    capacity = part(finder, (line for one in reversed(signing) for line in reversed(one.capacity)), "last")
    return {
        "noi_nhan_label": part(finder, ["Nơi nhận"] if document.recipients else [], "last"),
        "noi_nhan_list": _in_order(part(finder, reversed(document.recipients), "last")),
        "quyen_han_chuc_vu": capacity,
        "quyen_han": capacity,
        "ho_ten_nguoi_ky": part(finder, (one.name for one in reversed(signing)), "last"),
    }


def _in_order(found: Part) -> Part:
    return Part(found.pieces[::-1], found.missing)
