"""The words of ballots in the logbook. Casting a ballot has none: it leaves no line."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.draft_poll": _("ballot prepared"),
    "reports.edit_poll": _("rules of a ballot changed"),
    "reports.fill_roll": _("roll of voters made anew"),
    "reports.add_candidate": _("candidate added"),
    "reports.remove_candidate": _("candidate removed"),
    "reports.withdraw_candidate": _("candidate withdrawn"),
    "reports.add_voter": _("voter added"),
    "reports.remove_voter": _("voter removed"),
    "reports.name_teller": _("teller named"),
    "reports.remove_teller": _("teller removed"),
    "reports.open_poll": _("ballot opened"),
    "reports.set_presence": _("presence recorded"),
    "reports.hand_paper": _("ballot paper handed out"),
    "reports.enter_count": _("count of ballot papers entered"),
    "reports.close_poll": _("ballot closed"),
    "reports.void_poll": _("ballot broken off"),
    "reports.draft_second_round": _("second round prepared"),
}

DETAILS: dict[str, Any] = {
    "voters": _("voters"),
    "present": _("present"),
}
