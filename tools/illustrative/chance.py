"""Numbers that look like chance and are always the same."""

import hashlib


def pick(low: int, high: int, *key) -> int:
    """A whole number from low to high, both included, that depends on the key alone."""
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def happens(percent: int, *key) -> bool:
    return pick(1, 100, *key) <= percent
