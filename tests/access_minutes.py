"""The addresses of what a ceremony leaves behind."""

from tests.access_rules import Route

MINUTES: dict[str, Route] = {}
