"""What a published ranking shows beside points and ranks: pledges met, and the course of the last years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from blocs.logic.wording import percent
from reports import published
from reports.logic.package import counting, scoring_of
from reports.logic.package_form import stage_orders
from reports.logic.reckoning import pledges_met
from reports.logic.result_words import Row
from reports.models import Placing, Result
from reports.pictures import Point, sparkline, summary_of
from reports.result_showing import Shown

MOST_YEARS = 8


@dataclass(frozen=True)
class Line:
    """A unit's row with its pledges met (“12/15”, the plain share to sort by) and its course, where there is one."""

    row: Row
    met: str
    share: str
    picture: SafeString | None
    course: str


def lines_of(shown: Shown) -> list[Line]:
    """The rows of a full ranking; empty in any more closed mode. Two queries, whatever the size."""
    if shown.mode != Result.Mode.RANKING or not shown.rows:
        return []
    met, courses = _met(shown), _courses(shown.result)
    slugs = [one["unit"] for one in shown.package["standings"]]
    pairs = enumerate(zip(shown.rows, slugs, strict=True))
    return [_line(n, row, met[slug], courses.get(row.unit_id, [])) for n, (row, slug) in pairs]


def _line(n: int, row: Row, met: tuple[int, int], points: Sequence[Point]) -> Line:
    kept, asked = met
    picture = sparkline(points, name=row.name, key=f"course-{n}")
    return Line(
        row=row,
        met=f"{kept}/{asked}" if asked else "—",
        share=f"{Decimal(kept) / asked:.6f}" if asked else "",
        picture=picture,
        course=summary_of(points) if picture else "",
    )


def _met(shown: Shown) -> dict[str, tuple[int, int]]:
    """By unit how many of the pledges behind its criteria it keeps, of how many: from the frozen inputs alone."""
    package = shown.package
    scoring = scoring_of(package, counting(package["marks"], stage_orders(package)))
    fed, found = [rule.number for rule in scoring.rules.values() if rule.is_fed_by_pledge], {}
    for unit in scoring.units:
        asked = sum(scoring.fact(number, unit).applies for number in fed)
        share = pledges_met(scoring, unit)
        found[unit] = (int(share * asked) if share is not None else 0, asked)
    return found


def _courses(result: Result) -> dict[int, list[Point]]:
    """By unit the per cent of each season up to this one; a season not published in full is a gap for everyone."""
    bloc = result.bloc
    seasons = published.blocs().filter(series=bloc.series_id, season__starts_on__lte=bloc.season.starts_on)
    slugs = dict(seasons.order_by("season__starts_on").values_list("pk", "season__slug"))
    kept = list(slugs)[-MOST_YEARS:]
    told = published.results().filter(bloc__in=kept, mode=Result.Mode.RANKING)
    rows = Placing.objects.filter(result__in=told).values_list("unit", "result__bloc", "percent")
    by_unit: dict[int, dict[int, Decimal]] = {}
    for unit, season, value in rows:
        by_unit.setdefault(unit, {})[season] = value
    return {unit: _points(values, kept, slugs) for unit, values in by_unit.items()}


def _points(values: Mapping[int, Decimal], seasons: Sequence[int], slugs: Mapping[int, str]) -> list[Point]:
    """From the unit's first to its last published year."""
    places = [n for n, bloc in enumerate(seasons) if bloc in values]
    between = seasons[places[0] : places[-1] + 1]
    return [Point(slugs[one], values.get(one), percent(values.get(one), 2) or "—") for one in between]
