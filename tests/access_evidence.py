"""Addresses of evidence, appeals and knock-outs (reports)."""

from tests.access_rules import Route

EVIDENCE: dict[str, Route] = {}
