"""Addresses of the result grid, its comments and its parts."""

from tests.access_rules import Route, ask, thing

ROW = {"ky": "reporting.pk", "don_vi": "unit.pk", "noi_dung": "sealed_pledge.pk"}

GRID: dict[str, Route] = {
    "row_notes": ask(thing(), query=ROW),
}
