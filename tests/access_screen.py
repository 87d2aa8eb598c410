"""The addresses of the board and the replay."""

from tests.access_rules import Route, ask, public, thing

SCREEN: dict[str, Route] = {
    # Whoever has the key looks, and only looks; without it tests/pacts/test_board.py.
    "board_screen": public("ceremony.pk", query={"token": "board.token"}),
    "board_state": public("ceremony.pk", query={"token": "board.token"}),
    "replay": ask(thing(), "held.pk"),
}
