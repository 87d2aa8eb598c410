"""The words of joint works in the logbook."""

from typing import Any

WORDS: dict[str, Any] = {}

DETAILS: dict[str, Any] = {}
