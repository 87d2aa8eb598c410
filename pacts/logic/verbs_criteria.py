"""What the logbook says of criteria tables."""

from typing import Any

WORDS: dict[str, Any] = {}

DETAILS: dict[str, Any] = {}
