"""The addresses of past years taken over from files: an administrator's, and each batch its sender's."""

from tests.access_rules import ADMIN, Route, ask, button, office, press

YEARS: dict[str, Route] = {
    "year_send": ask(office(ADMIN)),
    "year_template": Route(office(ADMIN), (), button()),
    "year_batch": Route(office(ADMIN), ("year_batch",), button()),
    "year_load": press(office(ADMIN), "year_batch"),
    "year_drop": press(office(ADMIN), "year_batch"),
}
