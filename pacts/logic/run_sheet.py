"""What hall, console and tablets see of a signing at one moment: plain values, so that all three show the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

TILE_WORDS: dict[str, Any] = {
    "waiting": _("Waiting"),
    "invited": _("Invited"),
    "signing": _("Is signing"),
    "skipped": _("Signs later"),
    "signed": _("Signed"),
    "delegated": _("Signed by delegation"),
    "late": _("Signed late"),
    "absent": _("Absent"),
    "declined": _("Declined to sign"),
}
"""Every state a unit can be in on the day, in the order of the day."""

TILE_SIGNS = {
    "waiting": "○",
    "invited": "→",
    "signing": "●",
    "skipped": "↺",
    **dict.fromkeys(("signed", "delegated", "late"), "✔"),
    "absent": "⊘",
    "declined": "✖",
}
AT_THE_TABLE = ("invited", "signing")
HAS_SIGNED = ("signed", "delegated", "late")
OPEN_TURNS = ("waiting", "skipped")


@dataclass(frozen=True)
class Tile:
    """One unit: `line` is the state of its line in the signing table, `turn` that of its turn where it has one.

    `short` is the unit's short name, for where its whole name finds no room.
    """

    pact: int
    unit: int
    name: str
    line: str
    turn: str = ""
    at: datetime | None = None
    since: datetime | None = None
    signer: str = ""
    rank: str = ""
    position: str = ""
    acting_for: str = ""
    short: str = ""

    @property
    def state(self) -> str:
        """What is going on at the table; a signature goes before it, as it ends every turn."""
        return self.turn if self.turn and self.line not in HAS_SIGNED else self.line

    @property
    def word(self) -> Any:
        return TILE_WORDS[self.state]

    @property
    def has_signed(self) -> bool:
        return self.state in HAS_SIGNED

    @property
    def key(self) -> str:
        return f"{self.pact}-{self.unit}"


def at_the_table(tiles: Iterable[Tile]) -> list[Tile]:
    """Who has been called and has not signed, the latest call last."""
    called = [tile for tile in tiles if tile.state in AT_THE_TABLE]
    return sorted(called, key=lambda tile: (tile.since is not None, tile.since))


def next_in_line(tiles: Iterable[Tile]) -> Tile | None:
    """Whom to invite now: the first in precedence that waits, then those passed over, in their order."""
    tiles = list(tiles)
    for state in OPEN_TURNS:
        for tile in tiles:
            if tile.state == state:
                return tile
    return None


def counter(tiles: Iterable[Tile]) -> tuple[int, int]:
    """How many of how many have signed."""
    tiles = list(tiles)
    return sum(tile.has_signed for tile in tiles), len(tiles)
