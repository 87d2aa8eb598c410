"""The words of joint works in the logbook."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.plan_work": _("joint work planned"),
    "reports.edit_work": _("joint work changed"),
    "reports.finish_work": _("joint work finished"),
    "reports.drop_work": _("joint work given up"),
    "reports.add_share": _("share of a joint work entered"),
    "reports.confirm_share": _("share of a joint work confirmed"),
    "reports.take_off_share": _("share of a joint work taken off"),
    "reports.download_receipt": _("receipt downloaded"),
}

DETAILS: dict[str, Any] = {"work": _("joint work"), "ended_on": _("ended on"), "amount": _("amount")}
