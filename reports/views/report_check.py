"""Checking a report, sending it, reading it as it was sent, and giving it back."""

from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, page, require, submit, tell
from reports.actions.figures import why_closed
from reports.actions.sending import return_report, write_and_send, write_report
from reports.forms.figures import ReasonForm, ReportForm
from reports.models import Report, Reporting
from reports.sheets import Line, lines_of, sections_of
from reports.views.desks import Desk, desk_for


def report_check(request: HttpRequest):
    """What is filled and what is empty, the words beside the figures, and the button that sends."""
    desk = desk_for(request.user, request.GET.get("ky"), request.GET.get("don_vi"))
    if desk.report.state == Report.State.SENT:
        return redirect(desk.report)
    form = ReportForm(request.POST or None, instance=desk.report)
    sends = request.POST.get("do") == "send"
    if sends:
        require(request.user, "reports.send_report", desk)
    if submit(form, write_and_send if sends else write_report, by=request.user):
        tell(request, _("Submitted.") if sends else _("Draft saved."))
        return redirect(form.done if sends else desk.check_url)
    return page(request, "reports/report_check.html", _check_context(request, desk, form))


def _check_context(request, desk: Desk, form: ReportForm) -> dict:
    lines: list[Line] = lines_of(desk.reporting, desk.unit, {})
    return {
        "desk": desk,
        "form": form,
        "sections": sections_of(lines),
        "filled": sum(line.figure is not None for line in lines),
        "total": len(lines),
        "shut": why_closed(desk.reporting, desk.unit, request.user),
        "due_on": desk.reporting.due_for(desk.unit.pk if desk.unit else None),
        "may_send": request.user.has_perm("reports.send_report", desk),
        "illustrative": desk.reporting.bloc.is_illustrative,
    }


def report_detail(request: HttpRequest, pk: int, form: ReasonForm | None = None):
    rows = Report.objects.visible_to(request.user).select_related("unit", "reporting__bloc__season", "reporting__phase")
    report = get_for(request.user, Report, pk, queryset=rows)
    is_open = report.reporting.state == Reporting.State.OPEN and report.state == Report.State.SENT
    may_return = is_open and request.user.has_perm("reports.return_report", report)
    context = {
        "report": report,
        "desk": Desk(report.reporting, report.unit, report),
        "sections": sections_of(lines_of(report.reporting, report.unit, {})),
        "form": form or (ReasonForm() if may_return else None),
        "may_enter": request.user.has_perm("reports.record_figure", report),
        "illustrative": report.reporting.bloc.is_illustrative,
    }
    return page(request, "reports/report_detail.html", context)


@require_POST
def report_return(request: HttpRequest, pk: int):
    report = get_for(
        request.user, Report, pk, "reports.return_report", queryset=Report.objects.visible_to(request.user)
    )
    form = ReasonForm(request.POST)
    if submit(form, return_report, report=report, by=request.user):
        tell(request, _("Returned; the unit reads the reason on its task list."))
        return redirect(report)
    return report_detail(request, pk, form)
