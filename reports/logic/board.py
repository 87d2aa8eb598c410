"""What a commander sees at one glance: cells, bars and the few things that call for attention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pacts.logic.targets import REDUCTIONS, Judged, Kind, exact, group_met
from reports.logic.comparison import Status, completion
from reports.logic.deadlines import words
from reports.logic.standing import Standing

MOST_BULLETS, MOST_EXCEPTIONS = 6, 5

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


def worst_of(statuses: Sequence[Status | None]) -> Status | None:
    return min(statuses, key=WORST.index)


@dataclass(frozen=True)
class Cell:
    """One unit at one content of the pact. `name` says all of it to who cannot see the table."""

    text: str
    status: Status | None
    name: str

    @property
    def band(self) -> str:
        return BANDS[self.status]

    @property
    def glyph(self) -> str:
        return "◇" if self.status is None else self.status.glyph


def cell(unit: str, content: str, standings: Sequence[Standing]) -> Cell:
    """A single pledge shows its figure, several show how many are met; the sign is that of the worst."""
    status = worst_of([standing.status for standing in standings])
    text = _text(standings, status)
    told = _tell_one(standings[0]) if len(standings) == 1 else _tell_several(standings, status)
    return Cell(text, status, f"{unit}, {content}: {told}")


def _text(standings: Sequence[Standing], status: Status | None) -> str:
    if len(standings) == 1 and status == Status.NOT_APPLICABLE:
        return "–"
    if len(standings) == 1:
        return standings[0].text
    met, counted = completion([standing.status for standing in standings])  # type: ignore[misc]
    return f"{met}/{counted}" if counted else "–"


def _tell_one(standing: Standing) -> str:
    last = _("same period last year %(figure)s") % {"figure": standing.last_text} if standing.last is not None else ""
    state = standing.shortfall_text or standing.label
    figure = standing.text if standing.number is not None else ""
    return ", ".join(filter(None, [figure, state, last]))


def _tell_several(standings: Sequence[Standing], status: Status | None) -> str:
    met, counted = completion([standing.status for standing in standings])  # type: ignore[misc]
    label = standings[[standing.status for standing in standings].index(status)].label
    return _("%(met)s of %(all)s targets met; worst: %(label)s") % {"met": met, "all": counted, "label": label}


# Bars


@dataclass(frozen=True)
class Bullet:
    """A bar drawn on the server; lengths are whole units of a scale of 200. None: not drawn."""

    standing: Standing
    actual: int
    target: int | None
    last: int | None

    @property
    def sentence(self) -> str:
        parts = [self.standing.text, self.standing.target_text, self.standing.label, self.standing.change_text]
        return f"{self.standing.pledge.name}: {'; '.join(filter(None, parts))}"


def bullets(standings: Sequence[Standing]) -> list[Bullet]:
    """The bloc's pledges with a number, what is missed or at risk first, then in the order of the pact."""
    drawn = [row for row in standings if row.number is not None and row.pledge.kind != Kind.QUALITATIVE]
    drawn.sort(key=lambda row: WORST.index(row.status))
    return [_bullet(row) for row in drawn[:MOST_BULLETS]]


def _bullet(row: Standing) -> Bullet:
    assert row.number is not None
    target = _mark(row)
    top = max([row.number, target or Fraction(0), row.last or Fraction(0), Fraction(1, 100)])
    return Bullet(row, _length(row.number, top) or 0, _length(target, top), _length(row.last, top))


def _length(value: Fraction | None, top: Fraction) -> int | None:
    """On the scale of 200, a little room left at the far end."""
    return None if value is None else int(max(value, Fraction(0)) / top * 190)


def _mark(row: Standing) -> Fraction | None:
    """Where the target stands on the scale of the figure; a fall of 5 % stands at 95 % of its baseline."""
    if row.pledge.kind == Kind.ZERO:
        return Fraction(0)
    if row.goal.target is None:
        return None
    if row.pledge.kind not in REDUCTIONS:
        return exact(row.goal.target)
    return None if row.goal.baseline is None else exact(row.goal.baseline) * (1 - exact(row.goal.target) / 100)


# Groups


@dataclass(frozen=True)
class Verdict:
    """Pledges judged together: each of them, or their sum; `met` is None while that cannot be said."""

    name: str
    how: str
    met: bool | None

    @property
    def badge(self) -> str:
        return {True: "met", False: "not-met", None: "no-report"}[self.met]

    @property
    def label(self) -> str:
        return _("Cannot be judged") if self.met is None else ""


def verdicts(standings: Sequence[Standing]) -> list[Verdict]:
    """One for each group among the pledges of these standings, in the order of the pact."""
    members: dict[int, list[Standing]] = {}
    for row in standings:
        if row.pledge.group is not None and row.status != Status.NOT_APPLICABLE:
            members.setdefault(row.pledge.group.pk, []).append(row)
    return [_verdict(rows[0].pledge.group, rows) for rows in members.values()]


def _verdict(group: Any, rows: Sequence[Standing]) -> Verdict:
    judged = Judged(group.judged)
    try:
        met = group_met(judged, [(Kind(row.pledge.kind), *row.goal[:3], row.number) for row in rows])
    except ValueError:  # pledges that cannot be added, as an older season may have grouped them
        met = None
    return Verdict(group.name, str(judged.label), met)


# What calls for attention


@dataclass(frozen=True)
class Exceptional:
    """One exception in words. `unit` and `pledge` (ids) say where its evidence is; `rank` orders, lowest first."""

    rank: tuple
    sentence: str
    unit: int | None = None
    pledge: int | None = None


def overdue(unit_id: int, unit: str, phase: str, due_on: date, today: date | None) -> Exceptional:
    """`today` is None once the phase is locked: then nobody counts the days any more."""
    if today is None:
        sentence = _("%(unit)s did not report for %(phase)s before it was locked") % {"unit": unit, "phase": phase}
    else:
        facts = {"unit": unit, "phase": phase, "overdue": words(due_on, today)}
        sentence = _("%(unit)s has not reported for %(phase)s: %(overdue)s") % facts
    return Exceptional((1, due_on), sentence, unit_id)


def of_unit(unit_id: int, unit: str, standing: Standing) -> Exceptional | None:
    """A unit's pledge that is broken, missed or at risk; nothing for the others."""
    if standing.status not in RISKY:
        return None
    facts = {"unit": unit, "pledge": standing.pledge.name, "figure": standing.text, "target": standing.target_text}
    if standing.pledge.kind == Kind.ZERO:
        sentence = _("%(unit)s: %(figure)s where none is allowed – %(pledge)s") % facts
        return Exceptional((0, -(standing.number or 0)), sentence, unit_id, standing.pledge.pk)
    if standing.status == Status.NOT_MET:
        sentence = _("%(unit)s does not meet “%(pledge)s”: %(figure)s, target %(target)s") % facts
        return Exceptional((2, -_gap(standing)), sentence, unit_id, standing.pledge.pk)
    sentence = _("%(unit)s may miss “%(pledge)s”: %(figure)s, target %(target)s") % facts
    return Exceptional((4, -_gap(standing)), sentence, unit_id, standing.pledge.pk)


def _gap(standing: Standing) -> Fraction:
    """How far from the target, as a part of it, so that gaps in different units can be set in order."""
    mark = _mark(standing)
    if standing.number is None or not mark:
        return Fraction(0)
    return abs(standing.number - mark) / abs(mark)


def returned(unit_id: int, unit: str, phase: str) -> Exceptional:
    facts = {"unit": unit, "phase": phase}
    return Exceptional((3,), _("The report of %(unit)s for %(phase)s was returned for completion") % facts, unit_id)


def differing(entered: Standing, computed: Standing) -> Exceptional | None:
    """The bloc's figure as entered differs from that of its units together."""
    if entered.number is None or computed.number is None or entered.number == computed.number:
        return None
    facts = {"pledge": entered.pledge.name, "entered": entered.text, "computed": computed.text}
    sentence = _("“%(pledge)s”: %(entered)s entered for the bloc, %(computed)s from its units") % facts
    return Exceptional((5,), sentence, None, entered.pledge.pk)


def most_pressing(found: Sequence[Exceptional | None]) -> list[Exceptional]:
    """In order: broken prohibitions, missing reports, missed targets, returns, risks, differing figures."""
    return sorted(filter(None, found), key=lambda row: row.rank)
