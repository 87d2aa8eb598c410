"""The words of ballots in the logbook."""

from typing import Any

WORDS: dict[str, Any] = {}

DETAILS: dict[str, Any] = {}
