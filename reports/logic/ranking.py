"""Who stands where: by achieved over assigned, then by the measures of the table in their order. Equals stay equal.

Ratios are compared as fractions, never as the rounded per cent on the page. Equal units share a rank and the next rank
skips (1, 2, 2, 4). No source orders a tie otherwise (domain.md A4), so nothing but the table's measures ever does.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from pacts.logic.formulas import Measure
from reports.logic.scoring.shapes import Entry, Standing, Total

Place = tuple[list[Entry], str]
"""Units nothing parts, and the measure that parted them from units of the same ratio (""), best first."""

Classes = Sequence[Mapping[str, Any]]
"""[{"name": …, "from": per cent as text}], as a table holds them."""


def rank(entries: Iterable[Entry], classes: Classes = (), is_ranked: bool = True) -> list[Standing]:
    """Every unit's place, best first; within a rank, and among the excluded at the end, by key.

    The order of `entries` makes no difference. Excluded units and those to whom nothing was assigned have no rank, and
    no rank is kept free for them. A measure that one of several equal units does not have is passed over for these.
    Where the table says groups instead of ranks (`is_ranked` False), the order is the same and no rank is given.
    """
    entries = sorted(entries, key=lambda entry: entry.unit)
    ranked = [entry for entry in entries if not entry.excluded and entry.ratio is not None]
    standings: list[Standing] = []
    for equals, decided_by in _places(ranked):
        place = len(standings) + 1
        standings += [_standing(entry, place, len(equals) > 1, decided_by, classes) for entry in equals]
    if not is_ranked:
        standings = [Standing(one.unit, None, class_name=one.class_name) for one in standings]
    return standings + [Standing(entry.unit, None, excluded=entry.excluded) for entry in entries if entry not in ranked]


def capped(entry: Entry) -> Fraction | None:
    """The ratio that counts: what was reached, or the ceiling where that is lower."""
    if entry.ratio is None or entry.ceiling is None:
        return entry.ratio
    return min(entry.ratio, Fraction(entry.ceiling) / 100)


def classify(ratio: Fraction | None, classes: Classes) -> str:
    """The name of the highest class whose lower end (per cent) the ratio reaches; "" below all of them."""
    if ratio is None:
        return ""
    reached = [one for one in classes if ratio * 100 >= Fraction(str(one["from"]))]
    return max(reached, key=lambda one: Fraction(str(one["from"])))["name"] if reached else ""


def _standing(entry: Entry, place: int, is_tied: bool, decided_by: str, classes: Classes) -> Standing:
    return Standing(entry.unit, place, is_tied, decided_by, classify(capped(entry), classes))


def _places(entries: list[Entry]) -> list[Place]:
    by_ratio = _parted(entries, lambda entry: capped(entry) or Fraction(0))
    return [place for equals in by_ratio for place in _by_measures(equals, 0, "")]


def _by_measures(equals: list[Entry], index: int, decided_by: str) -> list[Place]:
    """Part equal units by the measure at `index`, then each part by the next one."""
    if len(equals) == 1 or index >= min(len(entry.measures) for entry in equals):
        return [(equals, decided_by)]
    name = equals[0].measures[index][0]
    if any(entry.measures[index][1] is None for entry in equals):
        return _by_measures(equals, index + 1, decided_by)
    parts = _parted(equals, lambda entry: entry.measures[index][1])
    decided_by = name if len(parts) > 1 else decided_by
    return [place for part in parts for place in _by_measures(part, index + 1, decided_by)]


def _parted(entries: list[Entry], key) -> list[list[Entry]]:
    return [list(part) for _value, part in groupby(sorted(entries, key=key, reverse=True), key=key)]


# From the sums to what is ranked


def entries(
    totals: Mapping[str, Total],
    tie_breaks: Sequence[str] = (),
    *,
    pledges_met: Mapping[str, Fraction | None] | None = None,
    evidence: Mapping[str, Fraction | None] | None = None,
    excluded: Mapping[str, str] | None = None,
    ceilings: Mapping[str, Decimal] | None = None,
) -> list[Entry]:
    """One entry a unit. `pledges_met` and `evidence` are shares (of its pledges; of its criteria with evidence).

    A unit without pledges has no share (None), which is not a share of 0.
    """
    known = {Measure.PLEDGES_MET: pledges_met or {}, Measure.EVIDENCE: evidence or {}}
    return [
        Entry(
            unit,
            total.ratio,
            tuple((name, _measure(name, total, totals, known)) for name in tie_breaks),
            (excluded or {}).get(unit, ""),
            (ceilings or {}).get(unit),
        )
        for unit, total in totals.items()
    ]


def _measure(name: str, total: Total, totals: Mapping[str, Total], known) -> Fraction | None:
    """A measure of the table as a number, larger is better. Raises ValueError for a name no table can hold."""
    if name == Measure.FEWER_PENALTIES:
        return -Fraction(total.penalty)
    if name in known:
        return known[name].get(total.unit)
    kind, _colon, number = name.partition(":")
    if kind != Measure.GROUP or not number:
        raise ValueError(f"“{name}” is no measure.")
    return _of_group(number, total, totals)


def _of_group(number: str, total: Total, totals: Mapping[str, Total]) -> Fraction | None:
    """Achieved over assigned within the group; in a group that is all bonus or penalty, the points themselves.

    Units have different criteria, so plain points of a group would favour whoever was assigned more.
    """
    if number not in total.groups:
        return None
    achieved, assigned = total.groups[number]
    if assigned:
        return Fraction(achieved) / Fraction(assigned)
    is_extra = all(one.groups[number][1] == 0 for one in totals.values() if number in one.groups)
    return Fraction(achieved) if is_extra else None
