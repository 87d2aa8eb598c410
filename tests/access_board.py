"""Addresses of directives, comparisons, approvals and wall screens."""

from tests.access_rules import Route

BOARD: dict[str, Route] = {}
