"""A unit's report: words beside the figures, sent by its commander, returned by the secretary."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.actions.base import differences, facts, validate
from blocs.actions.notices import notify
from blocs.logic.codes import REFERENCE
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import moment
from blocs.models import Event, Notice, Stale, User
from blocs.people_of import others, people_of_unit
from reports import telling
from reports.actions.omissions import drop_needless_reasons, explain_empty_rows, rows_left_open
from reports.logic.deadlines import REASON_LEAST, is_past, is_reason
from reports.logic.states import REPORT
from reports.models import Report, Reporting

WORDS = ["results", "limits", "causes", "good_models", "next_tasks"]


@transaction.atomic
def write_report(report: Report, *, by: User, revision: int | None = None) -> Report:
    """Keep the words of a draft or returned report; the row is made when the first words come."""
    before = _locked(report, revision)
    if before.reporting.state != Reporting.State.OPEN or before.state == Report.State.SENT:
        raise Refused(_("The words of a report are changed only while the phase is open and it is not submitted."))
    if before.pk is None:
        validate(report)
        report.save(force_insert=True)
        Event.record("reports.write_report", report, by=by, facts=facts(report))
        return report
    if report.pk is None:
        raise Stale(before)
    changed = differences(before, report)
    if changed:
        report.revision = before.revision
        validate(report)
        report.save(update_fields=list(changed))
        Event.record("reports.write_report", report, by=by, changed=changed)
    return report


@transaction.atomic
def send_report(report: Report, *, by: User, revision: int | None = None) -> Report:
    """Send it for the unit; after the deadline it is sent all the same and marked late.

    Its reference code is given the first time and stays through every return. Raises Refused, with the code, where it
    is sent already, and while a row has neither a figure nor a reason for leaving it empty.
    """
    report = _locked(report, revision)
    if report.state == Report.State.SENT:
        raise Refused(already_sent(report))
    REPORT.take("send_report", report)
    if left := rows_left_open(report):
        raise Refused(_say_left_open(left))
    drop_needless_reasons(report)
    report.sent_at, report.sent_by = timezone.now(), str(by)
    report.is_late = is_past(report.reporting.due_for(report.unit_id), timezone.localdate())
    report.returned_reason, report.code = "", report.code or _free_code()
    report.save()
    telling.report_sent(report, by=by)
    Event.record("reports.send_report", report, by=by, late=report.is_late, code=report.code)
    return report


def already_sent(report: Report) -> str:
    """Told to whoever comes second, or comes back with the browser's button."""
    words = {"by": report.sent_by, "at": moment(timezone.localtime(report.sent_at)) if report.sent_at else "—"}
    words["code"] = report.code or "—"
    return _("This report was submitted at %(at)s by %(by)s. Reference code: %(code)s. Nothing was sent again.") % words


def _say_left_open(left: int) -> str:
    words = {"n": left}
    return (
        ngettext(
            "%(n)s row is empty: enter the result, or give the reason for leaving it empty.",
            "%(n)s rows are empty: enter the results, or give the reason for leaving each empty.",
            left,
        )
        % words
    )


def _free_code() -> str:
    while Report.objects.filter(code=(code := REFERENCE.new())).exists():
        continue
    return code


@transaction.atomic
def write_with_reasons(report: Report, reasons: dict[int, str], *, by: User, revision: int | None = None) -> Report:
    """Keep the words and, by pledge, the reasons for empty rows."""
    report = write_report(report, by=by, revision=revision)
    explain_empty_rows(report, reasons, by=by)
    return report


@transaction.atomic
def write_and_send(
    report: Report, reasons: dict[int, str] | None = None, *, by: User, revision: int | None = None
) -> Report:
    """Words, reasons and sending in one press."""
    here = _locked(report, None)
    if here.state == Report.State.SENT:
        raise Refused(already_sent(here))
    return send_report(write_with_reasons(report, reasons or {}, by=by, revision=revision), by=by)


@transaction.atomic
def return_report(report: Report, reason: str, *, by: User, revision: int | None = None) -> Report:
    """Give it back for completion; the unit reads the reason word for word."""
    report = _locked(report, revision)
    if report.reporting.state != Reporting.State.OPEN:
        raise Refused(_("The reporting phase is locked; open it again before returning a report."))
    REPORT.take("return_report", report)
    if not is_reason(reason):
        raise Refused(_("Give the reason (at least %(least)s characters).") % {"least": REASON_LEAST})
    report.returned_reason = reason
    report.save(update_fields=["state", "returned_reason"])
    _tell_the_unit(report, by)
    Event.record("reports.return_report", report, by=by, reason=reason)
    return report


def _tell_the_unit(report: Report, by: User) -> None:
    title = _("The report “%(report)s” came back for completion.") % {"report": report}
    people = others(people_of_unit(report.unit), by)
    notify(people, Notice.Kind.RETURNED, f"report:{report.pk}", title, report.get_absolute_url())


def _locked(report: Report, revision: int | None) -> Report:
    """The stored report under the lock of its phase; a report nobody has kept yet comes back unsaved."""
    reporting = Reporting.objects.locked(report.reporting_id)
    if report.pk is None:
        here = Report.objects.filter(reporting=reporting, unit=report.unit_id).first()
        if here is None:
            return Report(reporting=reporting, unit=report.unit)
        report = here
    locked = Report.objects.locked(report.pk, revision)
    locked.reporting = reporting
    return locked
