"""Two units of a bloc side by side, pledge by pledge."""

from django.http import Http404, HttpRequest

from blocs.models import Unit
from blocs.pages import page
from reports.overview import Picture
from reports.sheets import Line, lines_at, sections_of
from reports.views.dashboards import glass_for


def board_compare(request: HttpRequest):
    """`?khoi=&ky=&don_vi=&voi=`; without the units the first two of the bloc."""
    glass = glass_for(request.user, request.GET.get("khoi"), request.GET.get("ky"))
    seen = glass.picture()
    left, right = _chosen(seen, request.GET.get("don_vi"), request.GET.get("voi"))
    pairs = [Pair(one, other) for one, other in zip(_lines(seen, left), _lines(seen, right), strict=True)]
    context = {
        "glass": glass,
        "seen": seen,
        "left": left,
        "right": right,
        "sections": sections_of(pairs),
        "same": sum(pair.is_same for pair in pairs),
        "pairs": len(pairs),
        "illustrative": glass.bloc.is_illustrative,
    }
    return page(request, "reports/board_compare.html", context)


class Pair:
    """One pledge as both units stand; `differs` in the words that stand on the page."""

    def __init__(self, left: Line, right: Line):
        self.pledge, self.left, self.right = left.pledge, left, right

    @property
    def is_same(self) -> bool:
        said = [(line.said, line.standing.status, line.standing.target_text) for line in (self.left, self.right)]
        return said[0] == said[1]


def _lines(seen: Picture, unit: Unit | None) -> list[Line]:
    return lines_at(seen, unit) if unit else []


def _chosen(seen: Picture, don_vi: str | None, voi: str | None) -> tuple[Unit | None, Unit | None]:
    """404 for who is no member. The other one is, where none is named, the next in precedence."""
    if not seen.units:
        return None, None
    left = _named(seen, don_vi) or seen.units[0]
    others = [unit for unit in seen.units if unit != left]
    return left, _named(seen, voi) or next(iter(others), left)


def _named(seen: Picture, asked: str | None) -> Unit | None:
    if not asked:
        return None
    unit = next((one for one in seen.units if str(one.pk) == asked), None)
    if unit is None:
        raise Http404
    return unit
