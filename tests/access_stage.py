"""The addresses of the console, the rehearsal and the devices."""

from tests.access_rules import INSIDE, LOGIN, NO_METHOD, RUNS, Route, ask, press, thing
from tests.access_world import WHO

TURN = ("ceremony.pk", "=moi", "open.pk", "unit.pk")
ONLY_READ = {who: NO_METHOD if who in INSIDE else LOGIN for who in WHO}

STAGE: dict[str, Route] = {
    "ceremony_console": ask(thing(RUNS), "ceremony.pk"),
    "console_state": Route(thing(RUNS), ("ceremony.pk",), ONLY_READ),
    "console_take": ask(thing(RUNS), "ceremony.pk", data={"take_over": "=on"}),
    "console_leave": press(thing(RUNS), "ceremony.pk"),
    "console_invite_next": press(thing(RUNS), "ceremony.pk"),
    "console_turn": press(thing(RUNS), *TURN),
    "console_item": press(thing(RUNS), "ceremony.pk", "agenda.pk"),
    "console_pause": press(thing(RUNS), "ceremony.pk"),
    "console_resume": press(thing(RUNS), "ceremony.pk"),
    "console_screen": press(thing(RUNS), "ceremony.pk", data={"screen": "=board"}),
    "rehearsal_start": press(thing(RUNS), "planned.pk"),
    "rehearsal_end": press(thing(RUNS), "planned.pk"),
    "signature_paper": ask(thing(RUNS), "ceremony.pk", "open.pk", "unit.pk"),
    "device_list": ask(thing(RUNS), "ceremony.pk", data={"kind": "=board", "name": "=Phông chiếu"}),
    "device_code": Route(thing(RUNS), ("ceremony.pk", "board.pk"), ONLY_READ),
    "device_shut": press(thing(RUNS), "ceremony.pk", "board.pk"),
}
