"""The addresses of the console, the rehearsal and the devices."""

from tests.access_rules import Route

STAGE: dict[str, Route] = {}
