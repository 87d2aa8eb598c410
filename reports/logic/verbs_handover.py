"""The words of turning the year in the logbook."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.choose_heads": _("heads for the next season chosen"),
    "reports.prepare_handover": _("handover prepared"),
    "reports.add_handover_item": _("thing added to the handover"),
    "reports.remove_handover_item": _("thing taken off the handover"),
    "reports.hand_over": _("bloc handed over"),
    "reports.receive": _("bloc received"),
    "reports.return_handover": _("handover returned"),
}

DETAILS: dict[str, Any] = {"head": _("head of the bloc"), "deputy": _("deputy head of the bloc")}
