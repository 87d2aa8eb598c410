"""The words of papers in the logbook."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "reports.load_years": _("loading of past years asked for"),
    "reports.send_years": _("files of past years sent"),
    "reports.drop_years": _("files of past years dropped"),
    "reports.draft_document": _("paper drafted"),
    "reports.change_document": _("paper changed"),
    "reports.make_document": _("files of a paper made"),
    "reports.issue_document": _("paper issued"),
    "reports.withdraw_document": _("paper withdrawn from use"),
    "reports.drop_document": _("draft paper dropped"),
    "reports.download_document": _("paper downloaded"),
    "reports.add_letterhead": _("letterhead added"),
    "reports.change_letterhead": _("letterhead changed"),
    "reports.delete_letterhead": _("letterhead deleted"),
    "reports.add_master": _("Word master uploaded"),
    "reports.try_master": _("Word master tried again"),
    "reports.use_master": _("Word master taken into use"),
    "reports.retire_master": _("Word master retired"),
}

DETAILS = {
    "symbol": _("number and symbol"),
    "format": _("format"),
    "letterhead": _("letterhead"),
}
