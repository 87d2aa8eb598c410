"""How many units may be proposed for a title: a number or a share, of one class of collective or of all, nested.

A share is exact (`Fraction`) until it is rounded as its row says. The law gives no one way of rounding, so direction
and what becomes of the rest are each row's own. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

Counts = Mapping[int | None, int]
"""{class of collective: so many units}; None stands for units whose class is not known."""


@dataclass(frozen=True)
class Row:
    """`percent` of the members, or of those proposed for `of`; or `most`, a number. `level` None is all classes.

    `rounding`: down, up or half_up. `remainder`: dropped, largest or first; asked of a row for all classes only.
    """

    title: int
    level: int | None = None
    most: int | None = None
    percent: Fraction | None = None
    of: int | None = None
    rounding: str = "down"
    remainder: str = "dropped"


@dataclass(frozen=True)
class Allowance:
    """What a row allows: `base` units, `exact` before rounding, `extra` from the remainder, `most` in all."""

    row: Row
    base: int
    exact: Fraction
    extra: int
    most: int
    proposed: int

    @property
    def over(self) -> int:
        return max(0, self.proposed - self.most)

    @property
    def left(self) -> int:
        return max(0, self.most - self.proposed)


def rounded(share: Fraction, way: str) -> int:
    """Down, up, or half up; a share is never negative."""
    if way == "up":
        return -(-share.numerator // share.denominator)
    return (share + Fraction(1, 2)).__floor__() if way == "half_up" else share.__floor__()


def allowances(
    rows: Sequence[Row], members: Counts, proposed: Mapping[int, Counts], order: Sequence[int] = ()
) -> list[Allowance]:
    """One for each row, in their order. `order` names the classes, highest first; `proposed` is {title: {class: n}}."""
    found: dict[Row, Allowance] = {}
    for title in dict.fromkeys(row.title for row in rows):
        mine = [row for row in rows if row.title == title]
        found |= _of_title(mine, members, proposed, order)
    return [found[row] for row in rows]


def _of_title(
    rows: Sequence[Row], members: Counts, proposed: Mapping[int, Counts], order: Sequence[int]
) -> dict[Row, Allowance]:
    told = {row: _plain(row, members, proposed) for row in rows}
    whole = next((row for row in rows if row.level is None), None)
    if whole is None:
        return told
    classes = [row for row in rows if row.level is not None]
    extra = _shared_out(told[whole], [told[row] for row in classes], order)
    bound = told[whole].most
    return told | {row: _with(told[row], extra.get(row, 0), bound) for row in classes}


def _plain(row: Row, members: Counts, proposed: Mapping[int, Counts]) -> Allowance:
    base = _units(members if row.of is None else proposed.get(row.of, {}), row.level)
    exact = Fraction(row.most) if row.most is not None else (row.percent or Fraction(0)) * base / 100
    done = _units(proposed.get(row.title, {}), row.level)
    return Allowance(row, base, exact, 0, rounded(exact, row.rounding), done)


def _units(counts: Counts, level: int | None) -> int:
    return sum(counts.values()) if level is None else counts.get(level, 0)


def _with(one: Allowance, extra: int, bound: int) -> Allowance:
    """All classes together bound each of them."""
    return Allowance(one.row, one.base, one.exact, extra, min(one.most + extra, bound), one.proposed)


def _shared_out(whole: Allowance, classes: Sequence[Allowance], order: Sequence[int]) -> dict[Row, int]:
    """What rounding the classes left over of the whole, one at a time; no class gets more places than it has units."""
    left = whole.most - sum(one.most for one in classes)
    queue = _queue(whole.row.remainder, classes, order)
    extra: dict[Row, int] = {}
    while left > 0 and (takers := [one for one in queue if one.most + extra.get(one.row, 0) < one.base]):
        for one in takers[: left if whole.row.remainder == "largest" else 1]:
            extra[one.row] = extra.get(one.row, 0) + 1
            left -= 1
    return extra


def _queue(remainder: str, classes: Sequence[Allowance], order: Sequence[int]) -> list[Allowance]:
    """Who takes first. A class with a number of its own takes nothing: its number was meant."""
    if remainder == "dropped":
        return []
    place = {level: n for n, level in enumerate(order)}
    shares = [one for one in classes if one.row.percent is not None]
    ranked = sorted(shares, key=lambda one: place.get(one.row.level or 0, len(place)))
    if remainder == "first":
        return ranked
    return sorted(ranked, key=lambda one: one.exact - one.most, reverse=True)


def exceeded(told: Iterable[Allowance]) -> list[Allowance]:
    """The rows that are gone beyond: these need a justification."""
    return [one for one in told if one.over]


def faults(rows: Sequence[Row], names: Mapping[int, str]) -> list[str]:
    """What makes a set of quotas senseless, in sentences."""
    found = []
    if any(row.of == row.title for row in rows):
        found.append(_("A quota is not a share of those proposed for the same title."))
    found += [_("These quotas lead back to themselves: %(title)s.") % {"title": names[one]} for one in _rings(rows)]
    if len({(row.title, row.level) for row in rows}) < len(rows):
        found.append(_("A title and a class of collective stand in one row only."))
    if any((row.most is None) == (row.percent is None) for row in rows):
        found.append(_("A quota is either a number, or a share of more than nothing and at most the whole."))
    return found


def _rings(rows: Sequence[Row]) -> list[int]:
    """Titles whose share is, over other titles, a share of themselves."""
    bases: dict[int, set[int]] = {}
    for row in rows:
        if row.of is not None and row.of != row.title:
            bases.setdefault(row.title, set()).add(row.of)
    return [title for title in bases if title in _reached(title, bases)]


def _reached(title: int, bases: Mapping[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    ahead = set(bases.get(title, ()))
    while ahead:
        one = ahead.pop()
        seen.add(one)
        ahead |= bases.get(one, set()) - seen
    return seen
