"""Addresses of the reasons behind a rank and of signals for review (reports)."""

from tests.access_rules import Route, ask, thing

REASONS: dict[str, Route] = {
    "why_rank": ask(thing(), "sheet.pk"),
    "signals": ask(thing(["admin", "standing"]), "table.pk"),
}
