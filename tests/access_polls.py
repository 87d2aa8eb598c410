"""The addresses of ballots."""

from tests.access_rules import Route

POLLS: dict[str, Route] = {}
