"""Addresses of scoring and score sheets (reports)."""

from tests.access_rules import DRAFTS, Route, ask, office, press, thing

UNIT = ["commander", "reporter"]
REVIEWERS = ["secretary", "head_commander", "standing"]
UNREADABLE = 409  # a batch of marks that is none

SHEETS: dict[str, Route] = {
    "scoring_list": ask(office()),
    "scoring_detail": ask(thing(), "table.pk"),
    "scoring_open": press(thing(DRAFTS), "table.pk"),
    "scoring_draw": press(thing(DRAFTS), "table.pk"),
    "scoring_extend": ask(thing(DRAFTS), "table.pk"),
    # that it exists and where it stands is shown to the bloc; nobody marks for the unit
    "sheet_detail": ask(thing(), "sheet.pk", post=thing(UNIT)),
    "sheet_save": press(thing(UNIT) | dict.fromkeys(UNIT, UNREADABLE), "sheet.pk"),
    "sheet_agree": press(thing(UNIT), "checked.pk"),
    "sheet_send": ask(thing(UNIT), "sheet.pk", post=thing(["commander"])),
    "sheet_return": ask(thing(REVIEWERS), "reviewed.pk"),
    "sheet_advance": ask(thing(DRAFTS), "reviewed.pk"),
    "sheet_history": ask(thing(), "reviewed.pk"),
    # the unit that was drawn, and nobody else: not the unit itself, not the administrator
    "cross_check": ask(thing(UNIT), "checked.pk"),
}
