"""Pictures drawn on the server: plain SVG without script or style, each with words for those who cannot see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, EDGE = 120, 32, 4


@dataclass(frozen=True)
class Point:
    """One period of a line: its label (“2017”), its number, and the number in words (“92,02%”); None is a gap, “—”."""

    label: str
    value: Decimal | Fraction | int | None
    words: str


Place = tuple[str, str]


def summary_of(points: Sequence[Point]) -> str:
    """“2015–2017: 88,10% → 90,77% → 92,02%”."""
    return f"{points[0].label}–{points[-1].label}: " + " → ".join(point.words for point in points)


def sparkline(points: Sequence[Point], *, name: str, key: str) -> SafeString | None:
    """A small line for three known periods or more, None for fewer. `key` makes the ids on a page unique.

    The lowest figure is at the bottom and the highest at the top; it shows the course, not the size. A gap breaks it.
    """
    if sum(point.value is not None for point in points) < 3:
        return None
    places = _places(points)
    last = next(place for place in reversed(places) if place)
    return format_html(
        '<svg class="spark" role="img" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-labelledby="{k}-t {k}-d">'
        '<title id="{k}-t">{name}</title><desc id="{k}-d">{words}</desc>{lines}'
        '<circle class="b-actual" cx="{x}" cy="{y}" r="3"></circle></svg>',
        w=WIDTH,
        h=HEIGHT,
        k=key,
        name=_("Course of “%(name)s”") % {"name": name},
        words=summary_of(points),
        lines=format_html_join("", "{}", [(_line(run),) for run in _runs(places)]),
        x=last[0],
        y=last[1],
    )


def _line(run: Sequence[Place]) -> SafeString:
    """A line through neighbours; a lone one between two gaps is a dot."""
    if len(run) == 1:
        return format_html('<circle class="b-actual" cx="{}" cy="{}" r="2"></circle>', *run[0])
    return format_html('<polyline class="b-line" points="{}"></polyline>', format_html_join(" ", "{},{}", run))


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """Neighbours without a gap between them, together."""
    runs: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return [run for run in runs if run]


def _places(points: Sequence[Point]) -> list[Place | None]:
    """Each point's place in the picture; a flat line runs through the middle."""
    values = [None if point.value is None else Fraction(point.value) for point in points]
    known = [value for value in values if value is not None]
    low, span = min(known), max(known) - min(known)
    step = Fraction(WIDTH - 2 * EDGE, len(points) - 1)
    return [None if v is None else (_shown(EDGE + n * step), _height(v, low, span)) for n, v in enumerate(values)]


def _height(value: Fraction, low: Fraction, span: Fraction) -> str:
    share = (value - low) / span if span else Fraction(1, 2)
    return _shown(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE))


def _shown(number: Fraction) -> str:
    return f"{float(number):.1f}"
