"""One published indicator over the years: what may be chosen, and the rows a comparison shows. Four queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from blocs.logic.text import fold, slugify
from blocs.logic.wording import percent, trimmed
from blocs.models import Membership, Release, Series, Unit
from pacts.logic.kinds import Kind, Number, better
from pacts.logic.targets import rounded
from reports import published
from reports.logic.comparison import compare
from reports.logic.plots import Course
from reports.models import Figure
from reports.showing import NAMES, change_words, number_of, words_of

WHOLE = "khoi"
"""Stands in an address for the bloc as a whole."""
MOST_UNITS, FEW_UNITS, MOST_YEARS = 5, 3, 10
LONGEST = 80  # letters of an indicator in an address


@dataclass(frozen=True)
class Option:
    key: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One unit over the chosen years. `letter` joins picture, list and table; `cells` say what the public may read."""

    letter: str
    key: str
    name: str
    short: str
    cells: list[str]
    course: Course
    plain: list[str]
    change: str
    is_better: bool | None


@dataclass
class Comparison:
    """What was chosen (`series`, `indicator`, `years`) and what it shows."""

    series: Series | None = None
    indicator: str = ""
    measure: str = ""
    years: list[Option] = field(default_factory=list)
    all_series: list[Option] = field(default_factory=list)
    indicators: list[Option] = field(default_factory=list)
    units: list[Option] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked_units: int = 0
    is_illustrative: bool = False

    @property
    def chosen_years(self) -> list[Option]:
        return [one for one in self.years if one.is_chosen]

    @property
    def selection(self) -> list[tuple[str, str]]:
        """The whole choice as the address holds it."""
        first = [("khoi", self.series.slug if self.series else ""), ("chi-tieu", _chosen(self.indicators))]
        units = [("don-vi", one.key) for one in self.units if one.is_chosen]
        return [*first, *units, *(("nam", one.key) for one in self.chosen_years)]


def _chosen(options: Iterable[Option]) -> str:
    return next((one.key for one in options if one.is_chosen), "")


def indicator_key(name: str) -> str:
    """An indicator in an address: its folded words; a long one ends with its digest, so that no two are one."""
    slug = slugify(name) or sha256(fold(name).encode()).hexdigest()[:12]
    if len(slug) <= LONGEST:
        return slug
    return f"{slug[: LONGEST - 9]}-{sha256(slug.encode()).hexdigest()[:8]}"


def comparison(asked: Any) -> Comparison:
    """`asked` answers `get` and `getlist` as an address's query does; what is not there gives way to a first choice."""
    found = Comparison()
    every = _all_series()
    if not every:
        return found
    found.series = next((one for one in every if one.slug == asked.get("khoi")), every[0])
    found.all_series = [Option(one.slug, one.name, one == found.series) for one in every]
    names = _indicators(found.series)
    key = asked.get("chi-tieu") if asked.get("chi-tieu") in names else max(names, key=lambda one: names[one].count)
    found.indicators = [Option(one, indicator.name, one == key) for one, indicator in names.items()]
    found.indicator = names[key].name
    _fill(found, _figures(found.series, names[key].ways), asked)
    return found


def _with_numbers() -> QuerySet[Figure]:
    numbers = Q(value__isnull=False) | Q(numerator__isnull=False)
    return published.of_whole_years().filter(numbers, is_withheld=False)


def _all_series() -> list[Series]:
    """Series with something to compare, real ones first; of them those that tell of the most years."""
    rows = _with_numbers().values_list("bloc__series", "phase__season", "bloc__is_illustrative").order_by().distinct()
    years: dict[int, int] = {}
    invented = set()
    for series, _season, is_illustrative in rows:
        years[series] = years.get(series, 0) + 1
        invented |= {series} if is_illustrative else set()
    found = Series.objects.filter(pk__in=years)
    return sorted(found, key=lambda one: (years[one.pk] < 2, one.pk in invented, -years[one.pk], one.name_sort, one.pk))


@dataclass
class _Indicator:
    """One indicator: its newest name, all ways it is written, and how many figures it has."""

    name: str
    ways: list[str] = field(default_factory=list)
    count: int = 0


def _indicators(series: Series) -> dict[str, _Indicator]:
    """By key, in the order of the newest pact; only those told in numbers."""
    rows = _with_numbers().filter(bloc__series=series)
    places = [F(name).asc(nulls_last=True) for name in ("pledge__section__order", "pledge__order", "order")]
    rows = rows.order_by("-phase__ends_on", *places, "pk")
    found: dict[str, _Indicator] = {}
    for pledge, indicator in rows.values_list("pledge__name", "indicator"):
        name = pledge or indicator
        one = found.setdefault(indicator_key(name), _Indicator(name))
        one.count += 1
        one.ways += [] if name in one.ways else [name]
    return found


def _figures(series: Series, ways: list[str]) -> list[Figure]:
    rows = published.of_whole_years().filter(bloc__series=series).select_related(*NAMES)
    named = rows.filter(pledge__name__in=ways) | rows.filter(pledge__isnull=True, indicator__in=ways)
    return list(named.order_by("phase__ends_on", "pk"))


def _fill(found: Comparison, figures: list[Figure], asked: Any) -> None:
    seasons = _seasons(found.series, figures)
    asked_years = [slug for slug in asked.getlist("nam") if slug in seasons]
    years = asked_years or _told(list(seasons), figures)[-MOST_YEARS:]
    found.years = [Option(slug, name, slug in years) for slug, (name, _day) in seasons.items()]
    chosen = [one.key for one in found.chosen_years]
    people = _units(found.series, figures)
    wanted = [key for key in dict.fromkeys(asked.getlist("don-vi")) if key in people]
    found.asked_units = len(wanted)
    keys = wanted[:MOST_UNITS] or _first_units(people, figures)
    day = max((seasons[slug][1] for slug in chosen), default=None)
    named = {key: _names(unit, day) for key, unit in people.items()}
    found.units = [Option(key, name, key in keys) for key, (name, _short) in named.items()]
    grid = _grid(figures)
    found.measure = next((_measure(one) for one in reversed(figures) if number_of(one) is not None), "")
    order = [one.key for one in found.units if one.is_chosen]
    for letter, key in zip("ABCDE", order, strict=False):
        found.lines.append(_line(letter, key, named[key], [grid.get((key, year)) for year in chosen], found.measure))
    found.notes = _notes([grid.get((key, year)) for key in order for year in chosen], found)
    found.is_illustrative = any(one.bloc.is_illustrative for one in figures)


def _seasons(series: Series | None, figures: list[Figure]) -> dict[str, tuple[str, date]]:
    """By slug the name and last day of each season of the series' public blocs and of the figures, oldest first."""
    rows = [bloc.season for bloc in published.blocs().filter(series=series)]
    rows += [figure.phase.season for figure in figures]
    ordered = sorted(rows, key=lambda one: (one.ends_on, one.pk))
    return {one.slug: (one.name, one.ends_on) for one in ordered}


def _told(slugs: list[str], figures: list[Figure]) -> list[str]:
    """From the first to the last year that has a figure; a year without one between them is shown as a gap."""
    places = [slugs.index(one.phase.season.slug) for one in figures]
    return slugs[min(places) : max(places) + 1]


def _units(series: Series | None, figures: list[Figure]) -> dict[str, Unit | None]:
    """The bloc as a whole, then every unit that was a member in a public season, in its newest order."""
    rows = Membership.objects.filter(bloc__series=series, bloc__release=Release.PUBLIC)
    rows = rows.order_by("-bloc__season__starts_on", "order", "unit__precedence", "unit__name_sort", "pk")
    found: dict[str, Unit | None] = {WHOLE: None} if any(one.unit_id is None for one in figures) else {}
    for row in rows.select_related("unit").prefetch_related("unit__pasts"):
        found.setdefault(row.unit.slug, row.unit)
    return found


def _first_units(people: dict[str, Unit | None], figures: list[Figure]) -> list[str]:
    """The bloc as a whole where it has figures, and the first units that have one."""
    have = {one.unit.slug if one.unit_id else WHOLE for one in figures}
    return [key for key in people if key in have][:FEW_UNITS]


def _names(unit: Unit | None, day: date | None) -> tuple[str, str]:
    """As it was called on the last day of the newest year shown; the short one for pictures."""
    if unit is None:
        return _("The bloc as a whole"), _("The bloc as a whole")
    name = unit.name_on(day)
    return name, unit.short_name if unit.short_name and name == unit.name else name


def _grid(figures: list[Figure]) -> dict[tuple[str, str], Figure]:
    """By unit and year. Where a later bloc tells of an earlier year too, the year's own bloc is believed."""
    found: dict[tuple[str, str], Figure] = {}
    for one in figures:
        place = (one.unit.slug if one.unit_id else WHOLE, one.phase.season.slug)
        if place not in found or one.bloc.season_id == one.phase.season_id:
            found[place] = one
    return found


def _measure(figure: Figure) -> str:
    return figure.measured_in.strip() or ("%" if figure.value is None else "")


def _line(letter: str, key: str, names: tuple[str, str], row: Sequence[Figure | None], measure: str) -> Line:
    """Figures in another measure than the newest stand in the table, not in the picture: no scale holds both."""
    values = [number_of(one) if one is not None and _measure(one) == measure else None for one in row]
    cells = [words_of(one) if one else "—" for one in row]
    plain = ["" if value is None else bare_words(value, measure) for value in values]
    change = compare(values[-1], values[0], measure, _side(row)) if len(row) > 1 else None
    course = Course(key, values, _breaks(row))
    words = change_words(change) if change else ""
    return Line(letter, key, *names, cells, course, plain, words, change.is_better if change else None)


def bare_words(value: Number, measure: str) -> str:
    """“92,02%”, “1.008”: as a picture has it, which names any other measure once, above."""
    shown = rounded(value)
    return percent(shown) if measure == "%" else trimmed(shown)


def _side(row: Sequence[Figure | None]) -> str | None:
    pledge = next((one.pledge for one in reversed(row) if one and one.pledge), None)
    return better(Kind(pledge.kind), pledge.target, pledge.measure) if pledge else None


def _definition(figure: Figure) -> tuple[str, str]:
    """What a figure means: its measure and where its numbers come from."""
    source = figure.pledge.data_source if figure.pledge else figure.source
    return fold(_measure(figure)), fold(source)


def _breaks(row: Sequence[Figure | None]) -> frozenset[int]:
    """Places whose figure is defined otherwise than the one before it; a source nobody stated changes nothing."""
    found, before = set(), None
    for place, one in enumerate(row):
        if one is None or one.is_withheld:
            continue
        now = _definition(one)
        if before and any(a != b for a, b in zip(before, now, strict=True) if a and b):
            found.add(place)
        before = tuple(new or old for new, old in zip(now, before, strict=True)) if before else now
    return frozenset(found)


def _notes(figures: Iterable[Figure | None], found: Comparison) -> list[str]:
    """What a reader must know beside the numbers: changed definitions by year, and other measures."""
    years = found.chosen_years
    changed = sorted({place for line in found.lines for place in line.course.breaks})
    notes = [_("The way of reckoning changed in %(year)s.") % {"year": years[place].name} for place in changed]
    others = {_measure(one) for one in figures if one and number_of(one) is not None} - {found.measure}
    for measure in sorted(others):
        words = {"measure": measure or "—"}
        notes.append(_("Figures in “%(measure)s” stand in the table only, not in the picture.") % words)
    return notes
