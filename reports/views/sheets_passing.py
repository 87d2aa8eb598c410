"""A sheet on its way: checked and sent, sent back, moved on after the deadline."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from blocs.pages import number_in, page, require, submit, tell
from pacts.logic.formulas import StageKind
from reports.actions.stages import advance, may_return, obstacles_to_return, send_sheet, stages_to_return_to
from reports.forms.sheets import AdvanceForm, DeclareForm, ReturnForm, send_back_from_form
from reports.marking import SheetBook, book_of
from reports.models import Passage, Sheet
from reports.views.sheets import find_sheet
from reports.views.sheets_desk import Desk
from reports.views.sheets_rows import Rows


def sheet_send(request: HttpRequest, pk: int):
    """What is missing and what differs, then the button; after it the time of sending and what comes next."""
    sheet = find_sheet(request.user, pk)
    form = DeclareForm(request.POST or None)
    at = number_in(request.POST.get("buoc") or request.GET.get("buoc"))
    if sent := _sent_before(sheet, at):
        return page(request, "reports/sheet_send.html", _sent_context(request, sheet, form, sent))
    if sheet.state == Sheet.State.CLOSED or not request.user.has_perm("reports.mark", sheet):
        require(request.user, "reports.send_sheet", sheet)
    if request.method == "POST":
        require(request.user, "reports.send_sheet", sheet)
    if submit(form, _send, sheet=sheet, by=request.user, stage=at):
        return redirect(f"{request.path}?buoc={sheet.stage_id}")
    return page(request, "reports/sheet_send.html", _send_context(request, sheet, form))


def _send(declared: bool, *, sheet: Sheet, by, stage: int | None) -> Sheet:
    return send_sheet(sheet, by=by, stage=stage)


def _sent_before(sheet: Sheet, at: int | None) -> Passage | None:
    """The passage of the stage the address or the form names, where the sheet stands there no more."""
    if at is None or (at == sheet.stage_id and sheet.state != Sheet.State.CLOSED):
        return None
    return sheet.passages.filter(stage=at).select_related("stage").order_by("passed_at", "pk").last()


def _sent_context(request, sheet: Sheet, form: DeclareForm, sent: Passage) -> dict:
    return {
        "sheet": sheet,
        "desk": Desk(book_of(sheet, request.user)),
        "form": form,
        "sent": sent,
        "next_words": _next_words(sheet),
        "heading": _("Check and submit"),
        "illustrative": sheet.bloc.is_illustrative,
    }


def _next_words(sheet: Sheet) -> str:
    if sheet.state == Sheet.State.CLOSED:
        return _("All stages are passed. The result is prepared once every unit's sheet is closed.")
    return _("Next: %(stage)s. The sheet can be changed only if it is returned.") % {"stage": sheet.stage.name}


def _send_context(request, sheet: Sheet, form: DeclareForm) -> dict:
    desk = Desk(book_of(sheet, request.user))
    may_try = desk.may_send and not desk.book.obstacles
    return {
        "sheet": sheet,
        "desk": desk,
        "form": form,
        "missing": desk.missing,
        "obstacles": desk.book.obstacles if desk.may_send else [],
        "differences": desk.differences,
        "refusals": form.non_field_errors() if form.is_bound else [],
        "may_send": may_try,
        "sender_words": "" if desk.may_send else _sender_words(sheet),
        "heading": _("Check and submit"),
        "illustrative": sheet.bloc.is_illustrative,
    }


def _sender_words(sheet: Sheet) -> str:
    words = {
        StageKind.SELF: _("The unit's commander submits the sheet."),
        StageKind.EXPLAIN: _("The unit's commander submits the sheet."),
        StageKind.CROSS: _("The commander of the checking unit submits the cross-check."),
    }
    return words.get(StageKind(sheet.stage.kind), _("The reviewers of the bloc submit the review."))


def sheet_return(request: HttpRequest, pk: int):
    sheet = find_sheet(request.user, pk, "reports.return_sheet")
    book = book_of(sheet, request.user)
    if not may_return(request.user, book):
        raise PermissionDenied
    form = ReturnForm(request.POST or None, stages=stages_to_return_to(book), table=sheet.table)
    at = number_in(request.POST.get("buoc"))
    if submit(form, send_back_from_form, sheet=sheet, by=request.user, at=at):
        tell(request, _("Returned; the unit reads the reason on its task list."))
        return redirect(sheet)
    chosen = set(request.POST.getlist("criteria") if form.is_bound else request.GET.getlist("muc"))
    context = {"sheet": sheet, "form": form, "choices": _choices(book, chosen), "shut": obstacles_to_return(book)}
    return page(request, "reports/sheet_return.html", context | {"illustrative": sheet.bloc.is_illustrative})


def _choices(book: SheetBook, chosen: set[str]) -> list[dict]:
    """The rows that apply, under their root group; those chosen before stay chosen."""
    blocks = Rows(book).blocks()
    found = [[row for row in block.rows if not row.is_group and row.applies] for block in blocks]
    picked = [[(row.pk, row.number, row.name, str(row.pk) in chosen) for row in rows] for rows in found]
    return [
        {"number": block.number, "name": block.name, "rows": rows, "is_chosen": any(row[3] for row in rows)}
        for block, rows in zip(blocks, picked, strict=True)
    ]


def sheet_advance(request: HttpRequest, pk: int):
    sheet = find_sheet(request.user, pk, "reports.advance_sheet")
    form = AdvanceForm(request.POST or None)
    if submit(form, advance, sheet=sheet, by=request.user, stage=number_in(request.POST.get("buoc"))):
        tell(request, _("The sheet was moved on."))
        return redirect("reports:scoring_detail", sheet.table_id)
    desk = Desk(book_of(sheet, request.user))
    context = {"sheet": sheet, "form": form, "due": desk.due, "illustrative": sheet.bloc.is_illustrative}
    return page(request, "reports/sheet_advance.html", context)
