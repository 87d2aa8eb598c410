"""Sums of points: exact, over what applies to the unit; what does not apply leaves its maximum out as well.

Source: domain.md A4 (“tiêu chí không được giao” is taken off the assigned maximum; bonus inside or above it).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pacts.logic.formulas import Part
from reports.logic.scoring.shapes import Earned, Facts, Rule, Total

NONE = Decimal(0)


def total(
    unit: str,
    rules: Iterable[Rule],
    facts: Mapping[str, Facts],
    earned: Mapping[str, Earned],
    *,
    bonus_is_inside: bool = False,
) -> Total:
    """One unit's sum under the table; `facts` and `earned` are its own, by the number of the criterion.

    achieved = main + bonus − penalties, never below 0; assigned = the maxima of the main criteria that apply, and of
    the bonus where it is inside. A criterion without facts applies and is unmarked. `groups` hold main + bonus −
    penalties of each root, so that they add up to `achieved` wherever that is not held at 0.
    """
    own = [rule for rule in rules if rule.number not in facts or facts[rule.number].applies]
    points = {rule.number: earned[rule.number].points if rule.number in earned else None for rule in own}
    main, bonus, penalty = (_sum_of(part, own, points) for part in (Part.MAIN, Part.BONUS, Part.PENALTY))
    return Total(
        unit=unit,
        achieved=max(main + bonus - penalty, NONE),
        assigned=sum((_assigned(rule, bonus_is_inside) for rule in own), NONE),
        bonus=bonus,
        penalty=penalty,
        groups=_groups(own, points, bonus_is_inside),
        unmarked=tuple(rule.number for rule in own if points[rule.number] is None),
    )


def totals(
    units: Iterable[str],
    rules: Iterable[Rule],
    facts: Mapping[str, Mapping[str, Facts]],
    earned: Mapping[str, Mapping[str, Earned]],
    *,
    bonus_is_inside: bool = False,
) -> dict[str, Total]:
    """The sums of the whole bloc in the order given; `facts` and `earned` {number: {unit: …}}, as for `score_all`."""
    rules = list(rules)
    return {
        unit: total(unit, rules, _own(facts, unit), _own(earned, unit), bonus_is_inside=bonus_is_inside)
        for unit in units
    }


def _own(by_number: Mapping[str, Mapping[str, Any]], unit: str) -> dict[str, Any]:
    return {number: of_all[unit] for number, of_all in by_number.items() if unit in of_all}


def _sum_of(part: Part, rules: list[Rule], points: Mapping[str, Decimal | None]) -> Decimal:
    return sum((points[rule.number] or NONE for rule in rules if rule.part == part), NONE)


def _assigned(rule: Rule, bonus_is_inside: bool) -> Decimal:
    counts = rule.part == Part.MAIN or (rule.part == Part.BONUS and bonus_is_inside)
    return rule.maximum if counts else NONE


def _groups(
    rules: list[Rule], points: Mapping[str, Decimal | None], bonus_is_inside: bool
) -> dict[str, tuple[Decimal, Decimal]]:
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for rule in rules:
        achieved, assigned = found.get(rule.group, (NONE, NONE))
        earned = points[rule.number] or NONE
        change = -earned if rule.part == Part.PENALTY else earned
        found[rule.group] = (achieved + change, assigned + _assigned(rule, bonus_is_inside))
    return found
