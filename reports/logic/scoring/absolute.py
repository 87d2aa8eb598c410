"""The formulas that look at one unit alone. Each answers (points before rounding, basis); None: cannot be said.

Source: domain.md A4, families 1, 3 and 4, and our own rules where the sources are silent (docs/scoring.md says which).
"""

from collections.abc import Callable
from fractions import Fraction

from pacts.logic.formulas import Formula
from pacts.logic.kinds import RISING, Kind
from pacts.logic.targets import is_met
from reports.logic.scoring.bases import Basis
from reports.logic.scoring.figures import figure, is_on_step, is_reduction, lacking, param, starts_from_nothing
from reports.logic.scoring.shapes import Facts, Rule

Line = tuple[Fraction, Basis] | None
NOTHING = Fraction(0)
WHOLE_RATE = Fraction(100)


def kept(rule: Rule, facts: Facts) -> bool | None:
    """Whether the pledge is kept or, where there is none, whether the answer is yes (anything but 0)."""
    kind = Kind(rule.kind) if rule.kind else Kind.QUALITATIVE
    return is_met(kind, facts.target, facts.target_max, facts.baseline, facts.value)


def pass_fail(rule: Rule, facts: Facts) -> Line:
    """Met earns all, not met nothing. As a penalty: not met takes all off."""
    met = kept(rule, facts)
    if met is None:
        return None
    return lacking(rule, Fraction(rule.maximum) if met else NOTHING), Basis.MET if met else Basis.NOT_MET


def flat(rule: Rule, facts: Facts) -> Line:
    """Yes adds (or, as a penalty, takes off) all, no nothing. Under a pledge: kept adds, not kept takes off."""
    if rule.kind:
        return pass_fail(rule, facts)
    yes = kept(rule, facts)
    return None if yes is None else (Fraction(rule.maximum) if yes else NOTHING, Basis.YES if yes else Basis.NO)


def proportional(rule: Rule, facts: Facts) -> Line:
    """M·A/T up to M; lower is better: M·T/A above the target; a fall: M·fall/T.

    A target of 0 is a target: reached or not, by `is_met`. So are “none allowed”, “=” and a qualitative pledge; but a
    rate short of “= 100%” can only be missed from below, so it earns its share.
    """
    found, met = figure(rule, facts), kept(rule, facts)
    if found is None or met is None:
        return None
    if starts_from_nothing(rule, facts):
        return _whole(rule, met, Basis.BASE_ZERO_KEPT if met else Basis.BASE_ZERO_RISEN)
    share = None if met else _share(rule, facts.target, found)
    if share is None:
        return _whole(rule, met, Basis.REACHED if met else Basis.NOT_MET)
    return lacking(rule, Fraction(rule.maximum) * share), Basis.SHARE


def _whole(rule: Rule, met: bool, basis: Basis) -> Line:
    return lacking(rule, Fraction(rule.maximum) if met else NOTHING), basis


def _share(rule: Rule, target: Fraction | None, found: Fraction) -> Fraction | None:
    """The share of a target that was missed; None where nothing lies between reached and not reached."""
    if target is None or target <= 0:
        return None
    if rule.kind == Kind.AT_MOST:
        return target / found
    is_short_rate = rule.kind == Kind.EQUAL and found < target == WHOLE_RATE
    return found / target if is_short_rate or rule.kind in RISING or is_reduction(rule) else None


def deduction(rule: Rule, facts: Facts) -> Line:
    """M less `per` for each occurrence, never below `floor` (0). As a penalty: what is deducted is taken off."""
    if facts.value is None:
        return None
    maximum, floor = Fraction(rule.maximum), param(rule, "floor", "0")
    left = maximum - param(rule, "per") * facts.value
    if facts.value <= 0:
        return lacking(rule, maximum), Basis.UNTOUCHED
    return lacking(rule, max(left, floor)), Basis.FLOOR if left < floor else Basis.DEDUCTED


def bands(rule: Rule, facts: Facts) -> Line:
    """The points of the first band whose end the figure does not pass; ends belong to their band.

    Raises ValueError where no band holds the figure: adoption should have refused bands without an open last one.
    """
    found = figure(rule, facts)
    if found is None:
        return None
    for band in rule.params.get("bands", ()):
        if band.get("upto") in (None, "") or found <= param(rule, "upto", band["upto"]):
            return param(rule, "points", band["points"]), Basis.BAND
    raise ValueError(f"Criterion {rule.number}: no band holds {found}.")


def count(rule: Rule, facts: Facts) -> Line:
    """`per` for each, at most the maximum."""
    if facts.value is None:
        return None
    points = param(rule, "per") * facts.value
    return points, Basis.CAPPED if points > Fraction(rule.maximum) else Basis.COUNTED


def by_hand(rule: Rule, facts: Facts) -> Line:
    """The points given. Raises ValueError outside 0…maximum, or off the step where `params` names one."""
    if facts.points is None:
        return None
    step = rule.params.get("step")
    if not 0 <= facts.points <= rule.maximum or (step and not is_on_step(facts.points, step)):
        raise ValueError(f"Criterion {rule.number}: {facts.points} points cannot be given.")
    return Fraction(facts.points), Basis.BY_HAND


ABSOLUTE: dict[Formula, Callable[[Rule, Facts], Line]] = {
    Formula.PASS_FAIL: pass_fail,
    Formula.PROPORTIONAL: proportional,
    Formula.DEDUCTION: deduction,
    Formula.BANDS: bands,
    Formula.COUNT: count,
    Formula.BY_HAND: by_hand,
    Formula.FLAT: flat,
}
