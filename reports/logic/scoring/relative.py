"""Relative to the best of the bloc: scores reckoned as a set, because one unit's figure moves another's points.

Source: “Điều 6” of a provincial police (peers.md §0): below the target ½·M·A/T, on it ½·M, above it interpolated to the
best; units without a target are a group of their own, M·A/A_best. Where lower is better, decision 19.
"""

from collections.abc import Mapping
from fractions import Fraction

from pacts.logic.kinds import REDUCTIONS, RISING, Kind
from reports.logic.scoring.bases import Basis
from reports.logic.scoring.figures import earned, figure, lacking, starts_from_nothing
from reports.logic.scoring.shapes import Earned, Facts, Rule

HALF = Fraction(1, 2)
FITTING = (*RISING, Kind.AT_MOST, *REDUCTIONS)
"""The kinds with a better side and something to exceed. “None allowed”, “=” and qualitative pledges have none."""

Figures = dict[str, Fraction]


def relative(rule: Rule, facts: Mapping[str, Facts]) -> dict[str, Earned]:
    """The points of all units whose figure can be told; the others are not in the answer.

    Raises ValueError for a kind without a better side and for a target of 0 or less: both are refused at adoption.
    """
    if rule.kind not in FITTING:
        raise ValueError(f"Criterion {rule.number}: “{rule.kind}” has no best to be measured against.")
    found = {unit: told for unit, one in facts.items() if (told := figure(rule, one)) is not None}
    targets = {unit: target for unit in found if (target := facts[unit].target) is not None}
    if any(target <= 0 for target in targets.values()):
        raise ValueError(f"Criterion {rule.number}: a target of 0 cannot be measured against the best.")
    from_nothing = [unit for unit in found if starts_from_nothing(rule, facts[unit])]
    return {
        **_with_target(rule, {unit: found[unit] for unit in targets if unit not in from_nothing}, targets),
        **_own_group(rule, {u: told for u, told in found.items() if u not in targets and u not in from_nothing}),
        **{unit: _from_nothing(rule, facts[unit]) for unit in from_nothing},
    }


def _from_nothing(rule: Rule, facts: Facts) -> Earned:
    """0 → 0: target reached, half the points; without a target nothing better can be had, all. 0 → n: nothing."""
    if facts.value:
        return earned(rule, lacking(rule, Fraction(0)), Basis.BASE_ZERO_RISEN)
    points = Fraction(rule.maximum) * (1 if facts.target is None else HALF)
    return earned(rule, lacking(rule, points), Basis.BASE_ZERO_KEPT)


# Units with a target


def _with_target(rule: Rule, figures: Figures, targets: Figures) -> dict[str, Earned]:
    excess = {unit: _excess(rule, targets[unit], found) for unit, found in figures.items()}
    best = max(excess.values(), default=Fraction(0))
    leaders = [unit for unit, over in excess.items() if over == best]
    return {
        unit: _above(rule, unit, over, best, leaders) if over > 0 else _up_to(rule, targets[unit], figures[unit])
        for unit, over in excess.items()
    }


def _excess(rule: Rule, target: Fraction, found: Fraction) -> Fraction:
    """By how much of the target a unit is beyond it, on the better side."""
    over = target - found if rule.kind == Kind.AT_MOST else found - target
    return over / target


def _above(rule: Rule, unit: str, over: Fraction, best: Fraction, leaders: list[str]) -> Earned:
    """½·M + ½·M·e/e_best; `best` ≥ `over` > 0."""
    half = Fraction(rule.maximum) * HALF
    return earned(rule, lacking(rule, half + half * over / best), Basis.ABOVE, leaders, unit, best)


def _up_to(rule: Rule, target: Fraction, found: Fraction) -> Earned:
    """½·M·A/T, or ½·M·T/A where lower is better (there A ≥ T > 0)."""
    share = target / found if rule.kind == Kind.AT_MOST else found / target
    basis = Basis.ON if found == target else Basis.BELOW
    return earned(rule, lacking(rule, Fraction(rule.maximum) * HALF * max(share, Fraction(0))), basis)


# Units without a target


def _own_group(rule: Rule, figures: Figures) -> dict[str, Earned]:
    """M·A/A_best among themselves; M·A_least/A where lower is better. Nothing counts below 0."""
    if not figures:
        return {}
    figures = {unit: max(found, Fraction(0)) for unit, found in figures.items()}
    lower = rule.kind == Kind.AT_MOST
    best = min(figures.values()) if lower else max(figures.values())
    leaders = [unit for unit, found in figures.items() if found == best]
    if best == 0 and not lower:
        return {unit: earned(rule, lacking(rule, Fraction(0)), Basis.OWN_GROUP_EMPTY) for unit in figures}
    return {unit: _beside(rule, unit, found, best, leaders) for unit, found in figures.items()}


def _beside(rule: Rule, unit: str, found: Fraction, best: Fraction, leaders: list[str]) -> Earned:
    """The best earns all, be it 0 where lower is better: nothing is divided by 0."""
    share = Fraction(1) if found == best else best / found if rule.kind == Kind.AT_MOST else found / best
    return earned(rule, lacking(rule, Fraction(rule.maximum) * share), Basis.OWN_GROUP, leaders, unit, best)
