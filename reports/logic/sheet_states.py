"""A sheet's way through its stages: who marks what, which mark counts, what hinders sending, who may read.

Plain values only. A stage is named by its kind, which comes once in a table; `order` is the kinds as the table has
them. Texts are counted without the spaces around them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pacts.logic.formulas import Assessor, StageKind
from reports.logic.deadlines import deadline, is_past

MOST_NUMBERS = 30  # criteria named in one sentence; the rest is counted

SPEAKS_IN_POINTS = (StageKind.SELF, StageKind.CROSS, StageKind.REVIEW, StageKind.APPRAISE)
"""Stages whose marks count; an explanation says why, and changes no mark."""


# --- Who marks what ---


def marks_what(kind: str, assessor: str) -> bool:
    """Whether a stage of this kind speaks on a criterion assessed so.

    What the bloc or a department assesses is never scored by the unit, nor by the unit that checks it.
    """
    if kind in (StageKind.SELF, StageKind.CROSS):
        return assessor == Assessor.UNIT
    return kind in (StageKind.REVIEW, StageKind.EXPLAIN, StageKind.APPRAISE)


def is_for_department(kind: str, assessor: str, department: int | None, unit: int) -> bool:
    """At the review a department's criteria wait for that department alone.

    Where the department is the unit itself nobody judges their own: the reviewers mark it as they mark the rest.
    """
    return kind == StageKind.REVIEW and assessor == Assessor.DEPARTMENT and department != unit


# --- Which mark counts ---


def counting(spoken: Collection[str], order: Sequence[str], upto: str | None = None) -> str | None:
    """The kind of stage whose mark counts: the last that has spoken, never the largest; None where none has.

    `upto` is the last stage looked at (included).
    """
    looked_at = order if upto is None else order[: order.index(upto) + 1]
    found = [kind for kind in looked_at if kind in spoken and kind in SPEAKS_IN_POINTS]
    return found[-1] if found else None


def before(kind: str, order: Sequence[str]) -> list[str]:
    """The stages before this one, first to last."""
    return list(order[: order.index(kind)])


# --- From stage to stage ---


def next_stage(
    order: Sequence[str], at: str, passed: Collection[str] = (), waiting: Collection[str] = ()
) -> str | None:
    """Where a sheet goes when it has passed `at`; None: it is closed.

    A stage it had `passed` before it came back is passed over, unless marks are `waiting` there for another look.
    """
    rest = order[order.index(at) + 1 :]
    return next((kind for kind in rest if kind not in passed or kind in waiting), None)


# --- Deadlines: whole days in Hà Nội ---


class Window(StrEnum):
    EARLY = "early"
    OPEN = "open"
    LATE = "late"


def last_day(stage: Any, extensions: Iterable[tuple[int | None, date]], unit: int, returners: Iterable[Any] = ()):
    """The last day of the stage for the unit, None without one.

    `stage` has `due_on`; `extensions` are (unit or None for all, day). `returners` are the last days (or None) of the
    stages that sent the sheet back here: who gets it back has as long as those who returned it.
    """
    own = deadline(stage.due_on, extensions, unit)
    later = list(returners)
    if own is None or None in later:
        return None
    return max([own, *later])


def window(opens_on: date | None, due_on: date | None, today: date) -> Window:
    """The first and the last day both count whole; without a day that side is open."""
    if opens_on is not None and today < opens_on:
        return Window.EARLY
    return Window.LATE if is_past(due_on, today) else Window.OPEN


# --- Reasons ---


def reason_wanted(at_maximum: bool, differs: bool, text: str, least: int) -> str:
    """The sentence asking for a longer reason, "" where none is due or the one given is long enough."""
    if not (at_maximum or differs) or len(text.strip()) >= least:
        return ""
    words = {"least": least}
    if differs:
        return _("The mark differs from the stage before: give the reason (at least %(least)s characters).") % words
    return _("The mark is at the maximum: give the reason (at least %(least)s characters).") % words


# --- What hinders sending ---


@dataclass(frozen=True)
class RowState:
    """One criterion the stage must mark. `department`: whose mark it waits for, "" where it is the sender's own."""

    number: str
    is_marked: bool = True
    lacks_figure: bool = False
    lacks_reason: bool = False
    lacks_evidence: bool = False
    needs_review: bool = False
    department: str = ""


def obstacles_to_sending(rows: Iterable[RowState]) -> list[str]:
    """Every sentence that stands in the way, each naming its criteria by number; empty: the sheet can be sent.

    A total of 0 is none: a row marked 0 is marked.
    """
    rows = list(rows)
    unmarked = [row for row in rows if not row.is_marked]
    own = [row for row in unmarked if not (row.lacks_figure or row.department)]
    found = [
        _said(own, _("Not marked yet: %(numbers)s.")),
        _said([row for row in unmarked if row.lacks_figure], _("The reported figure is missing: %(numbers)s.")),
        *_waiting([row for row in unmarked if row.department and not row.lacks_figure]),
        _said([row for row in rows if row.needs_review], _("Changed since it was marked, look again: %(numbers)s.")),
        _said([row for row in rows if row.lacks_reason], _("A longer reason is needed: %(numbers)s.")),
        _said([row for row in rows if row.lacks_evidence], _("Evidence is required: %(numbers)s.")),
    ]
    return [sentence for sentence in found if sentence]


def _waiting(rows: list[RowState]) -> list[str]:
    names = dict.fromkeys(row.department for row in rows)
    sentence = _("Waiting for the mark of %(department)s: %(numbers)s.")
    return [_said([row for row in rows if row.department == name], sentence, department=name) for name in names]


def _said(rows: list[RowState], sentence: str, **words: str) -> str:
    return sentence % {"numbers": numbers([row.number for row in rows]), **words} if rows else ""


def numbers(found: Sequence[str]) -> str:
    """“1.1, 1.2, 2.4 and 12 more”."""
    listed, more = ", ".join(found[:MOST_NUMBERS]), len(found) - MOST_NUMBERS
    if more <= 0:
        return listed
    return ngettext("%(listed)s and %(n)s more", "%(listed)s and %(n)s more", more) % {"listed": listed, "n": more}


# --- Who may read ---


@dataclass(frozen=True)
class Reader:
    """What a person is to one sheet today. `has_a_stake`: their own unit's self-score is still to be sent."""

    speaks: bool = False  # for its unit
    checks: bool = False
    reviews: bool = False
    confirms: bool = False  # some of its criteria, for a functional department
    appraises: bool = False
    is_admin: bool = False
    has_a_stake: bool = False
    is_published: bool = False  # the result, so that the whole bloc reads


def readable_stages(order: Sequence[str], at: str, is_closed: bool, reader: Reader) -> frozenset[str]:
    """The kinds of stages whose marks this person may read.

    Nobody reads another unit's before their own unit has given its own; a stage at work is read by its own people
    only; the unit reads what its sheet has passed; the checking unit the self-score beside its own check.
    """
    if reader.has_a_stake and not reader.speaks:
        return frozenset()
    passed = set(order if is_closed else before(at, order))
    readable = own_stages(reader) & set(order)
    if reader.checks:
        readable |= passed & {StageKind.SELF}
    if any([reader.speaks, reader.reviews, reader.confirms, reader.appraises, reader.is_admin, reader.is_published]):
        readable |= passed
    return frozenset(str(kind) for kind in readable)


def own_stages(reader: Reader) -> set[str]:
    """The stages this person works at, here."""
    pairs = [
        (reader.speaks, {StageKind.SELF, StageKind.EXPLAIN}),
        (reader.checks, {StageKind.CROSS}),
        (reader.reviews or reader.confirms, {StageKind.REVIEW}),
        (reader.appraises, {StageKind.APPRAISE}),
    ]
    return {kind.value for holds, kinds in pairs if holds for kind in kinds}
