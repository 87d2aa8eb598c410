"""The addresses of issued papers."""

from tests.access_rules import RUNS, Route, ask, button, press, thing

PAPERS: dict[str, Route] = {
    "reports:paper_list": ask(thing(), "sealed.pk"),
    "reports:paper_file": ask(thing(), "sealed.pk", post=button()),
    "reports:paper_make": press(thing(RUNS), "sealed.pk"),
    "reports:paper_withdraw": ask(thing(["admin", "standing"]), "sealed.pk"),
    "reports:outer_attach": ask(thing(RUNS), "sealed.pk"),
    "reports:outer_detail": ask(thing(), "sealed.pk", "outer.pk"),
    "reports:outer_file": ask(thing(), "sealed.pk", "outer.pk", post=button()),
    "reports:outer_check": press(thing(RUNS), "sealed.pk", "outer.pk"),
    "reports:outer_withdraw": ask(thing(RUNS), "sealed.pk", "outer.pk"),
    "reports:pact_trail": ask(thing(), "sealed.pk"),
}
