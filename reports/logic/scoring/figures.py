"""What every formula needs of a rule and of a unit's facts: numbers, the fall of a reduction, rounding."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pacts.logic.formulas import Part
from pacts.logic.kinds import REDUCTIONS
from pacts.logic.targets import change_percent, rounded
from reports.logic.scoring.shapes import Earned, Facts, Rule

RISE_FROM_NOTHING = Fraction(-100)
"""0 → n has no percentage; where a number is needed for it, it counts as a fall of −100 per cent. Our rule."""


@lru_cache(maxsize=4096)
def number(text: str) -> Fraction:
    """A number of the rules, kept as text there. Raises ValueError for anything else."""
    return Fraction(text)


def param(rule: Rule, name: str, default: str | None = None) -> Fraction:
    """A number the formula was told. Raises ValueError where it is missing: adoption should have refused the rule."""
    given = rule.params.get(name)
    given = default if given in (None, "") else given
    if given is None:
        raise ValueError(f"Criterion {rule.number}: the formula {rule.formula} needs “{name}”.")
    return number(str(given))


def is_reduction(rule: Rule) -> bool:
    return rule.kind in REDUCTIONS


def starts_from_nothing(rule: Rule, facts: Facts) -> bool:
    """A promise to fall from 0: there is no percentage (0 → 0 keeps it, 0 → n does not)."""
    return is_reduction(rule) and facts.baseline == 0


def figure(rule: Rule, facts: Facts) -> Fraction | None:
    """The number that is judged: the value itself or, for a promise to fall, the fall in per cent of the baseline.

    None: it cannot be said (no value, no baseline). From 0 to 0 the fall counts as the one promised.
    """
    if facts.value is None or (is_reduction(rule) and facts.baseline is None):
        return None
    if not is_reduction(rule) or facts.baseline is None:
        return facts.value
    change = change_percent(facts.baseline, facts.value)
    if change is not None:
        return -change
    return RISE_FROM_NOTHING if facts.value else facts.target or Fraction(0)


def earned(rule: Rule, points: Fraction, basis: str, leaders=(), unit="", scale: Fraction | None = None) -> Earned:
    """Never below 0, never above the maximum, rounded half-up to 0.01 once (decision 18)."""
    maximum = Fraction(rule.maximum)
    within = min(max(points, Fraction(0)), maximum)
    leader = unit if unit in leaders else min(leaders, default="")
    return Earned(min(rounded(within), rule.maximum), leader, basis, tuple(sorted(leaders)), scale, within)


def lacking(rule: Rule, points: Fraction) -> Fraction:
    """Merit, or, for a penalty, what is taken off because merit is lacking: the maximum less the points."""
    if rule.part != Part.PENALTY:
        return points
    maximum = Fraction(rule.maximum)
    return maximum - min(max(points, Fraction(0)), maximum)


def is_on_step(points: Decimal, step: Decimal) -> bool:
    """Whether points given by hand are a whole number of steps (usually half points). `step` is more than 0."""
    return Fraction(points) % Fraction(step) == 0
