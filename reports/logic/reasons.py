"""Why a unit stands where it stands, read out of the frozen package: pure, and in the package's own digits.

Two units are compared by what each criterion adds to their percentage: points over the whole of what is assigned to the
unit. So the gaps of all criteria add up to the difference of the percentages exactly (where no total was cut at 0).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pacts.logic.formulas import Formula, Part, StageKind
from reports.logic.package import Package, counting, percent_of, scoring_of
from reports.logic.package_form import stage_orders
from reports.logic.reckoning import Outcome, Scoring, reckon
from reports.logic.scoring.explanation import explain, explain_move
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

    Where others' figures moved the scale it is measured on, `moves` says in sentences which part was its own and which
    theirs; where the mark itself said the same, `moved_by` names those units.
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
    moves: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True)
class WorkedLine:
    """How the unit came by its points on one criterion, sentence by sentence."""

    number: str
    name: str
    sentences: tuple[str, ...]


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
    worked: tuple[WorkedLine, ...] = ()

    @property
    def mine(self) -> Side:
        return self.sides[0]

    @property
    def deciding(self) -> tuple[GapLine, ...]:
        """The criteria that made the difference, the largest first; those without one are left out."""
        found = [line for line in self.gaps if line.gap]
        return tuple(sorted(found, key=lambda line: (-abs(line.gap), _place(line.number))))


def reasons_for(package: Package, unit: str, measures: Mapping[str, str] | None = None) -> Reasons:
    """`measures`: in what a criterion is counted, by number. Raises KeyError where the unit is not in the package."""
    scoring = scoring_of(package, counting(package["marks"], stage_orders(package)))
    outcome = reckon(scoring)
    others = _others(package, unit)
    sides = tuple(_side(package, outcome, name) for name in (unit, *others))
    names = {row["number"]: row["name"] for row in package["criteria"]}
    against = others[0] if others else ""
    gaps = tuple(_gaps(scoring, outcome, names, unit, against)) if against else ()
    changes = tuple(_changes(package, names, unit))
    worked = tuple(_worked(package, scoring, outcome, unit, measures or {}))
    return Reasons(sides, _groups(outcome, names, sides), gaps, changes, against, worked)


def _worked(package: Package, scoring: Scoring, outcome: Outcome, unit: str, measures) -> Iterator[WorkedLine]:
    called = {row["slug"]: row["name"] for row in package["units"]}
    names = {row["number"]: row["name"] for row in package["criteria"]}
    for number, rule in scoring.rules.items():
        facts = {one: scoring.fact(number, one) for one in scoring.units}
        told = explain(rule, unit, facts, outcome.earned[number], names=called, measure=measures.get(number, ""))
        yield WorkedLine(number, names[number], tuple(told))


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
            **_scale_moved(package, orders, before, after, same),
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


def _scale_moved(package: Package, orders: Mapping[str, int], before: Package, after: Package, same: bool) -> dict:
    """Of points measured against the best: which units' figures moved them between two stages, and by how much."""
    rule = _rule_of(package, after["criterion"])
    if rule.formula != Formula.RELATIVE:
        return {}
    then, now = (_facts_at(package, orders, rule.number, orders[mark["stage"]]) for mark in (before, after))
    moved = moved_by(rule, then, now)[after["unit"]]
    if not moved.others:
        return {}
    names = {row["slug"]: row["name"] for row in package["units"]}
    movers = tuple(names[mover] for mover in moved.by) if same else ()
    return {"moves": tuple(explain_move(moved, names)), "moved_by": movers}


def _facts_at(package: Package, orders: Mapping[str, int], number: str, order: int) -> dict[str, Facts]:
    marks = [m for m in package["marks"] if m["criterion"] == number and orders[m["stage"]] <= order]
    scoring = scoring_of(package, counting(marks, orders))
    return {unit: scoring.fact(number, unit) for unit in scoring.units}


def _rule_of(package: Package, number: str) -> Rule:
    return scoring_of(package, {}).rules[number]


def _place(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
