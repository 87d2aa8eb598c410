"""The addresses of what is taken over from Excel."""

from tests.access_rules import ADMIN, Route, ask, button, office, press
from tests.access_world import WHO

ONE = ("import.token",)
READ_ONLY = button()
MINE = {**dict.fromkeys(WHO, 404), "anonymous": "login", "inactive": "login", "admin": "page"}

IMPORTS: dict[str, Route] = {
    "import_list": Route(office(), (), READ_ONLY),
    "import_new": ask(office(ADMIN), "=units"),
    "import_template": press(office(ADMIN), "=units"),
    "import_sheet": Route(MINE, ("import_sheet.token",), READ_ONLY),
    "import_detail": Route(MINE, ONE, READ_ONLY),
    "import_columns": Route(MINE, ONE),
    "import_decide": press(MINE, *ONE),
    "import_again": press(MINE, *ONE),
    "import_confirm": press(MINE, *ONE),
    "import_undo": press(MINE, *ONE),
    "import_drop": press(MINE, *ONE),
}
