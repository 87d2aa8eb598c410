"""The addresses of issued papers."""

from tests.access_rules import Route

PAPERS: dict[str, Route] = {}
