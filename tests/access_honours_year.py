"""The addresses of honours."""

from tests.access_rules import Route

HONOURS_YEAR: dict[str, Route] = {}
