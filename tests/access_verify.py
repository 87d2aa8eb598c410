"""The addresses of verification."""

from tests.access_rules import Route

VERIFY: dict[str, Route] = {}
