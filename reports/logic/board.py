"""What a commander sees at one glance: bars and the few things that call for attention; the heat map is beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from pacts.logic.targets import Judged, Kind, group_met
from reports.logic.comparison import Status
from reports.logic.deadlines import words
from reports.logic.heat import RISKY, WORST, gap_of, mark_of
from reports.logic.standing import Standing

MOST_BULLETS, MOST_EXCEPTIONS = 6, 5

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
    target = mark_of(row)
    top = max([row.number, target or Fraction(0), row.last or Fraction(0), Fraction(1, 100)])
    return Bullet(row, _length(row.number, top) or 0, _length(target, top), _length(row.last, top))


def _length(value: Fraction | None, top: Fraction) -> int | None:
    """On the scale of 200, a little room left at the far end."""
    return None if value is None else int(max(value, Fraction(0)) / top * 190)


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
    """One exception in words. `unit`, `pledge` and `section` (ids) say where its evidence is; `rank` orders, lowest
    first. `is_missing`: a report that has not come, of which its unit may be reminded.
    """

    rank: tuple
    sentence: str
    unit: int | None = None
    pledge: int | None = None
    section: int | None = None
    is_missing: bool = False


def overdue(unit_id: int, unit: str, phase: str, due_on: date, today: date | None) -> Exceptional:
    """`today` is None once the phase is locked: then nobody counts the days any more."""
    if today is None:
        sentence = _("%(unit)s did not report for %(phase)s before it was locked") % {"unit": unit, "phase": phase}
    else:
        facts = {"unit": unit, "phase": phase, "overdue": words(due_on, today)}
        sentence = _("%(unit)s has not reported for %(phase)s: %(overdue)s") % facts
    return Exceptional((1, due_on), sentence, unit_id, is_missing=True)


def of_unit(unit_id: int, unit: str, standing: Standing) -> Exceptional | None:
    """A unit's pledge that is broken, missed or at risk; nothing for the others."""
    if standing.status not in RISKY:
        return None
    place = (unit_id, standing.pledge.pk, getattr(standing.pledge, "section_id", None))
    facts = {"unit": unit, "pledge": standing.pledge.name, "figure": standing.text, "target": standing.target_text}
    if standing.pledge.kind == Kind.ZERO:
        sentence = _("%(unit)s: %(figure)s where none is allowed – %(pledge)s") % facts
        return Exceptional((0, -(standing.number or 0)), sentence, *place)
    if standing.status == Status.NOT_MET:
        sentence = _("%(unit)s does not meet “%(pledge)s”: %(figure)s, target %(target)s") % facts
        return Exceptional((2, -gap_of(standing)), sentence, *place)
    sentence = _("%(unit)s may miss “%(pledge)s”: %(figure)s, target %(target)s") % facts
    return Exceptional((4, -gap_of(standing)), sentence, *place)


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
