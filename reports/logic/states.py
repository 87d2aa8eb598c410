"""The ways of a reporting phase and of a unit's report, and what stands in them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Step


def obstacles_to_opening(reporting) -> list[str]:
    """`reporting` has `due_on` and `has_pledges`."""
    found = []
    if not reporting.has_pledges:
        found.append(_("The bloc has no sealed pact with pledges, so there is nothing to report on yet."))
    if reporting.due_on is None:
        found.append(_("Set the deadline of the phase."))
    return found


def obstacles_to_sending(report) -> list[str]:
    """`report` has `reporting` and `has_figures`."""
    found = []
    if report.reporting.state != "open":
        found.append(_("The reporting phase is not open."))
    if not report.has_figures:
        found.append(_("No figure has been entered yet."))
    return found


REPORTING = Lifecycle(
    Step("open_phase", "planned", "open", gettext_lazy("Open the phase"), obstacles_to_opening),
    Step("close_phase", "open", "closed", gettext_lazy("Lock the phase")),
    Step("reopen_phase", "closed", "open", gettext_lazy("Open the phase again")),
)

REPORT = Lifecycle(
    Step("send_report", ("draft", "returned"), "sent", gettext_lazy("Submit"), obstacles_to_sending),
    Step("return_report", "sent", "returned", gettext_lazy("Return")),
)
