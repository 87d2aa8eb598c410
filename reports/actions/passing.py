"""What happens when a sheet passes a stage: figures are copied, later marks of changed rows flagged, the next stage
found. Callers hold the lock, ask whether it may, and record the event.
"""

from datetime import datetime

from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from blocs.models import User
from pacts.logic.formulas import StageKind
from reports.actions.mark_writing import Pen, Writing
from reports.logic.sheet_entries import given_of
from reports.logic.sheet_states import next_stage
from reports.models import Mark, Passage, Return, Sheet
from reports.sheet_book import SheetBook
from reports.sheet_rows import Row


def pass_on(book: SheetBook, by: User, *, note: str = "", is_forced: bool = False) -> Sheet:
    """The sheet at its next stage, or closed."""
    sheet, stage = book.sheet, book.sheet.stage
    if book.at == StageKind.SELF:
        copy_figures(book, by)
    waiting = flag_changed(book, by)
    now = timezone.now()
    Return.objects.filter(pk__in=[row.pk for row in book.open_returns]).update(settled_at=now)
    kind = next_stage(book.order, book.at, passed(book), waiting)
    Passage.objects.create(
        sheet=sheet, stage=stage, passed_at=now, passed_by=str(by)[:200], is_forced=is_forced, note=note
    )
    return _move(book, kind, now)


def _move(book: SheetBook, kind: str | None, now: datetime) -> Sheet:
    sheet = book.sheet
    if kind is None:
        sheet.state, sheet.closed_at = Sheet.State.CLOSED, now
    else:
        sheet.stage = next(stage for stage in book.stages if stage.kind == kind)
        waits = any(row.settled_at is None and row.to_stage_id == sheet.stage_id for row in book.returns)
        sheet.state = Sheet.State.RETURNED if waits else Sheet.State.OPEN
    sheet.save(update_fields=["state", "stage", "closed_at"])
    return sheet


def passed(book: SheetBook) -> set[str]:
    """The kinds of stages it passed and was not sent back from since."""
    last = {passage.stage.kind: passage.passed_at for passage in book.passages}
    back = {row.from_stage.kind: row.returned_at for row in reversed(book.returns)}
    return {kind for kind, at in last.items() if kind not in back or back[kind] < at}


def copy_figures(book: SheetBook, by: User) -> None:
    """The reported figures become marks of the self-score, in the rows that are open; a later correction of a figure
    does not reach them. Whoever assesses the criterion: the figure is the unit's, the judgement is not.
    """
    pen = Pen(book, by)
    for row in book.rows.values():
        if row.applies and book.is_open(row) and _is_new(row):
            pen.take(Writing(row, row.reported, "", is_from_figure=True))
    for mark in pen.write().values():
        book.rows[mark.criterion_id].marks[StageKind.SELF] = mark


def _is_new(row: Row) -> bool:
    mark = row.marks.get(StageKind.SELF)
    return not row.reported.is_blank and (mark is None or given_of(mark) != row.reported)


def flag_changed(book: SheetBook, by: User) -> set[str]:
    """Marks of later stages on rows that changed since this stage was last passed need another look.

    Returns the kinds of the stages where such marks wait.
    """
    changed = {row.criterion.pk for row in changed_rows(book)}
    later = set(book.order[book.order.index(book.at) + 1 :]) - {StageKind.EXPLAIN}
    marks = [row.marks[kind] for row in book.rows.values() for kind in later & row.marks.keys()]
    found = [mark for mark in marks if mark.criterion_id in changed and not mark.needs_review]
    for mark in found:
        mark.needs_review, mark.revision = True, mark.revision + 1
    if found:
        bulk_update_with_history(found, Mark, ["needs_review", "revision"], default_user=by)
    return {mark.stage.kind for mark in marks if mark.needs_review}


def changed_rows(book: SheetBook) -> list[Row]:
    """The rows whose mark of this stage says something else than when the stage was last passed."""
    times = [passage.passed_at for passage in book.passages if passage.stage_id == book.sheet.stage_id]
    if not times or book.at == StageKind.EXPLAIN:
        return []
    rows = [row for row in book.rows.values() if book.at in row.marks and row.marks[book.at].given_at > times[-1]]
    pks = [row.marks[book.at].pk for row in rows]
    then = Mark.history.filter(id__in=pks, history_date__lte=times[-1]).order_by("history_date", "history_id")
    said = {mark.id: given_of(mark) for mark in then}
    return [row for row in rows if _differs(row, row.marks[book.at], said)]


def _differs(row: Row, mark: Mark, said: dict) -> bool:
    return mark.pk not in said or given_of(mark).differs_from(said[mark.pk], row.scale)
