"""The heat map of the board: one cell a unit and content of the pact, the order of its rows, what each cell says."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.logic.targets import REDUCTIONS, Kind, exact, is_met
from reports.logic.comparison import Status, completion
from reports.logic.standing import Standing

# The worst first: what a cell of several pledges shows. None is a figure nothing can judge.
WORST: tuple[Status | None, ...] = (
    Status.NOT_MET,
    Status.AT_RISK,
    Status.NO_REPORT,
    None,
    Status.MET,
    Status.EXCEEDED,
    Status.NOT_APPLICABLE,
)

# Far below to far above the target, as the style sheet knows them; never red and green.
BANDS: dict[Status | None, str] = {
    Status.NOT_MET: "h-m2",
    Status.AT_RISK: "h-m1",
    Status.NO_REPORT: "h-none",
    None: "h-0",
    Status.NOT_APPLICABLE: "h-0",
    Status.MET: "h-p1",
    Status.EXCEEDED: "h-p2",
}

RISKY = (Status.NOT_MET, Status.AT_RISK)
NEAR = Fraction(5, 100)
"""Missed by no more than this part of the target is shaded as near it (our rule)."""


def worst_of(statuses: Sequence[Status | None]) -> Status | None:
    return min(statuses, key=WORST.index)


def mark_of(row: Standing) -> Fraction | None:
    """Where the target stands on the scale of the figure; a fall of 5 % stands at 95 % of its baseline."""
    if row.pledge.kind == Kind.ZERO:
        return Fraction(0)
    if row.goal.target is None:
        return None
    if row.pledge.kind not in REDUCTIONS:
        return exact(row.goal.target)
    return None if row.goal.baseline is None else exact(row.goal.baseline) * (1 - exact(row.goal.target) / 100)


def gap_of(standing: Standing) -> Fraction:
    """How far from the target, as a part of it, so that gaps in different units can be set in order; 0 unknown."""
    mark = mark_of(standing)
    if standing.number is None or not mark:
        return Fraction(0)
    return abs(standing.number - mark) / abs(mark)


# Cells


@dataclass(frozen=True)
class Cell:
    """One unit at one content of the pact. `name` says all of it to who cannot see the table, `told` without its place.

    `is_near`: what misses its target misses it by little; `has_break`: some figure was counted otherwise last year.
    """

    content: str
    text: str
    status: Status | None
    name: str
    told: str = ""
    last: str = ""
    is_near: bool = False
    has_break: bool = False

    @property
    def band(self) -> str:
        return "h-m1" if self.is_near and self.status == Status.NOT_MET else BANDS[self.status]

    @property
    def glyph(self) -> str:
        return "◇" if self.status is None else self.status.glyph

    @property
    def label(self) -> str:
        return _("Cannot be judged") if self.status is None else str(self.status.label)


def cell(unit: str, content: str, standings: Sequence[Standing]) -> Cell:
    """A single pledge shows its figure, several show how many are met; sign and shade are those of the worst."""
    status = worst_of([standing.status for standing in standings])
    last = _last(standings)
    told = _tell_one(standings[0]) if len(standings) == 1 else _tell_several(standings, status, last)
    near = status == Status.NOT_MET and all(0 < gap_of(row) <= NEAR for row in standings if row.status == status)
    broken = any(row.has_break for row in standings)
    told = "; ".join([told, _("counted in another way")] if broken else [told])
    name = f"{unit}, {content}: {told}"
    return Cell(content, _text(standings, status), status, name, told, last, near, broken)


def _text(standings: Sequence[Standing], status: Status | None) -> str:
    if len(standings) == 1 and status == Status.NOT_APPLICABLE:
        return "–"
    if len(standings) == 1:
        return standings[0].text
    met, counted = completion([standing.status for standing in standings])  # type: ignore[misc]
    return f"{met}/{counted}" if counted else "–"


def _tell_one(standing: Standing) -> str:
    figure = standing.text if standing.number is not None else ""
    return ", ".join(filter(None, [figure, standing.label, standing.shortfall_text, _last_year(standing.last_text)]))


def _last_year(figure: str) -> str:
    return _("same period last year %(figure)s") % {"figure": figure} if figure not in ("", "—") else ""


def _tell_several(standings: Sequence[Standing], status: Status | None, last: str) -> str:
    met, counted = completion([standing.status for standing in standings])  # type: ignore[misc]
    worst = max((row for row in standings if row.status == status), key=gap_of)
    said = f"{worst.pledge.name} – {_tell_one(worst)}" if status in RISKY else worst.label
    words = _("%(met)s of %(all)s targets met; worst: %(label)s") % {"met": met, "all": counted, "label": said}
    return "; ".join(filter(None, [words, _last_year(last)]))


def _last(standings: Sequence[Standing]) -> str:
    """The same period last year: the figure of a single pledge, of several how many would meet this year's target."""
    if len(standings) == 1:
        return standings[0].last_text if standings[0].last is not None else ""
    judged = [_would_meet(row) for row in standings if row.status != Status.NOT_APPLICABLE]
    known = [met for met in judged if met is not None]
    return f"{sum(known)}/{len(known)}" if known else ""


def _would_meet(row: Standing) -> bool | None:
    """Last year's figure held to this year's target; a fall has its own baseline and is left out, as is a break."""
    if row.last is None or row.pledge.kind in REDUCTIONS or row.has_break:
        return None
    return is_met(Kind(row.pledge.kind), *row.goal[:3], row.last)


# Rows


class Order(StrEnum):
    """How the rows of the map are set; the value stands in the address."""

    PRECEDENCE = "thu-bac"
    SHARE = "ty-le"
    WORST = "yeu-truoc"

    @property
    def label(self) -> Any:
        return ORDER_LABELS[self]


ORDER_LABELS: dict[Order, Any] = {
    Order.PRECEDENCE: gettext_lazy("By precedence"),
    Order.SHARE: gettext_lazy("By share met"),
    Order.WORST: gettext_lazy("Worst first"),
}


@dataclass(frozen=True)
class Row:
    """One unit in the map; `met` of `counted` pledges that apply to it, `missed` of them lost or at risk."""

    unit: Any
    cells: Sequence[Cell]
    met: int
    counted: int
    missed: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.met, self.counted) if self.counted else Fraction(-1)


def row(unit: Any, cells: Sequence[Cell], standings: Sequence[Standing]) -> Row:
    statuses = [standing.status for standing in standings]
    met, counted = completion(statuses)  # type: ignore[arg-type]
    return Row(unit, cells, met, counted, sum(status in RISKY for status in statuses))


def in_order(rows: Sequence[Row], order: Order) -> list[Row]:
    """Equals keep their precedence; a unit to which nothing applies comes last."""
    if order == Order.SHARE:
        return sorted(rows, key=lambda one: -one.share)
    if order == Order.WORST:
        return sorted(rows, key=lambda one: (-one.missed, one.share if one.counted else 2))
    return list(rows)
