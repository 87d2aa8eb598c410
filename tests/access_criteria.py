"""Addresses of criteria tables (pacts)."""

from tests.access_rules import Route

CRITERIA: dict[str, Route] = {}
