"""What a public page shows of figures and seasons: rows made into plain things with their words."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blocs.logic.dates import Fuzzy
from blocs.logic.text import fold
from blocs.logic.wording import fuzzy_day, percent, trimmed
from blocs.models import Bloc
from pacts.logic.kinds import Kind, better
from pacts.logic.targets import amount, phrase, rounded
from pacts.models import Ceremony, Pledge
from pacts.restated import Own, own_targets
from reports import published
from reports.logic.comparison import Change, compare, rate, sentence
from reports.logic.shown import result_words
from reports.logic.stages import Met, Stage, stages
from reports.models import Figure
from reports.pictures import Point, sparkline, summary_of

YEAR = (timedelta(days=330), timedelta(days=400))  # how far apart two ends of a yearly phase may lie
NAMES = ("pledge", "phase__season", "unit", "bloc__season", "bloc__series")


@dataclass(frozen=True)
class Row:
    """A released figure as a table shows it; `change` is the sentence against the year before, or empty."""

    figure: Figure
    words: str
    target: str
    change: str
    is_better: bool | None

    @property
    def period(self) -> str:
        return period_of(self.figure)

    @property
    def is_number(self) -> bool:
        """Numbers stand under numbers; words read from the left."""
        return not self.figure.statement and not self.figure.is_withheld and not self.figure.is_not_applicable


def words_of(figure: Figure) -> str:
    """What the public reads of a figure."""
    return result_words(
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        statement=figure.statement,
        measure=figure.measured_in,
        is_not_applicable=figure.is_not_applicable,
        is_withheld=figure.is_withheld,
    )


def period_of(figure: Figure) -> str:
    """“Năm 2016”, or “06 tháng đầu năm, Năm 2017” for a part of a season."""
    phase = figure.phase
    whole = phase.kind == "year" or phase.name == phase.season.name
    return phase.season.name if whole else f"{phase.name}, {phase.season.name}"


def number_of(figure: Figure) -> Decimal | Fraction | None:
    """The one number a figure can be compared by; None for statements, withheld and other figures without one."""
    if figure.is_withheld or figure.is_not_applicable:
        return None
    if figure.value is not None:
        return figure.value
    return rate(figure.numerator, figure.denominator) if figure.measured_in in ("", "%") else None


def key_of(figure: Figure) -> str:
    """What makes figures of several years one line: the same pledge or indicator by name."""
    return fold(figure.name)


def rows_of(figures) -> list[Row]:
    """Released figures with their target and their change against the year before; two queries more, however many."""
    figures = list(figures.select_related(*NAMES))
    before = _before(figures)
    own = _own_targets(figures)
    return [_row(figure, before, own) for figure in figures]


def _row(figure: Figure, before: dict, own: dict) -> Row:
    change = _change(figure, before)
    words = change_words(change) if change else ""
    return Row(figure, words_of(figure), _target(figure, own), words, change.is_better if change else None)


def _own_targets(figures: list[Figure]) -> dict[tuple[int, int], Own]:
    pledges = {figure.pledge_id for figure in figures if figure.pledge_id and figure.unit_id}
    return own_targets(pledges) if pledges else {}


def _target(figure: Figure, own: dict) -> str:
    pledge = figure.pledge
    if pledge is None or pledge.kind == Kind.QUALITATIVE.value:
        return ""
    row = own.get((pledge.pk, figure.unit_id))
    return own_phrase(pledge, row) if row else pledge.phrase


def own_phrase(pledge: Pledge, own: Own) -> str:
    """A unit's own target in words."""
    return phrase(Kind(pledge.kind), own.target, own.target_max, pledge.measure, pledge.baseline_label)


def _before(figures: list[Figure]) -> dict[tuple, list[Figure]]:
    """Released figures of the same series, by unit, kind of phase and name."""
    if not figures:
        return {}
    series = {figure.bloc.series_id for figure in figures}
    units = {figure.unit_id for figure in figures if figure.unit_id}
    rows = published.figures().filter(bloc__series__in=series).select_related(*NAMES)
    rows = rows.filter(unit__in=units) | rows.filter(unit__isnull=True) if units else rows.filter(unit__isnull=True)
    found: dict[tuple, list[Figure]] = {}
    for row in rows:
        found.setdefault(_same(row), []).append(row)
    return found


def _same(figure: Figure) -> tuple:
    return figure.bloc.series_id, figure.unit_id, figure.phase.kind, key_of(figure)


def _change(figure: Figure, before: dict) -> Change | None:
    earlier = [row for row in before.get(_same(figure), []) if _is_year_before(row.phase.ends_on, figure.phase.ends_on)]
    if not earlier or earlier[0].measured_in != figure.measured_in:
        return None
    pledge = figure.pledge
    side = better(Kind(pledge.kind), pledge.target, pledge.measure) if pledge else None
    measure = figure.measured_in or ("%" if figure.value is None else "")
    return compare(number_of(figure), number_of(earlier[0]), measure, side)


def _is_year_before(earlier: date, later: date) -> bool:
    return YEAR[0] <= later - earlier <= YEAR[1]


def change_words(change: Change) -> str:
    """With its direction word, for rates too: “tăng 1,25 điểm %”, “giảm 3 vụ (−12,5%)”, “không đổi”."""
    shown = rounded(abs(change.difference))
    if change.measure != "%" or shown == 0:
        return sentence(change)
    return _("%(direction)s %(points)s percentage points") % {"direction": change.direction, "points": trimmed(shown)}


# --- Several years of one thing ---------------------------------------------------------------------


@dataclass(frozen=True)
class Course:
    """One indicator over the years: a cell of words per period, and its picture from three numbers on."""

    name: str
    target: str
    cells: list[str]
    notes: list[str]
    picture: SafeString | None
    summary: str


def courses(rows: list[Row], periods: list[str]) -> list[Course]:
    """Rows of one unit gathered by indicator; `periods` are the columns, oldest first. A gap is “—”, never 0."""
    lines: dict[str, dict[str, Row]] = {}
    for row in rows:
        lines.setdefault(key_of(row.figure), {})[row.period] = row
    return [_course(n, line, periods) for n, line in enumerate(lines.values(), start=1)]


def _course(n: int, line: dict[str, Row], periods: list[str]) -> Course:
    newest = line[max(line, key=periods.index)]
    name = newest.figure.name
    points = _points(line, periods)
    return Course(
        name=name,
        target=newest.target,
        cells=[line[period].words if period in line else "—" for period in periods],
        notes=[row.figure.note for row in line.values() if row.figure.note and not row.figure.is_withheld],
        picture=(picture := sparkline(points, name=name, key=f"spark-{n}")),
        summary=summary_of(points) if picture else "",
    )


def _points(line: dict[str, Row], periods: list[str]) -> list[Point]:
    """From its first to its last year, whole seasons in one measure only; a year without a number is a gap."""
    told = [period for period in periods if period in line and number_of(line[period].figure) is not None]
    if not told or len({line[period].figure.measured_in for period in told}) > 1:
        return []
    between = periods[periods.index(told[0]) : periods.index(told[-1]) + 1]
    return [_point(line[period].figure) if period in told else Point("", None, "—") for period in between]


def _point(figure: Figure) -> Point:
    number = number_of(figure)
    return Point(figure.phase.season.slug, number, "—" if number is None else plain_words(number, figure))


def plain_words(number: Decimal | Fraction, figure: Figure) -> str:
    """The number alone, rates always with two decimals: “88,10%”, “283 vụ”."""
    measure = figure.measured_in or ("%" if figure.value is None else "")
    return percent(rounded(number)) if measure == "%" else amount(Decimal(rounded(number)), measure)


def is_whole(row: Row) -> bool:
    """Of the phase that ends with its season, not of a part of it."""
    return row.figure.phase.ends_on >= row.figure.phase.season.ends_on


def periods_of(rows: list[Row]) -> list[str]:
    """The periods of the rows, oldest first."""
    ordered = sorted(rows, key=lambda row: (row.figure.phase.ends_on, row.figure.phase.starts_on))
    return list(dict.fromkeys(row.period for row in ordered))


# --- The season's course ------------------------------------------------------------------------------


def stages_of(bloc: Bloc, ceremonies: list[Ceremony]) -> list[Stage]:
    """From the ceremonies shown on the same page; `ceremonies` in any order."""
    kinds = Ceremony.Kind
    return stages(
        starts_on=bloc.season.starts_on,
        ends_on=bloc.season.ends_on,
        today=timezone.localdate(),
        signing=_met(bloc, ceremonies, kinds.SIGNING, kinds.COMBINED, kinds.CAMPAIGN),
        midyear=_met(bloc, ceremonies, kinds.MIDYEAR),
        closing=_met(bloc, ceremonies, kinds.YEAREND),
    )


def _met(bloc: Bloc, ceremonies: list[Ceremony], *kinds: str) -> Met | None:
    found = [one for one in ceremonies if one.kind in kinds and one.state != Ceremony.State.CANCELLED]
    if not found:
        return None
    first = min(found, key=lambda one: one.on or date.max)
    return Met(fuzzy_day(when(first)) if first.on else "", first.state == Ceremony.State.HELD)


def headlines(bloc: Bloc, most: int = 4) -> list[Row]:
    """The first released figures of the bloc as a whole: this season's newest phase, else the season before."""
    now = published.this_year(bloc).filter(unit__isnull=True)
    newest = now.order_by("-phase__ends_on", "phase__starts_on").values_list("phase", flat=True).first()
    rows = now.filter(phase=newest) if newest else published.last_year(bloc)
    return rows_of(rows.order_by("order", "pk")[:most])


def when(ceremony: Ceremony) -> Fuzzy:
    return Fuzzy(ceremony.precision, ceremony.on, ceremony.until)


def state_of(ceremony: Ceremony) -> Any:
    """How the ceremony stands, as a key of the page: upcoming, postponed, live, held or cancelled."""
    if ceremony.state == Ceremony.State.PLANNED:
        return "postponed" if ceremony.postponed_from else "upcoming"
    return ceremony.state
