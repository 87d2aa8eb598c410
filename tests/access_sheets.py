"""Addresses of scoring and score sheets (reports)."""

from tests.access_rules import Route

SHEETS: dict[str, Route] = {}
