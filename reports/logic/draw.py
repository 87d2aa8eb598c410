"""Who cross-checks whom: a draw that nobody can steer and anybody can repeat (method “cycle/1”).

1. A seed is taken once at random and printed: 32 hexadecimal digits.
2. For every unit write the seed, a colon and the unit's address (its slug), and take the SHA-256 of that text in UTF-8.
3. Sort the units by those digests, smallest first. They stand in a ring: each checks the one after it, the last the
   first.

So every unit checks one and is checked by one, never itself, and, from three units up, no two check each other.
With fewer than three units two would check each other: nobody is drawn and the standing body checks.
"""

from collections.abc import Iterable
from hashlib import sha256

METHOD = "cycle/1"
FEWEST = 3  # units; below, two would check each other


def place_in_ring(seed: str, unit: str) -> str:
    """What a unit is sorted by: 64 hexadecimal digits."""
    return sha256(f"{seed}:{unit}".encode()).hexdigest()


def ring(seed: str, units: Iterable[str]) -> list[str]:
    """The units, each once, in the order of the ring, whatever order they come in."""
    return sorted(set(units), key=lambda unit: place_in_ring(seed, unit))


def draw(seed: str, units: Iterable[str]) -> dict[str, str] | None:
    """{unit: the unit that checks it}; None with fewer than three units."""
    drawn = ring(seed, units)
    if len(drawn) < FEWEST:
        return None
    return {drawn[place]: drawn[place - 1] for place in range(len(drawn))}
