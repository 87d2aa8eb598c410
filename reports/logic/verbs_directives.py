"""What the logbook says of directives and of decisions in the approvals inbox."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.give_directive": _("directive given"),
    "reports.give_directives": _("directive given to several units"),
    "reports.answer_directive": _("directive answered"),
    "reports.settle_directive": _("directive settled"),
    "reports.return_directive": _("answer to a directive returned"),
    "reports.unsettle_directive": _("settling of a directive undone"),
    "reports.accept_report": _("report accepted"),
    "reports.take_back_acceptance": _("acceptance of a report undone"),
    "reports.return_summary": _("summary returned to its author"),
    "reports.return_result": _("result returned to who prepared it"),
}

DETAILS: dict[str, Any] = {"answer": _("answer")}
