"""Score sheets: read, filled block by block or cell by cell, checked and sent, returned, moved on."""

import json
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.logic.lifecycle import Refused
from blocs.pages import get_for, number_in, page, require, submit, tell
from pacts.logic.formulas import StageKind
from reports.actions.sheets import Cell, Told, agree_with_rest, cells_in, save_marks
from reports.evidence_access import evidence_for
from reports.marking import book_of
from reports.models import Evidence, Sheet
from reports.views.sheets_desk import Desk, heading_of, next_open
from reports.views.sheets_posted import PostedCells, said_of, typed_in
from reports.views.sheets_shown import Block, Shown


def find_sheet(user, pk: int, perm: str | None = None) -> Sheet:
    """The sheet where this person may see that it exists (404) and may do `perm` with it (403)."""
    return get_for(user, Sheet, pk, perm, queryset=Sheet.objects.filter(pk__in=_visible(user, pk)).with_names())


def _visible(user, pk: int):
    return Sheet.objects.visible_to(user).filter(pk=pk).values("pk")


def sheet_detail(request: HttpRequest, pk: int):
    """The sheet in whatever stage it stands, for whoever this is: to mark, to read, or only where it stands."""
    sheet = find_sheet(request.user, pk)
    if request.method == "POST":
        require(request.user, "reports.mark", sheet)
    return _sheet_page(request, sheet)


def cross_check(request: HttpRequest, pk: int):
    """The same page for those drawn to check the sheet; nobody of the unit itself gets in, not even by address."""
    sheet = find_sheet(request.user, pk)
    if sheet.stage.kind != StageKind.CROSS:
        return redirect(sheet)
    require(request.user, "reports.mark", sheet)
    return _sheet_page(request, sheet)


def _sheet_page(request, sheet: Sheet):
    posted = PostedCells(request.POST if request.method == "POST" else None)
    if submit(posted, save_marks, sheet=sheet, by=request.user, stage=number_in(request.POST.get("buoc"))):
        if not posted.is_wrong:
            return _onwards(request, sheet, posted)
        sheet = find_sheet(request.user, sheet.pk)
    return page(request, "reports/sheet_detail.html", _context(request, sheet, posted))


def _context(request, sheet: Sheet, posted: PostedCells) -> dict[str, Any]:
    desk = Desk(book_of(sheet, request.user), posted.told)
    single = _single(request, desk)
    return {
        "sheet": sheet,
        "desk": desk,
        "single": single,
        "single_block": Block(single.number, single.name, [single]) if single else None,
        "pieces": _pieces(request.user, sheet, single),
        "heading": heading_of(sheet, desk.is_open),
        "stages_label": _("Stages of scoring"),
        "refusals": posted.refusals,
        "posted": typed_in(posted) if posted.refusals else [],
        "illustrative": sheet.bloc.is_illustrative,
    }


def _pieces(user, sheet: Sheet, single: Shown | None) -> list[Evidence]:
    """What stands behind the one row that is shown, as far as this person may open it."""
    if single is None or not single.evidence_url:
        return []
    return list(evidence_for(user, sheet).standing().filter(criterion=single.pk).select_related("stage"))


def _single(request, desk: Desk) -> Shown | None:
    """The one row the address asks for, where it is open to this person."""
    number = request.GET.get("muc") or request.POST.get("muc")
    if not number or not desk.is_open:
        return None
    found = next((row for row in desk.open_rows if row.number == number), None)
    if found is None:
        raise Http404
    return found


def _onwards(request, sheet: Sheet, posted: PostedCells):
    """To the next unmarked row, to the page before sending after the last, or back to the group."""
    tell(request, said_of(posted.told.values()))
    number = request.POST.get("muc")
    if not number:
        return redirect(f"{request.path}#g{number_in(request.POST.get('nhom')) or 1}")
    if "tiep" not in request.POST:
        return redirect(f"{request.path}?muc={number}")
    following = next_open(Desk(book_of(find_sheet(request.user, sheet.pk), request.user)).open_rows, number)
    return redirect(f"{request.path}?muc={following}" if following else reverse("reports:sheet_send", args=[sheet.pk]))


@require_POST
def sheet_save(request: HttpRequest, pk: int):
    """A batch of cells as JSON. Right cells are kept beside refused ones; the answer says what became of each."""
    sheet = find_sheet(request.user, pk, "reports.mark")
    try:
        stage, cells = _batch_of(request)
        told = save_marks(sheet, cells, by=request.user, stage=stage)
    except Refused as refusal:
        return JsonResponse({"said": " ".join(map(str, refusal.sentences)), "rows": {}, "sums": {}}, status=409)
    desk = Desk(book_of(find_sheet(request.user, pk), request.user), {one.criterion: one for one in told})
    return JsonResponse(_answer(desk, told))


def _batch_of(request) -> tuple[int | None, list[Cell]]:
    """The stage the page showed, and the cells."""
    try:
        posted = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException) as error:
        raise Refused(_("These marks cannot be read.")) from error
    if not isinstance(posted, dict) or set(posted) != {"stage", "cells"} or not isinstance(posted["stage"], int):
        raise Refused(_("These marks cannot be read."))
    return posted["stage"], cells_in(posted["cells"])


def _answer(desk: Desk, told: list[Told]) -> dict[str, Any]:
    rows = desk.book.rows
    answers = {one.criterion: _row_answer(desk.rows.leaf(rows[one.criterion])) for one in told if one.criterion in rows}
    return {"said": said_of(told), "rows": answers, "sums": desk.sums}


def _row_answer(row: Shown) -> dict[str, Any]:
    return {
        "revision": row.revision,
        "points": row.points,
        "line": row.line,
        "errors": row.errors,
        "asks": row.is_reason_open,
    }


@require_POST
def sheet_agree(request: HttpRequest, pk: int):
    sheet = find_sheet(request.user, pk, "reports.mark")
    count = agree_with_rest(sheet, by=request.user, stage=number_in(request.POST.get("buoc")))
    said = _("%(count)s criteria were marked as in the stage before; those at the maximum wait for your own mark.")
    tell(request, said % {"count": count})
    return redirect(sheet)
