"""Addresses of criteria tables (pacts)."""

from tests.access_rules import RUNS, Route, ask, press, thing

CRITERIA: dict[str, Route] = {
    "table_detail": ask(thing(), "draft.pk"),
    "table_start": press(thing(RUNS), "draft.pk"),
    "table_edit": ask(thing(RUNS), "draft.pk"),
    "table_stages": ask(thing(RUNS), "draft.pk"),
    "table_adopt": press(thing(RUNS), "draft.pk"),
    "table_reopen": press(thing(RUNS), "draft.pk"),
    "table_remove": press(thing(RUNS), "open.pk"),
    "table_changes": ask(thing(), "draft.pk"),
    "table_template": ask(thing(RUNS), "draft.pk"),
    "table_export": ask(thing(), "draft.pk"),
    "criterion_add": ask(thing(RUNS), "draft.pk"),
    "criterion_restore": press(thing(RUNS), "draft.pk"),
    "criterion_edit": ask(thing(RUNS), "criterion.pk"),
    "criterion_remove": press(thing(RUNS), "criterion.pk"),
    "criterion_place": press(thing(RUNS), "criterion.pk"),
    "criterion_move": press(thing(RUNS), "criterion.pk", "=xuong"),
    "criterion_assignments": ask(thing(), "criterion.pk", post=thing(RUNS)),
}
