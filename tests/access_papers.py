"""The addresses of issued papers."""

from tests.access_rules import RUNS, Route, ask, button, press, thing

PAPERS: dict[str, Route] = {
    "paper_list": ask(thing(), "sealed.pk"),
    "paper_file": ask(thing(), "sealed.pk", post=button()),
    "paper_make": press(thing(RUNS), "sealed.pk"),
    "paper_withdraw": ask(thing(["admin", "standing"]), "sealed.pk"),
    "outer_attach": ask(thing(RUNS), "sealed.pk"),
    "outer_detail": ask(thing(), "sealed.pk", "outer.pk"),
    "outer_file": ask(thing(), "sealed.pk", "outer.pk", post=button()),
    "outer_check": press(thing(RUNS), "sealed.pk", "outer.pk"),
    "outer_withdraw": ask(thing(RUNS), "sealed.pk", "outer.pk"),
    "pact_trail": ask(thing(), "sealed.pk"),
}
