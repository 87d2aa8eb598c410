"""The addresses of reorganisations."""

from tests.access_rules import Route

REFORMS: dict[str, Route] = {}
