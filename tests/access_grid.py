"""Addresses of the result grid, its comments and its parts."""

from tests.access_rules import Route

GRID: dict[str, Route] = {}
