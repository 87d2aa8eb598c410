"""What the logbook says of this floor."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "reports.change_honour_status": _("state of an honour changed"),
    "reports.close_phase": _("reporting phase closed"),
    "reports.comment_row": _("row commented on"),
    "reports.correct": _("correction of a publication begun"),
    "reports.correct_figure": _("figure corrected"),
    "reports.draft": _("summary drafted"),
    "reports.edit_summary": _("summary edited"),
    "reports.explain_empty": _("reasons for empty rows given"),
    "reports.extend": _("deadline extended"),
    "reports.load_season": _("season file loaded"),
    "reports.open_phase": _("reporting phase opened"),
    "reports.plan_phase": _("reporting phase planned"),
    "reports.publish": _("page published"),
    "reports.record_figure": _("figure recorded"),
    "reports.record_honour": _("honour recorded"),
    "reports.release": _("publication released"),
    "reports.remind": _("unit reminded of its report"),
    "reports.remove_figure": _("figure removed"),
    "reports.reopen_phase": _("reporting phase re-opened"),
    "reports.return_report": _("report returned"),
    "reports.send_report": _("report sent"),
    "reports.set_release": _("release level set"),
    "reports.withdraw": _("publication withdrawn"),
    "reports.withhold": _("figure withheld or shown"),
    "reports.write_report": _("report written"),
}

DETAILS = {
    "ceremony": _("ceremony"),
    "thread": _("address"),
    "number": _("revision"),
    "numbers": _("revisions"),
    "due_on": _("due on"),
    "late": _("late"),
    "sha256": _("digest"),
    "created": _("rows made"),
    "rows": _("rows"),
    "row": _("row of the sheet"),
    "code": _("reference code"),
}
