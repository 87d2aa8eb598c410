"""Addresses of search, the palette and the public machines (feeds, comparison)."""

from tests.access_rules import Route, public

FIND: dict[str, Route] = {
    "compare_years": public(),
}
