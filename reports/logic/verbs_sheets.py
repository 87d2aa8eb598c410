"""What the logbook says of scoring and score sheets."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.advance_sheet": _("score sheet moved on after the deadline"),
    "reports.agree_with_rest": _("remaining marks agreed with"),
    "reports.draw_checks": _("cross-checks drawn"),
    "reports.extend_stage": _("deadline of a scoring stage extended"),
    "reports.open_scoring": _("scoring opened"),
    "reports.save_marks": _("marks saved"),
    "reports.send_back": _("score sheet sent back"),
    "reports.send_sheet": _("score sheet sent on"),
}

DETAILS: dict[str, Any] = {
    "stage": _("stage"),
    "seed": _("seed"),
    "method": _("method"),
    "checks": _("checked by"),
    "criteria": _("criteria"),
    "sheets": _("score sheets"),
}
