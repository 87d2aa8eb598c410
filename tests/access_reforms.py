"""The addresses of reorganisations: administrators' alone; and of what was restated beside a seal."""

from tests.access_rules import ADMIN, Route, ask, office, press, thing
from tests.access_world import WHO

ONE = ("reform.pk",)
MINE = {**dict.fromkeys(WHO, 404), "anonymous": "login", "inactive": "login", "admin": "page"}

REFORMS: dict[str, Route] = {
    "reform_list": Route(office(ADMIN)),
    "reform_add": ask(office(ADMIN)),
    "reform_detail": Route(MINE, ONE),
    "reform_edit": ask(MINE, *ONE),
    "reform_step_add": ask(MINE, *ONE, "=merge"),
    "reform_step_drop": press(MINE, *ONE, "=0"),
    "reform_carry_out": press(MINE, *ONE),
    "reform_undo": press(MINE, *ONE),
    "reform_delete": press(MINE, *ONE),
}

RESTATES = ["admin", "standing"]

RESTATEMENTS: dict[str, Route] = {
    "restatement_list": Route(thing(), ("sealed.pk",), thing(RESTATES)),
    "restatement_drop": press(thing(RESTATES), "restatement.pk"),
}
