"""The addresses of versions, comments and adoption."""

from tests.access_rules import OF_THE_BLOC, RUNS, Route, ask, press, thing

SPEAKS = ["head_commander", "commander", "reporter"]  # for a member unit; an administrator never speaks for one
OWN_COMMENT = ["commander", "reporter"]  # of the unit that made it

ADOPTION: dict[str, Route] = {
    "pact_comments": ask(thing(), "draft.pk"),
    "text_circulate": ask(thing(RUNS), "draft.pk"),
    "comment_add": ask(thing(SPEAKS), "draft.pk"),
    "comment_withdraw": press(thing(OWN_COMMENT), "comment.pk"),
    "comment_answer": ask(thing(RUNS), "comment.pk"),
    "pact_versions": ask(thing(), "draft.pk"),
    "pact_adopt": ask(thing(OF_THE_BLOC), "draft.pk", post=thing(RUNS)),
    "adoption_strike": ask(thing(RUNS), "adoption.pk"),
}
