"""The addresses of the board and the replay."""

from tests.access_rules import Route

SCREEN: dict[str, Route] = {}
