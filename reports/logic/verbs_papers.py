"""The words of issued papers in the logbook."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "reports.ask_paper": _("sealed paper asked for"),
    "reports.issue_paper": _("sealed paper issued"),
    "reports.withdraw_paper": _("paper withdrawn"),
    "reports.download_paper": _("paper downloaded"),
    "reports.attach_paper": _("pact signed elsewhere attached"),
    "reports.check_paper": _("pact signed elsewhere checked"),
    "reports.recheck_paper": _("pact signed elsewhere to be checked again"),
    "reports.withdraw_outer_paper": _("pact signed elsewhere withdrawn"),
    "reports.add_certificate": _("certificate of the seal added"),
}

DETAILS = {
    "record": _("digest of the line"),
    "records": _("digests of the lines"),
    "certificate": _("certificate of the seal"),
    "fingerprint": _("SHA-256 fingerprint"),
}
