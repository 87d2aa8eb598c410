"""Addresses of results, reasons for a rank and signals (reports), and the public ones."""

from tests.access_rules import Route

RESULTS: dict[str, Route] = {}
PUBLIC_RESULTS: dict[str, Route] = {}
