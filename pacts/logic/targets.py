"""Whether a figure keeps a pledge, and by how much.

Figures come as Decimal, int or Fraction (a rate is a Fraction in per cent) and are compared as
exact fractions. None means "not said", which is neither 0 nor "does not apply".
A kind may be given as its plain value, as the database holds it.
This is also the counter for kinds and wording: other rooms import them from here.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from pacts.logic.kinds import REDUCTIONS, Judged, Kind, Number, better, needs_baseline, needs_target
from pacts.logic.wording import amount, phrase, problems_of

__all__ = [
    "REDUCTIONS",
    "Judged",
    "Kind",
    "Number",
    "amount",
    "at_least_as_strict",
    "better",
    "change_percent",
    "exact",
    "exceeded",
    "group_met",
    "is_met",
    "needs_baseline",
    "needs_target",
    "phrase",
    "problems_of",
    "rounded",
    "shortfall",
]

Member = tuple[Kind, Number | None, Number | None, Number | None, Number | None]


def exact(value: Any) -> Fraction:
    """The fraction behind a number or a yes/no that is known to be there; TypeError for None."""
    return Fraction(value)


def change_percent(baseline: Number, actual: Number) -> Fraction | None:
    """The change against the baseline in per cent, negative for a fall; None where the baseline is 0."""
    if baseline == 0:
        return None
    return (exact(actual) - exact(baseline)) / exact(baseline) * 100


def is_met(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
) -> bool | None:
    """Whether the figure keeps the pledge; None when that cannot be said yet.

    It cannot be said without a figure, without a target where one is needed, or, for a reduction,
    without a baseline. A qualitative pledge is told by its answer: True or 1 met, False or 0 not.
    A range "falls by 3–5%" is also kept by falling further: who promises a fall keeps it by falling more.
    """
    if actual is None or (needs_target(kind) and target is None):
        return None
    if kind in REDUCTIONS:
        return None if baseline is None else _fell_enough(exact(target), exact(baseline), exact(actual))
    return _reaches(kind, exact(target or 0), exact(actual))


def _reaches(kind: Kind, target: Fraction, actual: Fraction) -> bool:
    if kind in (Kind.AT_LEAST, Kind.COUNT):
        return actual >= target
    if kind == Kind.GREATER_THAN:
        return actual > target
    if kind == Kind.AT_MOST:
        return actual <= target
    if kind == Kind.EQUAL:
        return actual == target
    return actual == 0 if kind == Kind.ZERO else actual != 0


def _fell_enough(percent: Fraction, baseline: Fraction, actual: Fraction) -> bool:
    """Whether a figure fell by so many per cent. From 0 there is no percentage: 0→0 is met, 0→n is not."""
    if baseline == 0:
        return actual == 0
    return (baseline - actual) / baseline * 100 >= percent


def exceeded(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
) -> bool | None:
    """Whether the pledge is not only met but passed; None when it cannot be judged.

    Our rule, the sources being silent: passed means strictly beyond the number written in the
    pact (for a range, beyond its far end). ">" asks for more already, so it is never passed; nor are
    "=", "none allowed", qualitative pledges and a fall from 0 to 0.
    """
    met = is_met(kind, target, target_max, baseline, actual)
    if not met:
        return met
    if kind in REDUCTIONS:
        change = change_percent(exact(baseline), exact(actual))
        return change is not None and -change > _far_end(target, target_max)
    if kind in (Kind.AT_LEAST, Kind.COUNT):
        return exact(actual) > exact(target)
    return kind == Kind.AT_MOST and exact(actual) < exact(target)


def _far_end(target: Number | None, target_max: Number | None) -> Fraction:
    return exact(target if target_max is None else target_max)


def shortfall(
    kind: Kind,
    target: Number | None,
    target_max: Number | None,
    baseline: Number | None,
    actual: Number | bool | None,
) -> Decimal | None:
    """How much is missing, ≥ 0, rounded half-up to 0.01; 0 when met.

    In the pledge's own unit; for reductions in percentage points of the fall. None when it cannot be
    judged or the gap has no number (a qualitative pledge; a rise from a baseline of 0). A gap below
    0.005 shows as 0.00, and so does ">" reached exactly, so `is_met` decides, never this.
    """
    met = is_met(kind, target, target_max, baseline, actual)
    if met is None or (not met and kind == Kind.QUALITATIVE):
        return None
    if met:
        return Decimal("0.00")
    if kind in REDUCTIONS:
        change = change_percent(exact(baseline), exact(actual))
        return None if change is None else rounded(exact(target) + change)
    return rounded(abs(exact(actual) - exact(target or 0)))


def rounded(value: Number) -> Decimal:
    """A number as it is shown: half-up (away from zero) to 0.01, taken once, from the exact fraction."""
    hundredths = floor(abs(exact(value)) * 100 + Fraction(1, 2))
    return Decimal(hundredths if value >= 0 else -hundredths).scaleb(-2)


def at_least_as_strict(
    kind: Kind,
    own_target: Number | None,
    own_max: Number | None,
    common_target: Number | None,
    common_max: Number | None,
) -> bool:
    """A unit may pledge more than the bloc's common target, never less.

    No own target means the common one; no common target leaves the unit free. Of a range neither end may be lower.
    """
    if not needs_target(kind) or own_target is None or common_target is None:
        return True
    own, common = exact(own_target), exact(common_target)
    if kind == Kind.AT_MOST:
        return own <= common
    if kind == Kind.EQUAL:
        return own == common
    if kind == Kind.REDUCE_RANGE:
        return own >= common and _far_end(own, own_max) >= _far_end(common, common_max)
    return own >= common


# Groups


def group_met(judged: Judged, members: Sequence[Member]) -> bool | None:
    """Whether a group of pledges is met. `members` are (kind, target, target_max, baseline, actual).

    All-of: one missed member settles it, else one that cannot be judged leaves it open (None).
    Sum-of: figures, baselines and targets are added and judged once; a part that is not reported
    leaves the sum open. Raises ValueError where a sum has no meaning (different kinds, qualitative
    members, reductions with different percentages). A group without members cannot be judged.
    """
    if not members:
        return None
    if judged == Judged.SUM_OF:
        return is_met(*_summed(members))
    verdicts = [is_met(*member) for member in members]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _summed(members: Sequence[Member]) -> Member:
    """One pledge standing for the group."""
    kinds, targets, maxima, baselines, actuals = zip(*members, strict=True)
    kind = kinds[0]
    if len(set(kinds)) > 1 or kind == Kind.QUALITATIVE:
        raise ValueError("Only pledges of one countable kind can be summed.")
    if kind not in REDUCTIONS:
        return kind, _sum(targets) if needs_target(kind) else None, None, None, _sum(actuals)
    if len(set(targets)) > 1 or len(set(maxima)) > 1:
        raise ValueError("Reductions are summed under one common percentage.")
    return kind, targets[0], maxima[0], _sum(baselines), _sum(actuals)


def _sum(values: Sequence[Number | None]) -> Fraction | None:
    """The exact sum; None as soon as one part is not known."""
    return None if None in values else sum((exact(value) for value in values), Fraction(0))
