"""What happened to a sheet, as far as this person may read it: marks, passages, returns, extensions, appeals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.wording import day, moment
from blocs.pages import page, paged
from reports.logic.sheet_entries import given_of
from reports.marking import SheetBook, book_of
from reports.models import Mark, StageExtension
from reports.sheet_words import given_words
from reports.views.sheets import find_sheet


@dataclass
class Line:
    """One thing that happened; `number` leads to the row it happened to."""

    at: datetime
    what: str
    number: str = ""
    name: str = ""
    stage: str = ""
    change: str = ""
    reason: str = ""
    who: str = ""

    @property
    def when(self) -> str:
        return moment(timezone.localtime(self.at))


def sheet_history(request: HttpRequest, pk: int):
    sheet = find_sheet(request.user, pk)
    book = book_of(sheet, request.user)
    if not book.readable:
        raise PermissionDenied
    lines = [*_marks(book), *_passages(book), *_returns(book), *_extensions(book), *_appeals(book)]
    rows = paged(request, sorted(lines, key=lambda line: line.at, reverse=True), 100)
    context = {"sheet": sheet, "lines": rows.object_list, "page": rows, "illustrative": sheet.bloc.is_illustrative}
    return page(request, "reports/sheet_history.html", context)


def _marks(book: SheetBook) -> Iterator[Line]:
    """Each mark from its first word to its last, of the stages this person may read."""
    stages = {stage.pk: stage.name for stage in book.stages if stage.kind in book.readable}
    rows = Mark.history.filter(sheet_id=book.sheet.pk, stage_id__in=stages).order_by("id", "history_date", "history_id")
    if book.reads_own_rows_only:
        rows = rows.filter(criterion__department__in=book.departments)
    for __, records in groupby(rows.select_related("history_user"), key=lambda record: record.id):
        before = None
        for record in records:
            yield _mark_line(book, record, before, stages[record.stage_id])
            before = record


def _mark_line(book: SheetBook, record: Any, before: Any, stage: str) -> Line:
    row = book.rows.get(record.criterion_id)
    said = [_said(row, before), _("taken out") if record.history_type == "-" else _said(row, record)]
    who = record.given_by if record.history_type != "-" else str(record.history_user or record.given_by)
    what = _("Mark taken from the reported figure") if record.is_from_figure else _("Mark")
    change = " → ".join(said) if before else said[1]
    name = row.criterion.name if row else ""
    return Line(_when(record, before), what, row.number if row else "", name, stage, change, record.reason, who)


def _when(record: Any, before: Any) -> datetime:
    """When it was said; a season file tells of times before its loading. What took it out or flagged it: when kept."""
    is_new = record.history_type != "-" and (before is None or before.given_at != record.given_at)
    return record.given_at if is_new else record.history_date


def _said(row: Any, record: Any) -> str:
    if record is None:
        return ""
    return given_words(row, given_of(record)) if row else "—"


def _passages(book: SheetBook) -> Iterator[Line]:
    for passage in book.sheet.passages.select_related("stage"):
        what = _("Moved on after the deadline") if passage.is_forced else _("Stage submitted")
        yield Line(passage.passed_at, what, stage=passage.stage.name, reason=passage.note, who=passage.passed_by)


def _returns(book: SheetBook) -> Iterator[Line]:
    rows = {pk: row.number for pk, row in book.rows.items()}
    backs = book.sheet.returns.select_related("from_stage", "to_stage").prefetch_related("criteria")
    for back in filter(book.reads_return, backs):
        numbers = ", ".join(sorted(rows[one.pk] for one in back.criteria.all() if one.pk in rows)) or _("all rows")
        change = f"{back.from_stage.name} → {back.to_stage.name}: {numbers}"
        yield Line(back.returned_at, _("Returned"), change=change, reason=back.reason, who=back.returned_by)


def _extensions(book: SheetBook) -> Iterator[Line]:
    own = Q(unit=None) | Q(unit=book.sheet.unit_id)
    for row in StageExtension.objects.filter(own, stage__table=book.sheet.table_id).select_related("stage"):
        change = _("until %(date)s") % {"date": day(row.due_on)}
        yield Line(row.made_at, _("Deadline extended"), "", "", row.stage.name, change, row.reason, row.made_by)


def _appeals(book: SheetBook) -> Iterator[Line]:
    """The objection and its answer are two things that happened."""
    for appeal in filter(book.reads_appeal, book.sheet.appeals.select_related("stage")):
        row = book.rows.get(appeal.criterion_id)
        place = (row.number, row.criterion.name) if row else ("", "")
        yield Line(appeal.filed_at, _("Appeal"), *place, appeal.stage.name, "", appeal.text, appeal.filed_by)
        if appeal.answered_at:
            said = appeal.get_state_display()
            yield Line(
                appeal.answered_at, _("Answer to the appeal"), *place, appeal.stage.name, said, appeal.answer,
                appeal.answered_by,
            )  # fmt: skip
