"""Addresses of search, the palette and the public machines (feeds, comparison)."""

from tests.access_rules import Route

FIND: dict[str, Route] = {}
