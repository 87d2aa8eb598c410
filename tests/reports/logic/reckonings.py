"""Rules and facts in a line, for the tests of scoring. Figures are written as text, so that none is ever a float."""

from decimal import Decimal
from fractions import Fraction

from reports.logic.scoring.formulas import score
from reports.logic.scoring.shapes import Facts, Rule


def a_rule(formula: str, maximum="20", kind="", part="main", number="1.1", **params) -> Rule:
    return Rule(number, formula, Decimal(maximum), part, kind, params)


def facts(value=None, target=None, baseline=None, points=None, target_max=None, applies=True) -> Facts:
    value, target, baseline, target_max = (
        None if one is None else Fraction(one) for one in (value, target, baseline, target_max)
    )
    return Facts(value, None if points is None else Decimal(points), target, target_max, baseline, applies)


def points_of(rule: Rule, **units: Facts) -> dict[str, Decimal | None]:
    """{unit: points} of a whole bloc."""
    return {unit: one.points for unit, one in score(rule, units).items()}


def only(rule: Rule, *args, **kwargs):
    """The points of a bloc of one unit, and the line of the formula that was used."""
    earned = score(rule, {"a": facts(*args, **kwargs)})["a"]
    return earned.points, earned.basis
