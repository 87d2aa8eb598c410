"""A unit's report: words beside the figures, sent by its commander, returned by the secretary."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import differences, facts, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Stale, User
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
    """Send it for the unit; after the deadline it is sent all the same and marked late."""
    report = _locked(report, revision)
    REPORT.take("send_report", report)
    report.sent_at, report.sent_by = timezone.now(), str(by)
    report.is_late = is_past(report.reporting.due_for(report.unit_id), timezone.localdate())
    report.returned_reason = ""
    report.accepted_at, report.accepted_by = None, ""
    report.save()
    Event.record("reports.send_report", report, by=by, late=report.is_late)
    return report


@transaction.atomic
def write_and_send(report: Report, *, by: User, revision: int | None = None) -> Report:
    return send_report(write_report(report, by=by, revision=revision), by=by)


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
    Event.record("reports.return_report", report, by=by, reason=reason)
    return report


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
