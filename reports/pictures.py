"""Pictures drawn on the server: plain SVG without script or style, each with words for those who cannot see it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH, HEIGHT, EDGE = 120, 32, 4


@dataclass(frozen=True)
class Point:
    """One period of a line: its label (“2017”), its number, and the number in words (“92,02%”)."""

    label: str
    value: Decimal | Fraction | int
    words: str


def summary_of(points: list[Point]) -> str:
    """“2015–2017: 88,10% → 90,77% → 92,02%”."""
    return f"{points[0].label}–{points[-1].label}: " + " → ".join(point.words for point in points)


def sparkline(points: list[Point], *, name: str, key: str) -> SafeString | None:
    """A small line for three periods or more, None for fewer. `key` makes the ids on a page unique.

    The lowest figure is at the bottom and the highest at the top; it shows the course, not the size.
    """
    if len(points) < 3:
        return None
    places = _places(points)
    path = format_html_join(" ", "{},{}", places)
    return format_html(
        '<svg class="spark" role="img" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-labelledby="{k}-t {k}-d">'
        '<title id="{k}-t">{name}</title><desc id="{k}-d">{words}</desc>'
        '<polyline class="b-line" points="{path}"></polyline>'
        '<circle class="b-actual" cx="{x}" cy="{y}" r="3"></circle></svg>',
        w=WIDTH,
        h=HEIGHT,
        k=key,
        name=_("Course of “%(name)s”") % {"name": name},
        words=summary_of(points),
        path=path,
        x=places[-1][0],
        y=places[-1][1],
    )


def _places(points: list[Point]) -> list[tuple[str, str]]:
    """Each point's place in the picture; a flat line runs through the middle."""
    values = [Fraction(point.value) for point in points]
    low, span = min(values), max(values) - min(values)
    step = Fraction(WIDTH - 2 * EDGE, len(points) - 1)
    room = HEIGHT - 2 * EDGE
    heights = [(value - low) / span if span else Fraction(1, 2) for value in values]
    return [(_shown(EDGE + n * step), _shown(HEIGHT - EDGE - height * room)) for n, height in enumerate(heights)]


def _shown(number: Fraction) -> str:
    return f"{float(number):.1f}"
