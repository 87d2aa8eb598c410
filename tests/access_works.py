"""The addresses of joint works."""

from tests.access_rules import RUNS, Route, ask, button, office, press, thing

OWN = ["admin", "secretary", "commander", "reporter"]
"""Those who run the bloc, and the unit's own people."""

WORKS: dict[str, Route] = {
    "work_list": ask(office()),
    "work_new": ask(thing(RUNS), query={"khoi": "bloc.pk"}),
    "work_detail": ask(thing(), "joint_work.pk"),
    "work_edit": ask(thing(RUNS), "joint_work.pk"),
    "work_finish": ask(thing(RUNS), "joint_work.pk"),
    "work_drop": ask(thing(RUNS), "joint_work.pk"),
    "share_add": ask(thing([*OWN, "head_commander"]), "joint_work.pk"),
    "share_confirm": press(thing([*RUNS, "head_commander"]), "joint_share.pk"),
    "share_take_off": press(thing(RUNS), "joint_share.pk"),
    "share_receipt": Route(thing([*OWN, "head_commander"]), ("joint_share.pk",), button()),
}
