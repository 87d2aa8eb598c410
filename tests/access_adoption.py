"""The addresses of versions, comments and adoption."""

from tests.access_rules import Route

ADOPTION: dict[str, Route] = {}
