"""The addresses of papers: drafting, numbers, files, Word masters."""

from tests.access_rules import Route

DOCUMENTS: dict[str, Route] = {}
