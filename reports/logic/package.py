"""The frozen package of a result, form “giao-uoc/result/1”: inputs, rules and outcome, and how it is reckoned again.

A package is plain JSON. Numbers are strings (“12.5”, a fraction that does not end “200/3”); nothing said is null.
`complete` puts the outcome to the inputs; `first_difference` reckons a package again and names the first digit that
differs. The whole form is told in docs/scoring.md; tools/recompute.py reads it without this code.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from pacts.logic.formulas import StageKind
from pacts.logic.targets import rounded
from reports.logic.inputs import value_of
from reports.logic.package_form import Malformed, check_form, fraction, stage_orders
from reports.logic.reckoning import Key, Outcome, Scoring, earned_of, reckon
from reports.logic.scoring.shapes import Facts, Rule, Standing, Total

FORM = "giao-uoc/result/1"
FIGURE = "figure"
"""The stage of an input that no mark gave: the reported figure stands for it."""

Package = dict[str, Any]


# --- Writing ------------------------------------------------------------------------------------


def text_of(number: Decimal | Fraction | int | None) -> str | None:
    """Shortest exact form: “12.5”, “0”, “200/3”; None for None."""
    if number is None:
        return None
    exact = Fraction(number)
    below = exact.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    if below != 1:
        return f"{exact.numerator}/{exact.denominator}"
    text = f"{Decimal(exact.numerator) / Decimal(exact.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical(package: Package) -> str:
    """One text for one package: keys sorted, no spaces, letters as they are."""
    return json.dumps(package, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def complete(inputs: Package) -> Package:
    """The inputs with each mark's points, which mark counts, totals and standings."""
    marks = [dict(mark) for mark in inputs["marks"]]
    package = {**inputs, "form": FORM, "marks": marks}
    outcome = _marked(package)
    package["totals"] = [total_row(outcome.totals[unit["slug"]]) for unit in inputs["units"]]
    package["standings"] = [standing_row(one, outcome.totals[one.unit]) for one in outcome.standings]
    package["sizes"] = {name: len(package[name]) for name in ("units", "criteria", "stages", "targets", "marks")}
    return package


def _marked(package: Package) -> Outcome:
    """Write points and `counts` to the marks; returns the outcome they lead to."""
    orders = stage_orders(package)
    final = counting(package["marks"], orders)
    for order in sorted(set(orders.values())):
        points = _points_at(package, order)
        for mark in package["marks"]:
            if orders[mark["stage"]] == order:
                key = (mark["criterion"], mark["unit"])
                mark["points"] = text_of(points[key]) if speaks(mark) else None
                mark["counts"] = final.get(key) is mark
    return reckon(scoring_of(package, final))


def _points_at(package: Package, order: int) -> dict[Key, Decimal | None]:
    """Everybody's points when the stage of that order had spoken: what the best was then, was the best then."""
    orders = stage_orders(package)
    until = [mark for mark in package["marks"] if orders[mark["stage"]] <= order]
    earned = earned_of(scoring_of(package, counting(until, orders)))
    return {(number, unit): one.points for number, units in earned.items() for unit, one in units.items()}


def total_row(total: Total) -> dict[str, Any]:
    groups = {number: [text_of(part) for part in pair] for number, pair in sorted(total.groups.items())}
    return {
        "unit": total.unit,
        "achieved": text_of(total.achieved),
        "assigned": text_of(total.assigned),
        "bonus": text_of(total.bonus),
        "penalty": text_of(total.penalty),
        "groups": groups,
    }


def standing_row(one: Standing, total: Total) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "rank": one.rank,
        "tied": one.is_tied,
        "class": one.class_name,
        "percent": text_of(percent_of(total)),
        "decided_by": one.decided_by,
        "excluded": one.excluded,
    }


def percent_of(total: Total) -> Decimal:
    """Achieved over assigned in per cent, half-up to 0.01; 0 where nothing was assigned. Ranks compare the fraction."""
    return rounded((total.ratio or Fraction(0)) * 100)


# --- Reading ------------------------------------------------------------------------------------


def read(text: str | bytes) -> Package:
    """Raises Malformed with a sentence for anything that is not a package of this form."""
    try:
        package = json.loads(text, object_pairs_hook=_named_once)
        canonical(package).encode()
    except (ValueError, RecursionError) as error:
        raise Malformed("This is not a JSON file, or it names something twice.") from error
    check_form(package, FORM)
    return package


def _named_once(pairs: list[tuple[str, Any]]) -> Package:
    """Of two values under one name a reader may see the other than the one that is reckoned with."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("A name comes twice.")
    return found


def speaks(mark: Mapping[str, Any]) -> bool:
    said = any(mark.get(name) is not None for name in ("given", "value", "numerator"))
    return said and mark["stage"] != StageKind.EXPLAIN


def counting(marks: Iterable[Package], orders: Mapping[str, int]) -> dict[Key, Package]:
    """Of each criterion and unit the mark of the last stage that has spoken; never the largest."""
    found: dict[Key, Package] = {}
    for mark in marks:
        key = (mark["criterion"], mark["unit"])
        if speaks(mark) and (key not in found or orders[mark["stage"]] > orders[found[key]["stage"]]):
            found[key] = mark
    return found


def scoring_of(package: Package, marks: Mapping[Key, Package]) -> Scoring:
    leaves = {row["number"]: row for row in package["criteria"] if row["formula"]}
    units = tuple(unit["slug"] for unit in package["units"])
    knocked = package["knock_outs"]
    ceilings = [row for row in knocked if row["effect"] == "ceiling"]
    return Scoring(
        units=units,
        rules={number: _rule(row) for number, row in leaves.items()},
        facts=_facts(package, leaves, marks),
        bonus_is_inside=package["table"]["bonus_is_inside"],
        measures=tuple(package["table"]["tie_breaks"]),
        needs_evidence=frozenset(number for number, row in leaves.items() if row["evidence"] == "required"),
        evidenced=frozenset((row["criterion"], row["unit"]) for row in package["evidence"]),
        excluded={row["unit"]: row["ground"] for row in knocked if row["effect"] == "exclude"},
        ceilings={
            row["unit"]: min(Decimal(other["ceiling"]) for other in ceilings if other["unit"] == row["unit"])
            for row in ceilings
        },
        classes=tuple(package["table"]["classes"]),
        is_ranked=package["table"]["outcome"] == "ranks",
        version=package["table"]["formulas"],
    )


def _rule(row: Package) -> Rule:
    return Rule(
        number=row["number"],
        formula=row["formula"],
        maximum=Decimal(row["points"]),
        part=row["part"],
        kind=row["kind"],
        params=row["rules"],
        is_fed_by_pledge=row["fed"],
    )


def _facts(package: Package, leaves: Mapping[str, Package], marks: Mapping[Key, Package]) -> dict[Key, Facts]:
    facts = {(row["criterion"], row["unit"]): _goal(row) for row in package["targets"]}
    for key, mark in marks.items():
        goal = facts.get(key, Facts())
        if goal.applies:
            facts[key] = _said(goal, mark, leaves[key[0]]["scale"])
    return facts


def _goal(row: Package) -> Facts:
    if not row["applies"]:
        return Facts(applies=False)
    target, target_max, baseline = (fraction(row[name]) for name in ("target", "target_max", "baseline"))
    return Facts(target=target, target_max=target_max, baseline=baseline)


def _said(goal: Facts, mark: Package, scale: int | None) -> Facts:
    value, numerator, denominator = (fraction(mark[name]) for name in ("value", "numerator", "denominator"))
    value = value_of(value, numerator, denominator, scale)
    return replace(goal, value=value, points=None if mark["given"] is None else Decimal(mark["given"]))


# --- Reckoning again ------------------------------------------------------------------------------


class Difference(NamedTuple):
    """The first place where a package does not say what its own inputs lead to; texts as the package writes them."""

    unit: str
    criterion: str
    stage: str
    name: str
    expected: Any
    found: Any


def first_difference(package: Package) -> Difference | None:
    """Marks in their order, then totals, then standings; `expected` is what the inputs lead to."""
    try:
        again = complete(package)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, IndexError) as error:
        raise Malformed("The rules of a criterion cannot be reckoned with.") from error
    return next(differences(again, package), None)


def differences(expected: Package, found: Package) -> Iterator[Difference]:
    """Where the outcome of one package differs from another's that has the same inputs."""
    for name, count in expected["sizes"].items():
        if found["sizes"].get(name) != count:
            yield Difference("", "", "", f"sizes.{name}", count, found["sizes"].get(name))
    for mine, theirs in zip(expected["marks"], found["marks"], strict=True):
        for name in ("points", "counts"):
            if mine[name] != theirs[name]:
                yield Difference(mine["unit"], mine["criterion"], mine["stage"], name, mine[name], theirs[name])
    for part in ("totals", "standings"):
        yield from _rows_differ(part, expected[part], found[part])


def _rows_differ(part: str, expected: list[Package], found: list[Package]) -> Iterator[Difference]:
    if len(expected) != len(found):
        yield Difference("", "", "", part, len(expected), len(found))
        return
    for mine, theirs in zip(expected, found, strict=True):
        for name, value in mine.items():
            if value != theirs.get(name):
                yield Difference(mine["unit"], "", "", f"{part}.{name}", value, theirs.get(name))
