"""A PDF as lines with their looks and places, in millimetres from the top left corner of the page; and the strokes."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from statistics import median

import pdfplumber

from reports.papers.nd30.parts import Span, Unit

MM = 25.4 / 72
ASCENT, DESCENT = 0.891, 0.216  # of Times New Roman, in em
COLUMN_GAP = 0.7  # em between two columns on one line, where no space stands between
FONTS = re.compile(r"^(?:[A-Z]{6}\+)?(TimesNewRoman|LiberationSerif|Tinos)")


@dataclass(frozen=True, eq=False)
class PdfUnit(Unit):
    """One line of one column. `left`, `right` of its ink-bearing letters, `baseline` from the top of the page."""

    page: int = field(kw_only=True)
    left: float = field(kw_only=True)
    right: float = field(kw_only=True)
    baseline: float = field(kw_only=True)
    size: float = field(kw_only=True)
    ends_in_space: bool = field(default=False, kw_only=True)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size * MM

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size * MM

    def follows(self, other: Unit) -> bool:
        """Right below it in the same column, or on the next page."""
        if self.page != other.page:
            return self.page == other.page + 1
        meets = self.left < other.right and other.left < self.right
        return meets and 0 < self.baseline - other.baseline < 3.5 * self.size * MM


@dataclass(frozen=True)
class Stroke:
    """A horizontal line, or a bar thin enough to be one."""

    page: int
    left: float
    right: float
    at: float
    is_solid: bool

    @property
    def length(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class PdfPage:
    number: int
    width: float
    height: float
    units: tuple[PdfUnit, ...]
    strokes: tuple[Stroke, ...]
    edges: tuple[tuple[float, float, float], ...]
    """Upright lines of tables: place, top, bottom."""


def read_pages(content: bytes) -> list[PdfPage]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [_page(page, at) for at, page in enumerate(pdf.pages)]


def _page(page, at: int) -> PdfPage:
    strokes = tuple(_strokes(page, at))
    edges = tuple(_edges(page))
    units = tuple(_units(page, at, strokes, edges))
    return PdfPage(at, float(page.width) * MM, float(page.height) * MM, units, strokes, edges)


def _strokes(page, at: int):
    for one in (*page.lines, *page.rects, *page.curves):
        if one["height"] <= 2 and one["width"] > 1:
            dash = one.get("dash")
            solid = not (dash and dash[0])
            yield Stroke(at, one["x0"] * MM, one["x1"] * MM, (one["top"] + one["bottom"]) / 2 * MM, solid)


def _edges(page):
    for one in (*page.lines, *page.rects):
        if one["width"] <= 2 and one["height"] > 4:
            yield (one["x0"] * MM, one["top"] * MM, one["bottom"] * MM)


def _units(page, at: int, strokes, edges) -> list[PdfUnit]:
    found = (_unit(group, page, at, strokes, edges) for group in _runs(page))
    return sorted(filter(None, found), key=lambda unit: (round(unit.baseline * 2), unit.left))


def _runs(page) -> list[list[dict]]:
    """Letters that were set one after another on one line: cells beside each other are set one by one."""
    groups: list[list[dict]] = [[]]
    for before, char in pairwise([None, *page.chars]):
        if before is not None and _is_apart(before, char):
            groups.append([])
        groups[-1].append(char)
    return groups


def _is_apart(before: dict, char: dict) -> bool:
    gap = char["x0"] - before["x1"]
    is_other_line = abs(char["matrix"][5] - before["matrix"][5]) > 0.5 or gap < -char["size"]
    return is_other_line or (gap > COLUMN_GAP * char["size"] and not before["text"].isspace())


def _unit(chars, page, at: int, strokes, edges) -> PdfUnit | None:
    inked = [char for char in chars if char["text"].strip()]
    if not inked:
        return None
    left, right = inked[0]["x0"] * MM, max(char["x1"] for char in inked) * MM
    baseline = float(page.height - inked[0]["matrix"][5]) * MM
    size = median(char["size"] for char in inked)
    drawn = sum(_below(stroke, left, right, baseline, size) for stroke in strokes)
    under = drawn > 0.3 * (right - left)
    ruled = any(top <= baseline <= bottom for _x, top, bottom in edges)
    place = {"page": at, "left": left, "right": right, "baseline": baseline, "size": size}
    return PdfUnit(_spans(chars, under), is_ruled=ruled, **place)


def _below(stroke: Stroke, left: float, right: float, baseline: float, size: float) -> float:
    """How much of a line is drawn under where an underline would be, parted around letters that hang below it."""
    is_close = -0.02 * size * MM <= stroke.at - baseline <= 0.2 * size * MM
    return max(min(right, stroke.right) - max(left, stroke.left), 0) if is_close else 0


def _spans(chars, under: bool) -> tuple[Span, ...]:
    spans: list[Span] = []
    for before, char in zip([None, *chars], chars, strict=False):
        look = _look(char, under)
        gap = before is not None and char["x0"] - before["x1"] > 0.18 * char["size"]
        text = (" " if gap and not char["text"].isspace() and not before["text"].isspace() else "") + char["text"]
        if spans and (spans[-1].size, spans[-1].bold, spans[-1].italic, spans[-1].colour, spans[-1].font) == look[:5]:
            spans[-1] = Span(spans[-1].text + text, look[0], look[1], look[2], under, look[3], look[4])
        else:
            spans.append(Span(text, look[0], look[1], look[2], under, look[3], look[4]))
    return tuple(spans)


def _look(char, under: bool) -> tuple:
    name = char["fontname"]
    family = FONTS.match(name)
    return (
        round(char["size"], 2),
        "Bold" in name,
        "Italic" in name,
        _colour(char["non_stroking_color"]),
        "Times New Roman" if family else name,
    )


def _colour(said) -> str:
    """“000000” for black in any space of colours."""
    values = said if isinstance(said, tuple | list) else (said,)
    if said is None or (len(values) == 4 and values[3] == 1) or (len(values) != 4 and all(one == 0 for one in values)):
        return "000000"
    return str(said)
