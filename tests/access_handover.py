"""The addresses of turning the year. Each side signs for itself; no duty stands in for a commander."""

from tests.access_rules import DRAFTS, RUNS, Route, ask, office, press, thing

GIVES = thing(["head_commander"])
TAKES = thing(["commander"])

HANDOVER: dict[str, Route] = {
    "handover_list": ask(office()),
    "handover_detail": ask(thing(["admin", "standing", "secretary", "head_commander", "commander"]), "bloc.pk"),
    "handover_heads": ask(thing(DRAFTS), "bloc.pk"),
    "handover_prepare": press(thing(RUNS), "bloc.pk"),
    "handover_item": ask(thing(RUNS), "bloc.pk"),
    "handover_item_drop": press(thing(RUNS), "bloc.pk", "handover_item.pk"),
    "handover_give": ask(GIVES, "bloc.pk"),
    "handover_receive": ask(TAKES, "bloc.pk"),
    "handover_return": ask(TAKES, "bloc.pk"),
}
