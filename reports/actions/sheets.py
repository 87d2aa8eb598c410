"""Marks on a score sheet: saved cell by cell, agreed with, changed on appeal. What is right is kept even where a cell
beside it is refused.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.logic.numbers import Unreadable
from blocs.logic.text import clean_lines
from blocs.models import Event, User
from pacts.logic.formulas import StageKind
from reports.actions.mark_writing import Pen, Writing
from reports.logic.sheet_cells import MOST_REASON, Cell, Fate, cells_in
from reports.logic.sheet_entries import Given, given_of, read_given, refuse_points, typed_given
from reports.marking import Row, SheetBook, book_of
from reports.models import Appeal, Mark, Sheet

__all__ = ["Cell", "Fate", "Told", "agree_with_rest", "cells_in", "correct_mark_for_appeal", "save_marks"]


@dataclass(frozen=True)
class Told:
    """What became of a cell. `field`: “given” or “reason”, where a refusal belongs. On a conflict `mark` is what
    somebody else saved meanwhile (None: took out), and `given`/`reason` what was typed here.
    """

    criterion: int
    fate: Fate
    given: str = ""
    reason: str = ""
    sentence: str = ""
    field: str = ""
    mark: Mark | None = None


@transaction.atomic
def save_marks(sheet: Sheet, cells: list[Cell], *, by: User, stage: int | None = None) -> list[Told]:
    """Write this stage's marks; one Told for each cell, in order.

    `stage` is the pk of the stage the page showed: Refused where the sheet has moved on since. Raises Refused for the
    sheet as a whole (closed, deadline past, checks not drawn), PermissionDenied for who has no work on it now.
    """
    book = opened(sheet, by, stage)
    pen = Pen(book, by)
    seen = pen.as_seen(cells)
    told = [_settle(book, pen, cell, seen.get(cell.criterion)) for cell in cells]
    written = pen.write()
    if pen.changes:
        Event.record("reports.save_marks", book.sheet, by=by, stage=book.sheet.stage.name, changed=pen.changes)
    return [_with_mark(one, written) for one in told]


def opened(sheet: Sheet, by: User, stage: int | None) -> SheetBook:
    """The sheet under its lock, for who works at the stage it stands at; Refused or PermissionDenied otherwise."""
    book = book_of(locked(sheet, stage), by)
    if book.is_closed:
        raise Refused(*book.shut)
    if book.is_held_back or not by.has_perm("reports.mark", book.sheet):
        raise PermissionDenied
    if book.shut:
        raise Refused(*book.shut)
    return book


def locked(sheet: Sheet, stage: int | None) -> Sheet:
    """The sheet with its names, locked until the transaction ends; Refused where it left the stage that was shown.

    Locked before its names are read: PostgreSQL finds no row for a lock it waited for when a joined key has changed.
    """
    Sheet.objects.locked(sheet.pk)
    sheet = Sheet.objects.with_names().get(pk=sheet.pk)
    if stage is not None and stage != sheet.stage_id:
        words = {"stage": sheet.stage.name}
        raise Refused(_("Meanwhile the sheet has moved to “%(stage)s”; nothing was saved.") % words)
    return sheet


def _with_mark(told: Told, written: dict[int, Mark]) -> Told:
    if told.criterion not in written:
        return told
    return Told(told.criterion, told.fate, told.given, told.reason, mark=written[told.criterion])


# --- One cell


def _settle(book: SheetBook, pen: Pen, cell: Cell, seen: Mark | None) -> Told:
    row = book.rows.get(cell.criterion)
    if sentence := _why_not(book, row):
        return _refused(cell, sentence)
    reason = clean_lines(cell.reason)
    try:
        given = _read(book, row, cell.given)
    except Unreadable as error:
        return _refused(cell, error.sentence)
    stored = row.marks.get(book.at)
    if _leaves_as_is(row, book.at, stored, given, reason, cell, seen):
        return Told(cell.criterion, Fate.SAME, cell.given, cell.reason, mark=stored)
    if cell.revision != (stored.revision if stored else None):
        sentence = _("Someone else saved this row meanwhile. Compare both values and save again.")
        return Told(cell.criterion, Fate.CONFLICT, cell.given, cell.reason, sentence, "given", stored)
    return _written(book, pen, cell, Writing(row, given, reason))


def _why_not(book: SheetBook, row: Row | None) -> str:
    """Why this person cannot set the row now, "" where they can. Sums, other stages' rows and closed rows never."""
    if row is None:
        return _("No mark is given here: the points of a group are the sum of its criteria.")
    if not row.applies:
        return _("This criterion does not apply to the unit.")
    if row.may_mark:
        return ""
    if not row.is_asked and not book.is_open(row):
        return _("Only the returned criteria are open.")
    return _("This criterion is marked by somebody else, or at another stage.")


def _read(book: SheetBook, row: Row, raw: str) -> Given:
    """What was typed; raises Unreadable with a sentence. Nobody types the points of what is computed."""
    pledge = row.criterion.pledge
    given = read_given(raw, row.asks, measure=row.measure, over_100=bool(pledge and pledge.allows_over_100))
    sentence = refuse_points(given.points, row.criterion.points, book.sheet.table.step) if given.points else ""
    if sentence:
        raise Unreadable(sentence)
    return given


def _leaves_as_is(row: Row, kind: str, stored, given: Given, reason: str, cell: Cell, seen: Mark | None) -> bool:
    """Nothing is asked of this row: as it is stored (and not to be looked at again), or as the writer found it."""
    if stored is None:
        blank = given.is_blank or (row.is_bound(kind) and given == row.reported)
        return blank and not reason and cell.revision is None
    if (given_of(stored), stored.reason) == (given, reason):
        return not stored.needs_review
    if cell.revision is None:
        return given.is_blank and not reason
    is_old = cell.revision != stored.revision
    return is_old and seen is not None and (given_of(seen), seen.reason) == (given, reason)


def _written(book: SheetBook, pen: Pen, cell: Cell, writing: Writing) -> Told:
    field, sentence = _problem(book, writing)
    if sentence:
        return _refused(cell, sentence, field)
    pen.take(writing)
    fate = Fate.REMOVED if writing.removes else Fate.SAVED
    return Told(cell.criterion, fate, typed_given(writing.given), writing.reason)


def _problem(book: SheetBook, writing: Writing) -> tuple[str, str]:
    """(field, sentence) of what keeps this from being written; two empty texts where nothing does."""
    row, given, reason = writing.row, writing.given, writing.reason
    if len(reason) > MOST_REASON:
        return "reason", _("The reason has at most %(most)s characters.") % {"most": MOST_REASON}
    if book.at == StageKind.EXPLAIN:
        sentence = _("Explain in words; the mark itself is not changed at this stage.")
        return ("", "") if given.is_blank else ("given", sentence)
    if row.is_bound(book.at):
        return "given", _("This row takes the reported figure; correct the figure itself.")
    if given.is_blank:
        return ("given", _("Enter the mark this reason belongs to.")) if reason else ("", "")
    return "reason", book.reason_wanted(row, given, reason)


def _refused(cell: Cell, sentence: str, field: str = "given") -> Told:
    return Told(cell.criterion, Fate.REFUSED, cell.given, cell.reason, sentence, field)


# --- All the rest at once


@transaction.atomic
def agree_with_rest(sheet: Sheet, *, by: User, stage: int | None = None) -> int:
    """Mark the rows left like the stage before, except those at the maximum, which need a reason each; how many.

    What the reported figure says is agreed with even at the maximum: nobody gave it. Raises as `save_marks`.
    """
    book = opened(sheet, by, stage)
    if book.at in (StageKind.SELF, StageKind.EXPLAIN):
        raise Refused(_("There is no earlier mark to agree with at this stage."))
    pen = Pen(book, by)
    for row in book.rows.values():
        earlier = row.given_before(book.at, book.order)
        if row.may_mark and book.at not in row.marks and not (earlier.is_blank or row.is_at_maximum(earlier)):
            pen.take(Writing(row, earlier, ""))
    agreed = len(pen.write())
    if agreed:
        Event.record("reports.agree_with_rest", book.sheet, by=by, stage=book.sheet.stage.name, changed=pen.changes)
    return agreed


# --- On appeal


def correct_mark_for_appeal(appeal: Appeal, given: str, reason: str, *, by: User) -> tuple[Mark, dict]:
    """Write anew the mark an open appeal is about, with the reason; the mark and {number: [old, new]} for the logbook.

    Called inside the transaction of the answer, which checks who answers and records the event. Raises Refused: the
    appeal is answered already, the text cannot be read, or the reason is too short.
    """
    book = book_of(locked(appeal.sheet, None), by)
    if appeal.state != Appeal.State.OPEN:
        raise Refused(_("This appeal is answered already."))
    row, reason = book.rows[appeal.criterion_id], clean_lines(reason)
    pen = Pen(book, by, stage=appeal.stage)
    pen.take(Writing(row, _read_for_appeal(book, row, given), reason))
    if len(reason) < book.sheet.table.reason_length:
        least = {"least": book.sheet.table.reason_length}
        raise Refused(_("Give the reason (at least %(least)s characters).") % least)
    return pen.write()[row.criterion.pk], pen.changes


def _read_for_appeal(book: SheetBook, row: Row, raw: str) -> Given:
    try:
        given = _read(book, row, raw)
    except Unreadable as error:
        raise Refused(error.sentence) from error
    if given.is_blank or not row.applies:
        raise Refused(_("Give the mark as it shall be."))
    return given
