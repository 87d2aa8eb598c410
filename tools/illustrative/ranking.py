"""How the units stand at the end of a season, reckoned from the marks the files will hold."""

from decimal import Decimal
from fractions import Fraction
from functools import cache

from reports.logic.inputs import value_of
from reports.logic.reckoning import Key, Outcome, Scoring, reckon
from reports.logic.scoring.shapes import Facts, Rule
from tools.illustrative.criteria import CLASSES, GROUPS, Leaf, leaves_of, scored_units, tie_breaks_of
from tools.illustrative.numbers import fallen
from tools.illustrative.people import slug_of
from tools.illustrative.promises import OWN, PLEDGES, target_in
from tools.illustrative.scoring import marks_of, papers_of
from tools.illustrative.story import KNOCK_OUTS


@cache
def outcome_of(year: int) -> Outcome:
    leaves, units = leaves_of(year), scored_units(year, 2)
    required = frozenset(number for number, leaf in leaves.items() if leaf.evidence == "required")
    papers = {(row["criterion"], slug_of(unit)) for unit in units for row in papers_of(year, unit)}
    confirmed = [
        (slug_of(unit), row)
        for unit in units
        for row in KNOCK_OUTS.get((year, unit), [])
        if row["state"] == "confirmed"
    ]
    return reckon(
        Scoring(
            units=tuple(map(slug_of, units)),
            rules={number: _rule(number, leaf) for number, leaf in leaves.items()},
            facts=_facts(year, leaves, units),
            measures=tuple(tie_breaks_of(year)),
            needs_evidence=required,
            evidenced=frozenset(key for key in papers if key[0] in required),
            excluded={unit: row["ground"] for unit, row in confirmed if "ceiling" not in row},
            ceilings={unit: Decimal(row["ceiling"]) for unit, row in confirmed if "ceiling" in row},
            classes=tuple(CLASSES),
        )
    )


def ranked(year: int) -> list[int]:
    """The units in the order of their places; who is not considered comes not at all."""
    places = {one.unit: place for place, one in enumerate(outcome_of(year).standings) if one.rank}
    return sorted((unit for unit in scored_units(year, 2) if slug_of(unit) in places), key=lambda u: places[slug_of(u)])


def _rule(number: str, leaf: Leaf) -> Rule:
    part = GROUPS[int(number.partition(".")[0]) - 1].part
    kind = PLEDGES[leaf.fed].kind if leaf.fed else ""
    return Rule(number, leaf.formula, Decimal(leaf.points), part, kind, leaf.rules, bool(leaf.fed))


def _facts(year: int, leaves: dict[str, Leaf], units: list[int]) -> dict[Key, Facts]:
    found = {}
    for unit in units:
        marks = marks_of(year, unit)
        for number, leaf in leaves.items():
            said = last_mark(marks[number]) if number in marks else None
            found[number, slug_of(unit)] = _fact(year, unit, leaf, said) if said else Facts(applies=False)
    return found


def last_mark(marks: dict) -> dict:
    """What counts in the end."""
    found: dict = {}
    for kind, mark in marks.items():
        found = found if mark == "=" or kind == "explain" else mark
    return found


def _fact(year: int, unit: int, leaf: Leaf, mark: dict) -> Facts:
    if "points" in mark:
        return Facts(points=Decimal(mark["points"]))
    said = [Decimal(mark[key]) if key in mark else None for key in ("value", "numerator", "denominator")]
    value = value_of(*said, 100)
    if not leaf.fed:
        return Facts(value=value)
    own = [(target, most) for place, whose, target, most in OWN if (place, whose) == (leaf.fed, unit)]
    target, most = own[0] if own else (target_in(leaf.fed, year), PLEDGES[leaf.fed].target_max)
    base = Fraction(fallen(year - 1, unit, leaf.fed)) if PLEDGES[leaf.fed].is_fall else None
    return Facts(value, None, _number(target), _number(most), base)


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None
