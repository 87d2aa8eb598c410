"""The addresses of what is taken over from Excel."""

from tests.access_rules import Route

IMPORTS: dict[str, Route] = {}
