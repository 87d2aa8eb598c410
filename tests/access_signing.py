"""The addresses of signing."""

from tests.access_rules import Route

SIGNING: dict[str, Route] = {}
