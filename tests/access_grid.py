"""Addresses of the result grid, its comments and its parts."""

from tests.access_rules import INSIDE, Route, ask, office, press, thing

WRITERS = ["admin", "secretary", "commander", "reporter"]
UNREADABLE = 409  # rows or texts that are none
OWN_UNIT = {"ky": "reporting.pk", "don_vi": "unit.pk"}

ROW = OWN_UNIT | {"noi_dung": "sealed_pledge.pk"}

GRID: dict[str, Route] = {
    "row_notes": ask(thing(), query=ROW),
    "report_remind": press(thing(["admin", "secretary", "standing", "head_commander"]), "reporting.pk", "unit.pk"),
    "figure_save": press(thing(WRITERS) | dict.fromkeys(WRITERS, UNREADABLE), query=OWN_UNIT),
    # reads nothing and keeps nothing: whoever is logged in
    "figure_fonts": press(office() | dict.fromkeys(INSIDE, UNREADABLE)),
}
