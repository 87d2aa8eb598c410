"""Addresses of directives, comparisons, approvals and wall screens."""

from tests.access_rules import OF_THE_BLOC, RUNS, STANDS_OVER, Route, ask, button, office, press, public, thing

BLOC = {"khoi": "bloc.pk"}

BOARD: dict[str, Route] = {
    "board_compare": ask(thing(), query=BLOC),
    "directive_list": ask(office()),
    "directive_give": ask(thing(STANDS_OVER), query=BLOC),
    "directives_give": ask(thing(STANDS_OVER), query=BLOC),
    "directive_round": Route(thing(STANDS_OVER), ("=dot-1",), button()),
    "directive_detail": ask(thing(OF_THE_BLOC), "directive.pk"),  # given to the unit of this commander and reporter
    "directive_answer": ask(thing(["commander", "reporter"]), "directive.pk"),
    "directive_return": ask(thing(STANDS_OVER), "directive.pk"),
    "directive_settle": press(thing(STANDS_OVER), "directive.pk"),
    "directive_unsettle": press(thing(STANDS_OVER), "directive.pk"),
    "approvals_batch": ask(office(), query={"loai": "=report"}, data={"loai": "=report"}),
    "approvals_done": Route(office(), (), button()),
    "approval_accept": press(thing(RUNS), "report.pk"),
    "approval_undo": press(thing(RUNS), "report.pk"),
    "approval_release": ask(thing(STANDS_OVER), "result_draft.pk"),
    "approval_return": ask(thing(RUNS), "=bao-cao", "report.pk"),
    "board_csv": ask(thing(), "=ban-do", query=BLOC),
    "board_brief": ask(thing(), query=BLOC),
    "board_explore": ask(thing(), query=BLOC),
    "wall_list": ask(office(["admin", "standing", "secretary", "head_commander", "stranger"])),
    "wall_shut": press(thing(["admin", "standing", "secretary", "head_commander"]), "wall.pk"),
    "wall": public("wall.token"),
}
