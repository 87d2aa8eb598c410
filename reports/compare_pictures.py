"""The pictures of a comparison made ready for a template: places as short decimals, words beside them.

Two years are a slope graph, more are one small picture for each unit on a common scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from blocs.logic.wording import trimmed
from pacts.logic.kinds import Number
from pacts.logic.targets import rounded
from reports.comparing import WHOLE, Comparison, Line
from reports.logic.plots import Course, Dot, Frame, dots, height_of, scale_of, segments, year_places

WIDE = Frame(width=640, height=340, left=262, right=112, top=52, bottom=28)
NARROW = Frame(width=300, height=280, left=96, right=96, top=52, bottom=28)
SMALL = Frame(width=300, height=156, left=58, right=16, top=28, bottom=30)
GAP = 18  # between two labels of one year, in units of the picture: their letters are 13 high
LETTER = 7  # how wide a letter is taken to be
LONGEST_NAME = 22


@dataclass(frozen=True)
class Stroke:
    x1: str
    y1: str
    x2: str
    y2: str
    is_broken: bool
    is_whole: bool


@dataclass(frozen=True)
class Mark:
    """A point and its words; `anchor` is where they begin, `lead` whether a thin line joins the two."""

    x: str
    y: str
    text_x: str
    text_y: str
    anchor: str
    words: str
    lead: bool = False


@dataclass(frozen=True)
class Tick:
    """Words beside an axis: a year, or an end of the scale."""

    x: str
    y: str
    anchor: str
    words: str


@dataclass(frozen=True)
class Picture:
    key: str
    frame: Frame
    title: str
    summary: str
    strokes: list[Stroke]
    marks: list[Mark]
    ticks: list[Tick]
    line: Line | None = None


def slope_pictures(found: Comparison) -> list[Picture]:
    """One for a wide window with names, one for a phone with letters only; none where nothing can be drawn."""
    if len(found.chosen_years) != 2 or not _numbers(found.lines):
        return []
    return [_slope(found, WIDE, "wide"), _slope(found, NARROW, "narrow")]


def small_pictures(found: Comparison) -> list[Picture]:
    """A picture for each unit, all on the scale of all of them."""
    if len(found.chosen_years) < 3 or not _numbers(found.lines):
        return []
    scale = _scale(found)
    return [_small(found, line, scale) for line in found.lines]


def summary_of(line: Line, years: Sequence[str]) -> str:
    """“Toàn khối, 2015–2017: 88,10% → — → 92,02% (tăng 3,92 điểm %)”."""
    course = " → ".join(words or "—" for words in line.plain)
    change = f" ({line.change})" if line.change else ""
    return f"{line.name}, {years[0]}–{years[-1]}: {course}{change}"


def _numbers(lines: Sequence[Line]) -> list[Number]:
    return [value for line in lines for value in line.course.values if value is not None]


def _scale(found: Comparison) -> tuple[Fraction, Fraction]:
    return scale_of(_numbers(found.lines), 100 if found.measure == "%" else None)


def _slope(found: Comparison, frame: Frame, key: str) -> Picture:
    scale, years = _scale(found), [one.key for one in found.chosen_years]
    lines = {line.key: line for line in found.lines}
    courses = [line.course for line in found.lines]
    marks = [_end(dot, lines[dot.key], frame) for dot in dots(courses, scale, frame, GAP)]
    heads = zip(year_places(2, frame), found.chosen_years, ("end", "start"), strict=True)
    ticks = [Tick(_at(x), "22", anchor, year.name) for x, year, anchor in heads]
    words = ". ".join(summary_of(line, years) for line in found.lines)
    return Picture(f"slope-{key}", frame, found.indicator, words, _strokes(courses, scale, frame), marks, ticks)


def _end(dot: Dot, line: Line, frame: Frame) -> Mark:
    is_left = dot.at == 0
    name = f" {_short(line.short)}" if frame is WIDE else ""
    words = f"{line.letter}{name} · {line.plain[0]}" if is_left else f"{line.plain[1]} · {line.letter}"
    x = dot.x - 14 if is_left else dot.x + 14
    is_moved = abs(dot.label_y - dot.y) > 3
    return Mark(_at(dot.x), _at(dot.y), _at(x), _at(dot.label_y), "end" if is_left else "start", words, is_moved)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _small(found: Comparison, line: Line, scale: tuple[Fraction, Fraction]) -> Picture:
    years = [one.key for one in found.chosen_years]
    return Picture(
        f"small-{line.letter}",
        SMALL,
        f"{line.name}: {found.indicator}",
        summary_of(line, years),
        _strokes([line.course], scale, SMALL),
        _small_marks(line, scale),
        _small_ticks(years, scale, found.measure),
        line,
    )


def _small_marks(line: Line, scale: tuple[Fraction, Fraction]) -> list[Mark]:
    """Every point; the first and the last with their words, the first only where both find room."""
    points = dots([line.course], scale, SMALL, GAP)
    last = points[-1] if points else None
    first = points[0] if len(points) > 1 and _have_room(points[0], points[-1], line) else None
    beside = {0: points[1:2], len(points) - 1: points[-2:-1]}
    return [
        _small_mark(dot, line if dot in (first, last) else None, dot is first, beside.get(n, []))
        for n, dot in enumerate(points)
    ]


def _have_room(first: Dot, last: Dot, line: Line) -> bool:
    """Whether the words of both fit beside one another; they stand above their points, towards the middle."""
    return last.x - first.x >= LETTER * (len(line.plain[first.at]) + len(line.plain[last.at])) + GAP


def _small_mark(dot: Dot, line: Line | None, is_first: bool, beside: Sequence[Dot]) -> Mark:
    """Words stand above their point; beneath it where its line comes from above and there is room."""
    words = line.plain[dot.at] if line else ""
    starts = is_first or (line is not None and dot.x - SMALL.left < LETTER * len(words))
    is_beneath = any(one.y < dot.y - 2 for one in beside) and dot.y + GAP < SMALL.floor
    x, y = dot.x + (-3 if starts else 3), dot.y + (GAP if is_beneath else -9)
    return Mark(_at(dot.x), _at(dot.y), _at(x), _at(y), "start" if starts else "end", words)


def _small_ticks(years: Sequence[str], scale: tuple[Fraction, Fraction], measure: str) -> list[Tick]:
    """The ends of the scale, and the first and last year; all years where they are few and short."""
    ends = [
        Tick(str(SMALL.left - 8), _at(height_of(value, scale, SMALL) + 4), "end", _end_words(value, measure))
        for value in scale
    ]
    xs = year_places(len(years), SMALL)
    shown = range(len(years)) if len(years) <= 5 and max(map(len, years)) <= 4 else (0, len(years) - 1)
    below = str(SMALL.height - 8)
    return ends + [Tick(_at(xs[n]), below, _anchor(n, len(years)), years[n]) for n in shown]


def _end_words(value: Fraction, measure: str) -> str:
    """An end of the scale, with no more decimals than it needs."""
    return trimmed(rounded(value)) + ("%" if measure == "%" else "")


def _anchor(n: int, count: int) -> str:
    return "start" if n == 0 else "end" if n == count - 1 else "middle"


def _strokes(courses: Sequence[Course], scale: tuple[Fraction, Fraction], frame: Frame) -> list[Stroke]:
    found = []
    for course in courses:
        for one in segments(course, scale, frame):
            ends = (_at(one.x1), _at(one.y1), _at(one.x2), _at(one.y2))
            found.append(Stroke(*ends, one.is_broken, course.key == WHOLE))
    return found


def _at(number: Fraction | int) -> str:
    return f"{float(number):.1f}"
