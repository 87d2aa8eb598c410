"""Why a unit stands where it stands, read out of the frozen package: pure, and in the package's own digits.

Two units are compared by what each criterion adds to their percentage: points over the whole of what is assigned to the
unit. So the gaps of all criteria add up to the difference of the percentages exactly (where no total was cut at 0).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pacts.logic.formulas import Part, StageKind
from reports.logic.package import Package, counting, percent_of, scoring_of
from reports.logic.package_form import stage_orders
from reports.logic.reckoning import Outcome, Scoring, reckon
from reports.logic.scoring.formulas import moved_by
from reports.logic.scoring.shapes import Facts, Rule


@dataclass(frozen=True)
class Side:
    """One unit as it is compared: `percent` rounded to 0.01, `rank` None where it is not ranked."""

    unit: str
    name: str
    rank: int | None
    class_name: str
    achieved: Decimal
    assigned: Decimal
    percent: Decimal


@dataclass(frozen=True)
class GroupLine:
    """A root group: (achieved, assigned) of each side, in the order of `Reasons.sides`."""

    number: str
    name: str
    cells: tuple[tuple[Decimal, Decimal] | None, ...]


@dataclass(frozen=True)
class GapLine:
    """A criterion against one other unit. `gap` in percentage points: above 0 in favour of the unit asked about."""

    number: str
    name: str
    maximum: Decimal
    mine: Decimal | None
    theirs: Decimal | None
    gap: Fraction
    applies: bool = True


@dataclass(frozen=True)
class ChangeLine:
    """Points that a stage changed against the one before it that had spoken, by whom and why.

    Where the mark itself said the same, `moved_by` names the units whose figures moved the scale it is measured on.
    """

    number: str
    name: str
    before_stage: str
    stage: str
    before: Decimal
    after: Decimal
    by: str
    reason: str
    moved_by: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class Reasons:
    """`sides`: the unit, the next above it, the leader (once where they are the same); a leader is set beside the next
    below. `against` is the other unit of `gaps`; "" where nobody else is ranked.
    """

    sides: tuple[Side, ...]
    groups: tuple[GroupLine, ...]
    gaps: tuple[GapLine, ...]
    changes: tuple[ChangeLine, ...]
    against: str

    @property
    def mine(self) -> Side:
        return self.sides[0]

    @property
    def deciding(self) -> tuple[GapLine, ...]:
        """The criteria that made the difference, the largest first; those without one are left out."""
        found = [line for line in self.gaps if line.gap]
        return tuple(sorted(found, key=lambda line: (-abs(line.gap), _place(line.number))))


def reasons_for(package: Package, unit: str) -> Reasons:
    """Raises KeyError where the unit is not in the package."""
    scoring = scoring_of(package, counting(package["marks"], stage_orders(package)))
    outcome = reckon(scoring)
    others = _others(package, unit)
    sides = tuple(_side(package, outcome, name) for name in (unit, *others))
    names = {row["number"]: row["name"] for row in package["criteria"]}
    against = others[0] if others else ""
    gaps = tuple(_gaps(scoring, outcome, names, unit, against)) if against else ()
    return Reasons(sides, _groups(outcome, names, sides), gaps, tuple(_changes(package, names, unit)), against)


def _others(package: Package, unit: str) -> list[str]:
    """The next above and the leader; for the leader the next below."""
    ranked = [row["unit"] for row in package["standings"] if not row["excluded"]]
    if unit not in ranked:
        return ranked[:1]
    place = ranked.index(unit)
    if place == 0:
        return ranked[1:2]
    return list(dict.fromkeys([ranked[place - 1], ranked[0]]))


def _side(package: Package, outcome: Outcome, unit: str) -> Side:
    names = {row["slug"]: row["name"] for row in package["units"]}
    standing = {row["unit"]: row for row in package["standings"]}[unit]
    total = outcome.totals[unit]
    facts = (standing["rank"], standing["class"], total.achieved, total.assigned)
    return Side(unit, names[unit], *facts, percent_of(total))


def _groups(outcome: Outcome, names: Mapping[str, str], sides: tuple[Side, ...]) -> tuple[GroupLine, ...]:
    numbers = sorted({number for side in sides for number in outcome.totals[side.unit].groups}, key=_place)
    return tuple(
        GroupLine(number, names.get(number, number), tuple(outcome.totals[s.unit].groups.get(number) for s in sides))
        for number in numbers
    )


def _gaps(scoring: Scoring, outcome: Outcome, names, unit: str, other: str) -> Iterator[GapLine]:
    for number, rule in scoring.rules.items():
        mine, theirs = (outcome.earned[number][one].points for one in (unit, other))
        gap = _share(outcome, rule.part, unit, mine) - _share(outcome, rule.part, other, theirs)
        applies = scoring.fact(number, unit).applies
        yield GapLine(number, names[number], rule.maximum, mine, theirs, gap * 100, applies)


def _share(outcome: Outcome, part: str, unit: str, points: Decimal | None) -> Fraction:
    """What these points add to the unit's percentage, as a share; a penalty takes away."""
    assigned = outcome.totals[unit].assigned
    if not points or not assigned:
        return Fraction(0)
    share = Fraction(points) / Fraction(assigned)
    return -share if part == Part.PENALTY else share


def _changes(package: Package, names: Mapping[str, str], unit: str) -> Iterator[ChangeLine]:
    """Every step at which a criterion's points changed, in the order of the table."""
    orders = stage_orders(package)
    stages: dict[str, str] = {str(row["kind"]): str(row["name"]) for row in package["stages"]}
    for before, after in _steps(package, unit):
        if before["points"] == after["points"]:
            continue
        same = all(before[said] == after[said] for said in ("given", "value", "numerator", "denominator"))
        yield ChangeLine(
            number=after["criterion"],
            name=names[after["criterion"]],
            before_stage=stages.get(before["stage"], str(before["stage"])),
            stage=stages.get(after["stage"], str(after["stage"])),
            before=Decimal(before["points"]),
            after=Decimal(after["points"]),
            by=str(after.get("by") or ""),
            reason=str(after.get("reason") or ""),
            moved_by=_movers(package, orders, before, after) if same else (),
        )


def _steps(package: Package, unit: str) -> Iterator[tuple[Package, Package]]:
    """Each mark of the unit that gives points beside the one before it on the same criterion."""
    orders = stage_orders(package)
    mine = [mark for mark in package["marks"] if mark["unit"] == unit and mark["points"] is not None]
    mine = [mark for mark in mine if mark["stage"] != StageKind.EXPLAIN]
    mine.sort(key=lambda mark: (_place(mark["criterion"]), orders[mark["stage"]]))
    for before, after in pairwise(mine):
        if before["criterion"] == after["criterion"]:
            yield before, after


def _movers(package: Package, orders: Mapping[str, int], before: Package, after: Package) -> tuple[str, ...]:
    """The names of the other units whose figures moved the points between two stages."""
    number, unit = after["criterion"], after["unit"]
    then, now = (_facts_at(package, orders, number, orders[mark["stage"]]) for mark in (before, after))
    rule = _rule_of(package, number)
    names = {row["slug"]: row["name"] for row in package["units"]}
    return tuple(names[mover] for mover in moved_by(rule, then, now)[unit].by if mover != unit)


def _facts_at(package: Package, orders: Mapping[str, int], number: str, order: int) -> dict[str, Facts]:
    marks = [m for m in package["marks"] if m["criterion"] == number and orders[m["stage"]] <= order]
    scoring = scoring_of(package, counting(marks, orders))
    return {unit: scoring.fact(number, unit) for unit in scoring.units}


def _rule_of(package: Package, number: str) -> Rule:
    return scoring_of(package, {}).rules[number]


def _place(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
