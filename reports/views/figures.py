"""Entering figures."""

from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.pages import page, submit, tell
from reports.actions.figures import record_figures, why_closed
from reports.desks import Desk, desk_for, open_desks, units_of
from reports.forms.figures import FigureSheet
from reports.models import RowNote
from reports.row_extras import extras_of
from reports.sheets import lines_of, sections_of
from reports.views.figure_words import grid_words


def figure_entry(request: HttpRequest):
    """The sheet of one unit and phase; without a phase, the choice of sheets open to this person."""
    if "ky" not in request.GET:
        return _choose_sheet(request)
    desk = desk_for(request.user, request.GET["ky"], request.GET.get("don_vi"))
    shut = why_closed(desk.reporting, desk.unit, request.user)
    sheet = _sheet(desk, request.POST if request.method == "POST" else None)
    if submit(sheet, record_figures, reporting=desk.reporting, unit=desk.unit, by=request.user):
        sheet.take_back()
        if sheet.is_clean:
            return _onwards(request, desk, sheet)
    return page(request, "reports/figure_entry.html", _entry_context(request, desk, sheet, shut))


def _choose_sheet(request):
    desks = open_desks(request.user)
    if len(desks) == 1:
        return redirect(desks[0].entry_url)
    return page(request, "reports/figure_choose.html", {"desks": desks})


def _sheet(desk: Desk, data) -> FigureSheet:
    pledges = list(desk.reporting.pledges())
    figures = {figure.pledge_id: figure for figure in desk.report.figures()}
    return FigureSheet(data, pledges=pledges, figures=figures)


def _onwards(request, desk: Desk, sheet: FigureSheet):
    changed = len(sheet.done.saved) + len(sheet.done.removed)
    words = {"time": timezone.localtime().strftime("%H:%M"), "count": changed}
    tell(request, _("Saved at %(time)s: %(count)s figures changed.") % words)
    came_from = request.GET.get("ve")  # the row whose “Sửa” on the check page led here
    checks = came_from or request.POST.get("next") == "check"
    return redirect(desk.check_url_at(came_from) if checks else desk.entry_url)


def _entry_context(request, desk: Desk, sheet: FigureSheet, shut: list[str]) -> dict:
    _bring_notes(desk, sheet)
    runs = request.user.has_perm("reports.run_phases", desk.reporting)
    return {
        "desk": desk,
        "sheet": sheet,
        "shut": shut,
        "sections": sections_of(lines_of(desk.reporting, desk.unit, {row.pledge.pk: row for row in sheet.rows})),
        "extras": extras_of(desk.reporting, desk.unit, request.user),
        "check_url": desk.check_url_at(request.GET.get("ve")),
        "due_on": desk.reporting.due_for(desk.unit.pk if desk.unit else None),
        "units": units_of(desk.reporting.bloc) if runs else [],
        "words": grid_words(),
        "illustrative": desk.reporting.bloc.is_illustrative,
    }


def _bring_notes(desk: Desk, sheet: FigureSheet):
    """Beside each row what was said of it, the newest comment first."""
    found: dict[int, list[RowNote]] = {}
    for note in RowNote.objects.filter(reporting=desk.reporting, unit=desk.unit).order_by("-made_at", "-pk"):
        found.setdefault(note.pledge_id, []).append(note)
    for row in sheet.rows:
        row.notes = found.get(row.pledge.pk, [])
