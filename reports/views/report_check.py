"""Checking a report, sending it, reading it as it was sent, and giving it back."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from blocs.pages import get_for, page, require, submit, tell
from reports.actions.figures import why_closed
from reports.actions.omissions import reasons_given
from reports.actions.sending import already_sent, return_report, write_and_send, write_with_reasons
from reports.desks import Desk, desk_for
from reports.forms.figures import ReasonForm
from reports.forms.report_check import CheckForm
from reports.models import Report, Reporting
from reports.report_changes import differences_since_sent
from reports.row_extras import extras_of
from reports.sheets import Line, lines_of, sections_of
from reports.totals import totals_of


def report_check(request: HttpRequest):
    """What is filled and what is empty and why, what changed since the last sending, and the button that sends."""
    desk = desk_for(request.user, request.GET.get("ky"), request.GET.get("don_vi"))
    if desk.report.state == Report.State.SENT:
        return _sent_already(request, desk)
    lines = lines_of(desk.reporting, desk.unit, {})
    sends = request.POST.get("do") == "send"
    if sends:
        require(request.user, "reports.send_report", desk)
    form = _check_form(request, desk, lines, sends)
    if submit(form, _carry_out(form), by=request.user):
        tell(request, _say_sent(form.done) if sends else _("Draft saved."))
        return redirect(form.done if sends else desk.check_url)
    return page(request, "reports/report_check.html", _check_context(request, desk, form, lines))


def _sent_already(request, desk: Desk):
    """Somebody else was quicker, or the browser's back button led here: told with the code there is."""
    if request.method == "POST":
        messages.warning(request, already_sent(desk.report))
    return redirect(desk.report)


def _check_form(request, desk: Desk, lines: list[Line], sends: bool) -> CheckForm:
    empty = [line.pledge for line in lines if line.figure is None]
    given = reasons_given(desk.reporting, desk.unit)
    return CheckForm(request.POST or None, instance=desk.report, empty=empty, given=given, sends=sends)


def _carry_out(form: CheckForm):
    """The action with the reasons the form holds by then."""
    action = write_and_send if form.sends else write_with_reasons
    return lambda report, **more: action(report, form.reasons, **more)


def _say_sent(report: Report) -> str:
    return _("Submitted. Reference code: %(code)s") % {"code": report.code}


def _check_context(request, desk: Desk, form: CheckForm, lines: list[Line]) -> dict:
    return {
        "desk": desk,
        "form": form,
        "sections": sections_of(lines),
        "totals": totals_of(lines, form.empty, reasons_given(desk.reporting, desk.unit)),
        "differences": differences_since_sent(desk.report, lines),
        "extras": extras_of(desk.reporting, desk.unit, request.user),
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
        "extras": extras_of(report.reporting, report.unit, request.user),
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
