"""The addresses of turning the year."""

from tests.access_rules import Route

HANDOVER: dict[str, Route] = {}
