"""The addresses of what is taken over from Excel."""

from tests.access_rules import ADMIN, Route, ask, button, office, press
from tests.access_world import WHO

ONE = ("import.token",)
READ_ONLY = button()
MINE = {**dict.fromkeys(WHO, 404), "anonymous": "login", "inactive": "login", "admin": "page"}

IMPORTS: dict[str, Route] = {
    "blocs:import_list": Route(office(), (), READ_ONLY),
    "blocs:import_new": ask(office(ADMIN), "=units"),
    "blocs:import_template": press(office(ADMIN), "=units"),
    "blocs:import_sheet": Route(MINE, ("import_sheet.token",), READ_ONLY),
    "blocs:import_detail": Route(MINE, ONE, READ_ONLY),
    "blocs:import_columns": Route(MINE, ONE),
    "blocs:import_decide": press(MINE, *ONE),
    "blocs:import_again": press(MINE, *ONE),
    "blocs:import_confirm": press(MINE, *ONE),
    "blocs:import_undo": press(MINE, *ONE),
    "blocs:import_drop": press(MINE, *ONE),
}
