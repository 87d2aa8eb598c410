"""The comments to one row of a sheet: the thread, and the box for the next one."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from blocs.pages import get_for, number_or_404, page, require, submit, tell
from reports.actions.row_notes import address_of, say
from reports.desks import BLOC, desk_at, units_of
from reports.forms.row_notes import RowNoteForm
from reports.logic.standing import said
from reports.models import Reporting, RowNote


def row_notes(request: HttpRequest):
    """`?ky=` the reporting, `&don_vi=` the unit (or “khoi”), `&noi_dung=` the pledge."""
    note = _row_of(request)
    require(request.user, "reports.comment_row", note)
    form = RowNoteForm(request.POST or None, instance=note)
    if submit(form, say, by=request.user):
        tell(request, _("The comment has been added; the other side has been told."))
        return redirect(address_of(note))
    return page(request, "reports/row_notes.html", _context(request, note, form))


def _row_of(request) -> RowNote:
    """A new comment at the row the address names; 404 where there is no such row or it is not this person's to see."""
    rows = Reporting.objects.visible_to(request.user).with_names()
    reporting = get_for(request.user, Reporting, number_or_404(request.GET.get("ky")), queryset=rows)
    named, unit = request.GET.get("don_vi"), None
    if named != BLOC:
        unit = get_object_or_404(units_of(reporting.bloc), pk=number_or_404(named))
    pledge = get_object_or_404(reporting.pledges(), pk=number_or_404(request.GET.get("noi_dung")))
    return RowNote(reporting=reporting, unit=unit, pledge=pledge)


def _context(request, note: RowNote, form: RowNoteForm) -> dict:
    desk = desk_at(note.reporting, note.unit)
    thread = RowNote.objects.filter(reporting=note.reporting, unit=note.unit, pledge=note.pledge)
    figure = desk.report.figures().filter(pledge=note.pledge).first()
    return {
        "desk": desk,
        "pledge": note.pledge,
        "said": said(figure, note.pledge.kind, note.pledge.measure),
        "thread": thread.order_by("made_at", "pk"),
        "form": form,
        "may_enter": request.user.has_perm("reports.record_figure", desk),
        "illustrative": note.reporting.bloc.is_illustrative,
    }
