"""Addresses of search, the palette and the public machines (feeds, comparison)."""

from tests.access_rules import Route, ask, button, office, public

FIND: dict[str, Route] = {
    "find": ask(office(), post=button()),
    "find_suggest": ask(office(), post=button()),
    "compare_years": public(),
    "calendar": public(),
}
