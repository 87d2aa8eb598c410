"""The words of turning the year in the logbook."""

from typing import Any

WORDS: dict[str, Any] = {}

DETAILS: dict[str, Any] = {}
