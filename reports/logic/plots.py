"""Where lines, points and labels of a comparison stand in its picture. Exact fractions; no drawing, no words.

Places are in units of the picture, x to the right and y downwards, as SVG counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pacts.logic.kinds import Number

STEPS = (1, 2, 5)
MOST_MARKS = 4  # of a scale, between its two ends


@dataclass(frozen=True)
class Frame:
    """A picture's size, and how far its plot stays from each edge."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def floor(self) -> int:
        return self.height - self.bottom

    @property
    def end(self) -> int:
        return self.width - self.right


@dataclass(frozen=True)
class Course:
    """One thing over the chosen years, in their order: a number or None (a gap) for each.

    `breaks` holds the places of years whose definition differs from the figure before them.
    """

    key: str
    values: Sequence[Number | None]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Segment:
    x1: Fraction
    y1: Fraction
    x2: Fraction
    y2: Fraction
    is_broken: bool


@dataclass(frozen=True)
class Dot:
    """A figure's place: `at` is the year's, `label_y` where its words stand."""

    key: str
    at: int
    x: Fraction
    y: Fraction
    label_y: Fraction


def spread(wanted: Sequence[Number], gap: int, low: int, high: int) -> list[Fraction]:
    """Places as near as can be to the wanted ones (least squares), at least `gap` apart, within low … high.

    Answers in the order asked; of equals the earlier stands above. Raises ValueError where they cannot all find room.
    """
    if (len(wanted) - 1) * gap > high - low:
        raise ValueError(f"{len(wanted)} labels of {gap} do not fit between {low} and {high}.")
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    levels = _rising([Fraction(wanted[n]) - place * gap for place, n in enumerate(order)])
    most = Fraction(high) - (len(wanted) - 1) * gap
    found = [Fraction(0)] * len(wanted)
    for place, n in enumerate(order):
        found[n] = min(max(levels[place], Fraction(low)), most) + place * gap
    return found


def _rising(values: Sequence[Fraction]) -> list[Fraction]:
    """The nearest sequence that never falls: neighbours that would are pooled into their mean."""
    pools: list[tuple[Fraction, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            total, count = total + pools[-1][0], count + pools[-1][1]
            pools.pop()
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]


def scale_of(values: Sequence[Number], most: int | None = None) -> tuple[Fraction, Fraction]:
    """Round ends around all values, the same for every part of a picture; `most` (100 of a rate) is not passed.

    From 0 where the least is less than half of the greatest. Raises ValueError for no values.
    """
    low, high = Fraction(min(values)), Fraction(max(values))
    if 0 <= low * 2 < high:
        low = Fraction(0)
    span = high - low or max(abs(high) / 10, Fraction(1))
    step = _step(span)
    room = step if high == low else 0
    bottom, top = (low - room) // step * step, -(-(high + room) // step) * step
    bottom = max(bottom, Fraction(0)) if low >= 0 else bottom
    return bottom, min(top, Fraction(most)) if most is not None and high <= most else top


def _step(span: Fraction) -> Fraction:
    """The smallest round step (1, 2 or 5 times a power of ten) that crosses the span in so many marks."""
    wanted, power = span / MOST_MARKS, Fraction(1)
    while power > wanted:
        power /= 10
    while power * 10 <= wanted:
        power *= 10
    return next((power * n for n in STEPS if power * n >= wanted), power * 10)


def height_of(value: Number, scale: tuple[Fraction, Fraction], frame: Frame) -> Fraction:
    low, high = scale
    return frame.floor - (Fraction(value) - low) / (high - low) * (frame.floor - frame.top)


def year_places(count: int, frame: Frame) -> list[Fraction]:
    """The years from edge to edge of the plot; a single one in its middle."""
    if count == 1:
        return [Fraction(frame.left + frame.end, 2)]
    return [frame.left + Fraction(n * (frame.end - frame.left), count - 1) for n in range(count)]


def segments(course: Course, scale: tuple[Fraction, Fraction], frame: Frame) -> list[Segment]:
    """Between neighbouring years that both have a figure; a missing year draws nothing on either side of it."""
    xs = year_places(len(course.values), frame)
    found = []
    for n, (before, now) in enumerate(zip(course.values, course.values[1:], strict=False), start=1):
        if before is not None and now is not None:
            ends = height_of(before, scale, frame), height_of(now, scale, frame)
            found.append(Segment(xs[n - 1], ends[0], xs[n], ends[1], n in course.breaks))
    return found


def dots(courses: Sequence[Course], scale: tuple[Fraction, Fraction], frame: Frame, gap: int) -> list[Dot]:
    """Every figure's point. In each year the labels are kept `gap` apart, the first of equals uppermost."""
    found: list[Dot] = []
    for at, x in enumerate(year_places(len(courses[0].values), frame) if courses else []):
        here = [(course.key, course.values[at]) for course in courses]
        ys = [(key, height_of(value, scale, frame)) for key, value in here if value is not None]
        labels = spread([y for _key, y in ys], gap, frame.top - gap, frame.floor + gap)
        found += [Dot(key, at, x, y, label) for (key, y), label in zip(ys, labels, strict=True)]
    return found
