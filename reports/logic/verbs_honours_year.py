"""The words of honours in the logbook."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "pacts.set_honour_rules": _("rules of honours set"),
    "reports.begin_submission": _("list of proposals begun"),
    "reports.save_proposals": _("proposals saved"),
    "reports.put_forward": _("candidates put forward for public comment"),
    "reports.take_back_submission": _("candidates taken back"),
    "reports.send_submission": _("submission for honours sent"),
    "reports.decide_submission": _("council's decision recorded"),
    "reports.revoke_honour": _("honour revoked"),
    "reports.write_comment": _("public comment received"),
    "reports.answer_comment": _("public comment dealt with"),
}

DETAILS: dict[str, Any] = {
    "proposals": _("proposals"),
    "added": _("added"),
    "over_quota": _("beyond the quota"),
    "granted": _("granted"),
    "ground": _("ground"),
    "revoked_on": _("revoked on"),
    "comment": _("comment"),
    "quotas": _("quotas"),
}
