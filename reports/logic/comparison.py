"""How a figure stands: against its pledge, against another period, and over a bloc.

Comparisons use exact fractions; only what is shown is rounded, half-up to 0.01. Where a docstring
says "our rule", no source settles the question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.wording import trimmed
from pacts.logic.targets import (
    REDUCTIONS,
    Kind,
    Number,
    amount,
    change_percent,
    exact,
    exceeded,
    is_met,
    rounded,
)


class Status(StrEnum):
    """How a pledge stands. Always shown as glyph, word and colour together."""

    MET = "met"
    EXCEEDED = "exceeded"
    AT_RISK = "at_risk"
    NOT_MET = "not_met"
    NO_REPORT = "no_report"
    NOT_APPLICABLE = "not_applicable"

    @property
    def glyph(self) -> str:
        return GLYPHS[self]

    @property
    def label(self) -> Any:
        return STATUS_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        return [(status.value, status.label) for status in cls]


GLYPHS = {
    Status.MET: "●",
    Status.EXCEEDED: "◆",
    Status.AT_RISK: "▲",
    Status.NOT_MET: "■",
    Status.NO_REPORT: "○",
    Status.NOT_APPLICABLE: "⊘",
}

STATUS_LABELS: dict[Status, Any] = {
    Status.MET: gettext_lazy("Met"),
    Status.EXCEEDED: gettext_lazy("Exceeded"),
    Status.AT_RISK: gettext_lazy("At risk"),
    Status.NOT_MET: gettext_lazy("Not met"),
    Status.NO_REPORT: gettext_lazy("Not reported"),
    Status.NOT_APPLICABLE: gettext_lazy("Not applicable"),
}


def judge(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
    *,
    applicable: bool = True,
    phase_share: Fraction | None = None,
    final: bool,
) -> Status:
    """The status of one pledge at one phase.

    `phase_share` (0 < share ≤ 1) is the part of the season that has passed. It is given for counts that
    add up over the year and are held against a whole year's number; it is None for rates and for
    reductions held against the same period of the year before, which are compared directly.
    `final` says that the season is over: then the share is ignored.

    * At the end a pledge is met, exceeded or not met (see `targets.exceeded`).
    * A figure whose target or baseline is not known is "not reported" (our rule: one half is missing).
    * "None allowed" is met by 0 and broken by the first case, at once and for good.
    * During the year a figure that misses is at risk, not lost (our rule).
    * Counts during the year: see `_on_the_way`.

    Raises ValueError for a share outside its range.
    """
    if not applicable:
        return Status.NOT_APPLICABLE
    met = is_met(kind, target, target_max, baseline, actual)
    if met is None:
        return Status.NO_REPORT
    if phase_share is not None and not final:
        return _on_the_way(kind, target, target_max, baseline, actual, phase_share)
    if met:
        return Status.EXCEEDED if exceeded(kind, target, target_max, baseline, actual) else Status.MET
    return Status.NOT_MET if final or kind == Kind.ZERO else Status.AT_RISK


def _on_the_way(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
    share: Fraction,
) -> Status:
    """A count that has grown for part of the year, held against that part of the year's number (our rule).

    Where lower is better: already above the whole year's limit is not met at once, since a count never
    falls back; within the share of the limit is met, else at risk; never "exceeded" before the end.
    Where higher is better: already at the whole target is met or exceeded for good; at the pace is met, else at risk.
    """
    if not 0 < share <= 1:
        raise ValueError(f"A share of a season lies in (0, 1], not {share}.")
    if _is_lost(kind, target, target_max, baseline, actual):
        return Status.NOT_MET
    if kind in (Kind.AT_LEAST, Kind.GREATER_THAN, Kind.COUNT) and exceeded(kind, target, target_max, baseline, actual):
        return Status.EXCEEDED
    return Status.MET if _keeps_pace(kind, target, target_max, baseline, actual, share) else Status.AT_RISK


def _is_lost(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
) -> bool:
    """Whether a count has passed a limit it can no longer come back under."""
    if kind == Kind.EQUAL:
        return exact(actual) > exact(target)
    falls_short = not is_met(kind, target, target_max, baseline, actual)
    return falls_short and kind in (Kind.AT_MOST, Kind.ZERO, *REDUCTIONS)


def _keeps_pace(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
    share: Fraction,
) -> bool | None:
    """Whether the figure keeps the pledge's number times the share; "=" is paced like "≥" until it is passed."""
    if kind in REDUCTIONS:
        return is_met(kind, target, target_max, exact(baseline) * share, actual)
    if kind in (Kind.ZERO, Kind.QUALITATIVE):
        return is_met(kind, target, target_max, baseline, actual)
    pace_kind = Kind.AT_LEAST if kind == Kind.EQUAL else kind
    return is_met(pace_kind, exact(target) * share, None, None, actual)


# Rates


def rate(numerator: Number | None, denominator: Number | None, per: int = 100) -> Fraction | None:
    """The exact rate in per cent (or per so many). None where a part is missing or there was nothing to count."""
    if numerator is None or not denominator:
        return None
    return Fraction(numerator) / Fraction(denominator) * per


def bloc_rate(parts: Iterable[tuple[Number | None, Number | None]], per: int = 100) -> Fraction | None:
    """The rate of a bloc: sum of numerators over sum of denominators, never a mean of rates.

    A unit that has not reported both parts is left out; the page says how many reported.
    """
    reported = [(Fraction(n), Fraction(d)) for n, d in parts if n is not None and d is not None]
    return rate(sum(n for n, _d in reported), sum(d for _n, d in reported), per)


# Against another period


@dataclass(frozen=True)
class Change:
    """A figure beside an earlier one. `better` is "higher", "lower" or None; `measure` the unit ("%", "vụ")."""

    now: Fraction
    before: Fraction
    measure: str
    better: str | None

    @property
    def difference(self) -> Fraction:
        """In the unit; for rates in percentage points."""
        return self.now - self.before

    @property
    def percent(self) -> Fraction | None:
        """The change in per cent, for counts only; None from 0, where no percentage exists."""
        return None if self.measure == "%" else change_percent(self.before, self.now)

    @property
    def direction(self) -> str:
        if self.difference == 0:
            return _("unchanged")
        return _("up") if self.difference > 0 else _("down")

    @property
    def is_better(self) -> bool | None:
        """Good or bad by the pledge's own side, not by the sign; None where nothing changed or no side is better."""
        if self.difference == 0 or self.better is None:
            return None
        return (self.difference > 0) == (self.better == "higher")


def compare(now: Number | None, before: Number | None, measure: str, better: str | None) -> Change | None:
    """A figure against the same figure of another period; None where one of them is not known."""
    if now is None or before is None:
        return None
    return Change(Fraction(now), Fraction(before), measure.strip(), better)


def sentence(change: Change) -> str:
    """“+1,25 điểm %”, “giảm 3 vụ (−12,5%)”, “không đổi”. A change that rounds to 0,00 is “gần như không đổi”."""
    if change.difference == 0:
        return change.direction
    shown = rounded(change.difference)
    if shown == 0:
        return _("almost unchanged")
    if change.measure == "%":
        return _("%(points)s percentage points") % {"points": signed(shown)}
    words = f"{change.direction} {amount(abs(shown), change.measure)}"
    return words if change.percent is None else f"{words} ({signed(rounded(change.percent))}%)"


def signed(value: Decimal) -> str:
    """With its sign, a true minus (U+2212): “+1,25”, “−12,5”, “0”."""
    sign = "" if value == 0 else "+" if value > 0 else "−"
    return sign + trimmed(abs(value))


def completion(statuses: Iterable[Status]) -> tuple[int, int]:
    """(met, all) as in “29/31 chỉ tiêu”: exceeded counts as met, what does not apply counts nowhere."""
    counted = [status for status in statuses if status != Status.NOT_APPLICABLE]
    return sum(status in (Status.MET, Status.EXCEEDED) for status in counted), len(counted)
