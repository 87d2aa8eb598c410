"""From the row of a closed sheet to the appeal against its mark, for who may file one for the unit."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pacts.logic.formulas import StageKind
from reports.logic.appeal_rules import AppealFacts, obstacles_to_filing
from reports.marking import Row, SheetBook
from reports.models import Appeal, Result

Way = tuple[str, str]


def ways_to_appeal(book: SheetBook) -> dict[int, Way]:
    """By criterion the address and the words; in two queries, and none while the sheet is at work."""
    if not book.is_closed or not book.user.has_perm("reports.file_appeal", book.sheet):
        return {}
    rows = Appeal.objects.filter(sheet=book.sheet, state=Appeal.State.OPEN)
    waiting = dict(rows.values_list("criterion", "pk"))
    has_result = Result.objects.filter(bloc=book.sheet.bloc_id).exists()
    found = {pk: _way(book, row, waiting.get(pk), has_result) for pk, row in book.rows.items()}
    return {pk: way for pk, way in found.items() if way}


def _way(book: SheetBook, row: Row, waiting: int | None, has_result: bool) -> Way | None:
    if waiting:
        return reverse("reports:appeal_detail", args=[waiting]), _("The appeal waits for its answer")
    if obstacles_to_filing(_facts(book, row, has_result)):
        return None
    return reverse("reports:appeal_file", args=[book.sheet.pk, row.criterion.pk]), _("Appeal against the mark")


def _facts(book: SheetBook, row: Row, has_result: bool) -> AppealFacts:
    spoken = [kind for kind in book.order if kind in row.marks and kind != StageKind.EXPLAIN]
    return AppealFacts(
        is_closed=book.is_closed,
        today=book.today,
        opens_on=book.sheet.table.appeals_from,
        closes_on=book.sheet.table.appeals_until,
        has_result=has_result,
        counted_at=spoken[-1] if spoken else "",
        applies=row.applies,
    )
