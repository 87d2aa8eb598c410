"""How one pledge stands at one phase, for a unit or for the whole bloc.

`pledge`, `figure` and `own` are any objects with the fields of Pledge, Figure and OwnTarget. Our rules, where the
sources are silent, are marked so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from blocs.logic.wording import trimmed
from pacts.logic.targets import REDUCTIONS, Kind, amount, better, exact, is_met, phrase, rounded, shortfall
from reports.logic.breaks import before_of, comparable, is_counted_otherwise, measure_then
from reports.logic.comparison import Change, Status, bloc_rate, compare, judge, rate, sentence
from reports.logic.entries import RATES
from reports.logic.shown import result_words


class Stretch(NamedTuple):
    """The phase as the reckoning needs it: which part of the season it covers, and whether that is the whole."""

    share: Fraction
    final: bool


def stretch_of(starts_on: date, ends_on: date, season_starts_on: date, season_ends_on: date) -> Stretch:
    """Days of the phase over days of the season, both ends included; the last quarter alone is not final."""
    days, whole = (ends_on - starts_on).days + 1, (season_ends_on - season_starts_on).days + 1
    share = min(Fraction(days, whole), Fraction(1))
    return Stretch(share, final=starts_on <= season_starts_on and ends_on >= season_ends_on)


# What a figure says


def amount_of(figure: Any, measure: str) -> Fraction | None:
    """The figure as one exact number, a rate in its own measure; “29/31 nội dung” is 29. None where it has none."""
    if figure is None or figure.is_not_applicable:
        return None
    if figure.value is not None:
        return Fraction(figure.value)
    if measure in RATES:
        return rate(figure.numerator, figure.denominator, RATES[measure])
    return None if figure.numerator is None else Fraction(figure.numerator)


def applies(figure: Any) -> bool:
    """A rate of nothing does not apply: where there were no cases, none could be solved (our rule)."""
    return figure is None or not (figure.is_not_applicable or figure.denominator == 0)


def said(figure: Any, kind: str, measure: str) -> str:
    """The figure as reported: “93,55% (29/31)”, “Đạt – giảm cả 03 tiêu chí”; “—” where there is none."""
    if figure is None:
        return "—"
    if kind != Kind.QUALITATIVE or figure.value is None:
        names = ["value", "numerator", "denominator", "statement", "is_not_applicable"]
        return result_words(measure=measure, **{name: getattr(figure, name) for name in names})
    return " – ".join(filter(None, [worded(Fraction(figure.value), kind, measure), figure.statement]))


def worded(number: Fraction | None, kind: str, measure: str) -> str:
    if number is None:
        return "—"
    if kind == Kind.QUALITATIVE:
        return str((Status.MET if number else Status.NOT_MET).label)
    return amount(rounded(number), measure)


# What it is held against


class Goal(NamedTuple):
    """The numbers a figure is judged by. `paced`: they are a whole year's; a part of the year owes a part of them."""

    target: Decimal | None
    target_max: Decimal | None
    baseline: Decimal | Fraction | None
    paced: bool


def goal_of_unit(pledge: Any, own: Any, last: Fraction | None, final: bool) -> Goal:
    """A unit's own target and baseline where it has them.

    The pact's baseline is the bloc's; of a count a unit falls from its own number of last year (our rule).
    """
    target = own.target if own else pledge.target
    target_max = own.target_max if own else pledge.target_max
    if pledge.kind not in REDUCTIONS:
        return Goal(target, target_max, None, _is_count(pledge) and not final)
    of_year = own.baseline if own else None
    if of_year is None and pledge.measure in RATES:
        of_year = pledge.baseline
    return Goal(target, target_max, *_baseline(pledge, of_year, last, final))


def goal_of_bloc(pledge: Any, last: Fraction | None, final: bool) -> Goal:
    """The numbers as the pact writes them."""
    if pledge.kind not in REDUCTIONS:
        return Goal(pledge.target, pledge.target_max, None, _is_count(pledge) and not final)
    return Goal(pledge.target, pledge.target_max, *_baseline(pledge, pledge.baseline, last, final))


def _baseline(pledge: Any, of_year: Decimal | None, last: Fraction | None, final: bool):
    """During the year the same period of last year, else the pact's yearly number; at the end the other way round."""
    if final:
        return (last if of_year is None else of_year), False
    if last is not None or of_year is None:
        return last, False
    return of_year, pledge.measure not in RATES


def _is_count(pledge: Any) -> bool:
    return pledge.measure not in RATES and pledge.kind not in (Kind.ZERO, Kind.QUALITATIVE)


# How it stands


@dataclass(frozen=True)
class Standing:
    """A pledge's figure at a phase beside its goal and the same period of last year.

    `status` is None where a figure cannot be judged: told in words, or without a number to hold it against.
    `reported` of `expected` units speak in a computed figure of the bloc; both are None elsewhere.
    """

    pledge: Any
    figure: Any
    number: Fraction | None
    last: Fraction | None
    goal: Goal
    status: Status | None
    reported: int | None = None
    expected: int | None = None

    @property
    def text(self) -> str:
        if self.status == Status.NOT_APPLICABLE:
            return str(self.status.label)
        if self.number is None and self.figure is not None:
            return self.figure.statement or "—"
        return worded(self.number, self.pledge.kind, self.pledge.measure)

    @property
    def last_text(self) -> str:
        """In the words of the pledge it was given for, where that one counted otherwise."""
        pledge = before_of(self.pledge) if self.has_break else self.pledge
        return worded(self.last, pledge.kind, pledge.measure)

    @property
    def has_break(self) -> bool:
        """Since last year the pledge is counted in another way, so the two figures are not one series."""
        return self.last is not None and is_counted_otherwise(self.pledge, before_of(self.pledge))

    @property
    def glyph(self) -> str:
        return "◇" if self.status is None else self.status.glyph

    @property
    def badge(self) -> str:
        """Its key in the table of statuses; empty where it cannot be judged."""
        if self.status is None:
            return ""
        return "na" if self.status == Status.NOT_APPLICABLE else self.status.value

    @property
    def label(self) -> str:
        return _("Cannot be judged") if self.status is None else str(self.status.label)

    @property
    def target_text(self) -> str:
        """The goal in words, with the unit's own numbers where it has them."""
        words = (self.goal.target, self.goal.target_max, self.pledge.measure, self.pledge.baseline_label)
        return phrase(Kind(self.pledge.kind), *words)

    @property
    def short_target_text(self) -> str:
        """Without the name of the baseline, for narrow places."""
        return phrase(Kind(self.pledge.kind), self.goal.target, self.goal.target_max, self.pledge.measure)

    @property
    def change(self) -> Change | None:
        if self.pledge.kind == Kind.QUALITATIVE or self.has_break:
            return None
        side = better(Kind(self.pledge.kind), self.goal.target, self.pledge.measure)
        return compare(self.number, self.last, self.pledge.measure, side)

    @property
    def change_text(self) -> str:
        return sentence(self.change) if self.change else ""

    @property
    def shortfall_text(self) -> str:
        """How much is missing: “thiếu 1,9 điểm %”; nothing when met or when the gap has no number."""
        goal, kind = self.goal, Kind(self.pledge.kind)
        gap = shortfall(kind, goal.target, goal.target_max, goal.baseline, self.number)
        if not gap or self.status in (Status.MET, Status.EXCEEDED):
            return ""
        if self.pledge.measure == "%" or kind in REDUCTIONS:
            return _("%(points)s percentage points off the target") % {"points": trimmed(gap)}
        return _("%(amount)s off the target") % {"amount": amount(gap, self.pledge.measure)}


def standing_of_unit(pledge: Any, figure: Any, last_figure: Any, own: Any, stretch: Stretch) -> Standing:
    last = amount_of(last_figure, measure_then(pledge))
    goal = goal_of_unit(pledge, own, comparable(pledge, last), stretch.final)
    number = amount_of(figure, pledge.measure)
    return Standing(pledge, figure, number, last, goal, _status(pledge, figure, number, goal, stretch))


def standing_of_bloc(pledge: Any, figure: Any, last: Fraction | None, stretch: Stretch) -> Standing:
    """From the figure entered for the bloc as a whole."""
    goal = goal_of_bloc(pledge, comparable(pledge, last), stretch.final)
    number = amount_of(figure, pledge.measure)
    return Standing(pledge, figure, number, last, goal, _status(pledge, figure, number, goal, stretch))


def _status(pledge: Any, figure: Any, number: Fraction | None, goal: Goal, stretch: Stretch) -> Status | None:
    if figure is not None and applies(figure) and number is None:
        return None
    if number is not None and is_met(Kind(pledge.kind), *goal[:3], number) is None:
        return None
    share = stretch.share if goal.paced and not stretch.final else None
    return judge(
        Kind(pledge.kind), *goal[:3], number, applicable=applies(figure), phase_share=share, final=stretch.final
    )


# The bloc from its units


def bloc_number(pledge: Any, figures: Sequence[Any]) -> Fraction | None:
    """One number for the bloc from the figures of its units, those that do not apply left out.

    Rates: sum of numerators over sum of denominators, never a mean, so a rate given without its parts is left out.
    Counts: the sum. Qualitative: met when every unit says so. None where nothing can be taken together.
    """
    said_by = [figure for figure in figures if figure is not None and applies(figure)]
    if pledge.measure in RATES:
        parts = [(figure.numerator, figure.denominator) for figure in said_by]
        return bloc_rate(parts, RATES[pledge.measure])
    values = [figure.value for figure in said_by if figure.value is not None]
    if not values:
        return None
    if pledge.kind == Kind.QUALITATIVE:
        return Fraction(int(all(values)))
    return sum((exact(value) for value in values), Fraction(0))


def speaks_in(pledge: Any, figure: Any) -> bool:
    """Whether a unit's figure enters the number of the bloc (one that does not apply speaks by being left out)."""
    if figure is None:
        return False
    if not applies(figure):
        return True
    return figure.numerator is not None if pledge.measure in RATES else figure.value is not None


@dataclass(frozen=True)
class Parts:
    """What the units bring to one pledge of the bloc: figures and own targets by unit, and last year's sum."""

    figures: dict[int, Any]
    own_targets: dict[int, Any]
    last: Fraction | None


def standing_from_units(pledge: Any, parts: Parts, units: Sequence[int], stretch: Stretch) -> Standing:
    """Computed from the units; counts are held against the sum of the units' own numbers (our rule: the pact's
    number is each unit's promise). With units missing, a fall from the bloc's baseline cannot be judged yet.
    """
    figures = [parts.figures.get(unit) for unit in units]
    speaking = [unit for unit in units if speaks_in(pledge, parts.figures.get(unit))]
    number = bloc_number(pledge, figures)
    goal = _goal_from_units(pledge, parts, speaking, stretch)
    incomplete_fall = pledge.kind in REDUCTIONS and pledge.measure not in RATES and len(speaking) < len(units)
    status: Status | None = Status.NO_REPORT if number is None else None
    if speaking and all(not applies(parts.figures[unit]) for unit in speaking) and len(speaking) == len(units):
        status = Status.NOT_APPLICABLE
    elif number is not None and not incomplete_fall:
        status = _status(pledge, None, number, goal, stretch)
    return Standing(pledge, None, number, parts.last, goal, status, len(speaking), len(units))


def _goal_from_units(pledge: Any, parts: Parts, speaking: Sequence[int], stretch: Stretch) -> Goal:
    goal = goal_of_bloc(pledge, comparable(pledge, parts.last), stretch.final)
    if not _is_count(pledge) or pledge.kind in REDUCTIONS or pledge.target is None:
        return goal
    counted = [unit for unit in speaking if applies(parts.figures[unit])]
    targets = [parts.own_targets[unit].target if unit in parts.own_targets else pledge.target for unit in counted]
    return goal._replace(target=sum((Decimal(target) for target in targets), Decimal(0)))
