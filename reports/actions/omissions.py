"""Why a row stays empty: said before a report is sent, so that nobody has to ask (screens.md, STF-3 AC13)."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Unit, User
from reports.models import Figure, Omission, Report, Reporting


def empty_rows(report: Report) -> list[int]:
    """The pledges asked for that have no figure, by their keys."""
    filled = set(report.figures().values_list("pledge", flat=True))
    return [pk for pk in report.reporting.pledges().values_list("pk", flat=True) if pk not in filled]


def reasons_given(reporting: Reporting, unit: Unit | None) -> dict[int, Omission]:
    """By pledge."""
    return {row.pledge_id: row for row in Omission.objects.filter(reporting=reporting, unit=unit)}


def rows_left_open(report: Report) -> int:
    """How many rows have neither a figure nor a reason."""
    given = set(Omission.objects.filter(reporting=report.reporting, unit=report.unit).values_list("pledge", flat=True))
    return len([pk for pk in empty_rows(report) if pk not in given])


@transaction.atomic
def explain_empty_rows(report: Report, reasons: dict[int, str], *, by: User) -> int:
    """Keep the reasons of rows that are empty, by pledge; an empty reason takes the one that stood out.

    Rows that have a figure by now are passed over. Returns how many reasons changed; one line in the logbook for all.
    """
    if Reporting.objects.locked(report.reporting_id).state != Reporting.State.OPEN:
        raise Refused(_("The reporting phase is not open."))
    here, empty = reasons_given(report.reporting, report.unit), set(empty_rows(report))
    changed = [pk for pk in empty & reasons.keys() if reasons[pk] != (here[pk].reason if pk in here else "")]
    for pk in changed:
        _say(report, pk, reasons[pk], here.get(pk), by)
    if changed:
        Event.record("reports.explain_empty", report, by=by, rows=len(changed))
    return len(changed)


def _say(report: Report, pledge: int, reason: str, row: Omission | None, by: User) -> None:
    if not reason:
        row.delete()
        return
    row = row or Omission(reporting=report.reporting, unit=report.unit, pledge_id=pledge)
    row.reason, row.made_by, row.made_name = reason, by, str(by)
    validate(row)
    row.save()


def drop_needless_reasons(report: Report) -> None:
    """A row that was filled after all needs no reason."""
    filled = Figure.objects.filter(phase=report.reporting.phase_id, unit=report.unit_id).values("pledge")
    Omission.objects.filter(reporting=report.reporting, unit=report.unit, pledge__in=filled).delete()
