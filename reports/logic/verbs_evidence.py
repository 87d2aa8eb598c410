"""What the logbook says of evidence, appeals and knock-outs."""

from typing import Any

WORDS: dict[str, Any] = {}

DETAILS: dict[str, Any] = {}
