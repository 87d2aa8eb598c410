"""The addresses of joint works."""

from tests.access_rules import Route

WORKS: dict[str, Route] = {}
