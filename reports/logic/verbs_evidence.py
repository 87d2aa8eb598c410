"""What the logbook says of evidence, appeals and knock-outs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.add_evidence": _("evidence added"),
    "reports.change_after_appeal": _("mark changed after an appeal"),
    "reports.confirm_knock_out": _("knock-out or ceiling confirmed"),
    "reports.dismiss_knock_out": _("knock-out or ceiling dismissed"),
    "reports.download_evidence": _("evidence downloaded"),
    "reports.file_appeal": _("appeal filed"),
    "reports.keep_after_appeal": _("mark kept after an appeal"),
    "reports.propose_knock_out": _("knock-out or ceiling proposed"),
    "reports.remove_evidence": _("evidence removed"),
    "reports.withdraw_appeal": _("appeal withdrawn"),
}

DETAILS: dict[str, Any] = {
    "criterion": _("criterion"),
    "stage": _("stage"),
    "files": _("files"),
    "paper": _("number and symbol"),
    "piece": _("name"),
    "reason": _("reason"),
    "sha256": _("digest"),
}
