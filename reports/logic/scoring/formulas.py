"""Points from facts: one criterion of the whole bloc at once. Exact, without a database, without words.

A table keeps the version of the formulas it was sealed with; a formula that changes gets a new version beside the old.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pacts.logic.formulas import VERSION, Formula
from reports.logic.scoring.absolute import ABSOLUTE
from reports.logic.scoring.bases import Basis
from reports.logic.scoring.figures import earned, is_on_step
from reports.logic.scoring.relative import relative
from reports.logic.scoring.shapes import Earned, Facts, Moved, Rule

__all__ = ["Basis", "is_on_step", "moved_by", "score", "score_all"]


def score(rule: Rule, facts: Mapping[str, Facts], version: str = VERSION) -> dict[str, Earned]:
    """The points of every unit on one criterion, in the order given; 0 ≤ points ≤ maximum, to 0.01.

    Points None: the criterion does not apply, nobody has said anything yet, or (`cannot_judge`) a target or baseline
    the formula needs is missing. A penalty's points are what is taken off. Points given by hand count for `by_hand`
    alone; every other formula looks at the figures only.
    Raises ValueError for rules that adoption refuses, and for an unknown version.
    """
    if version != VERSION:
        raise ValueError(f"The formulas of version {version} are not known here.")
    judged = {unit: one for unit, one in facts.items() if one.applies and has_spoken(rule, one)}
    found = relative(rule, judged) if rule.formula == Formula.RELATIVE else _one_by_one(rule, judged)
    return {unit: found.get(unit) or Earned(basis=_silence(rule, one)) for unit, one in facts.items()}


def score_all(
    rules: Iterable[Rule], facts: Mapping[str, Mapping[str, Facts]], version: str = VERSION
) -> dict[str, dict[str, Earned]]:
    """Every criterion of the table: {number: {unit: Earned}}; `facts` is {number: {unit: Facts}}."""
    return {rule.number: score(rule, facts.get(rule.number, {}), version) for rule in rules}


def has_spoken(rule: Rule, facts: Facts) -> bool:
    """Whether there is a mark to reckon with: points for what is given by hand, a figure for all else."""
    return (facts.points if rule.formula == Formula.BY_HAND else facts.value) is not None


def _one_by_one(rule: Rule, facts: Mapping[str, Facts]) -> dict[str, Earned]:
    formula = ABSOLUTE[Formula(rule.formula)]
    lines = {unit: formula(rule, one) for unit, one in facts.items()}
    return {unit: earned(rule, *line) for unit, line in lines.items() if line is not None}


def _silence(rule: Rule, facts: Facts) -> Basis:
    if not facts.applies:
        return Basis.NOT_APPLICABLE
    return Basis.CANNOT_JUDGE if has_spoken(rule, facts) else Basis.UNMARKED


def moved_by(rule: Rule, before: Mapping[str, Facts], after: Mapping[str, Facts]) -> dict[str, Moved]:
    """Whose figure moved whose points between two sets of facts: only the units whose points changed.

    What a unit's own new facts would have done alone is `own`; the rest came from the scale, which the units of `by`
    moved: those among the best, before or after, whose facts changed. Points that appear or go away count from 0.
    """
    old, new = score(rule, before), score(rule, after)
    changed = {unit for unit in {*before, *after} if before.get(unit) != after.get(unit)}
    return {
        unit: _moved(rule, unit, before, old, new, changed, after)
        for unit in sorted({*old, *new})
        if _points(old, unit) != _points(new, unit)
    }


def _moved(rule, unit, before, old, new, changed: set[str], after) -> Moved:
    alone = score(rule, {**before, unit: after[unit]}) if unit in after else {}
    own = (_points(alone, unit) or 0) - (_points(old, unit) or 0)
    whole = (_points(new, unit) or 0) - (_points(old, unit) or 0)
    best = {*_leaders(old, unit), *_leaders(alone, unit), *_leaders(new, unit)}
    by = tuple(sorted((best & changed) - {unit})) if whole != own else ()
    return Moved(unit, _points(old, unit), _points(new, unit), Decimal(own), Decimal(whole - own), by)


def _points(scores: Mapping[str, Earned], unit: str) -> Decimal | None:
    return scores[unit].points if unit in scores else None


def _leaders(scores: Mapping[str, Earned], unit: str) -> tuple[str, ...]:
    return scores[unit].leaders if unit in scores else ()
