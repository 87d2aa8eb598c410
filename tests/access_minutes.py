"""The addresses of what a ceremony leaves behind."""

from tests.access_rules import Route, ask, thing

MINUTES: dict[str, Route] = {
    "ceremony_minutes_draft": ask(thing(), "ceremony.pk"),
}
