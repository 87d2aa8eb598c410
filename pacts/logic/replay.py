"""A held ceremony told again from its run sheet: its moments in order, and how it stood at each of them.

Only what was written down is told: times of the programme and of signatures. Whoever was called without signing
left no trace, and a signature without a time is shown from the close on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from pacts.logic.run_sheet import HAS_SIGNED, Tile

KINDS = ("begin", "item", "signed", "close")


@dataclass(frozen=True)
class Item:
    """A point of the programme; both times are None where nobody noted them."""

    key: int
    title: str
    began_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Moment:
    """Something that happened: `kind` is one of KINDS, `key` names the item or the tile."""

    at: datetime
    kind: str
    key: str = ""


def moments(
    began_at: datetime | None, held_at: datetime | None, agenda: Iterable[Item], tiles: Iterable[Tile]
) -> list[Moment]:
    """In the order of time; at one time the programme goes before signatures, and the close comes last."""
    found = [Moment(began_at, "begin")] if began_at else []
    found += [Moment(item.began_at, "item", str(item.key)) for item in agenda if item.began_at]
    found += [Moment(tile.at, "signed", tile.key) for tile in tiles if tile.has_signed and tile.at]
    found += [Moment(held_at, "close")] if held_at else []
    return sorted(found, key=lambda moment: (moment.at, KINDS.index(moment.kind)))


def tiles_at(tiles: Iterable[Tile], when: datetime, held_at: datetime | None = None) -> list[Tile]:
    """The tiles as they stood at `when`, in the same order."""
    return [_tile_at(tile, when, held_at) for tile in tiles]


def _tile_at(tile: Tile, when: datetime, held_at: datetime | None) -> Tile:
    """Absence and refusal have no time and stand from the beginning."""
    tile = replace(tile, turn="", since=None)
    if tile.line not in HAS_SIGNED:
        return tile
    moment = tile.at or held_at
    return tile if moment and moment <= when else replace(tile, line="waiting", at=None, acting_for="")


def item_at(agenda: Iterable[Item], when: datetime) -> Item | None:
    """The point under way: the last one begun that had not ended."""
    begun = [(item.began_at, place, item) for place, item in enumerate(agenda) if item.began_at]
    *_earlier, last = [None, *(item for began_at, _place, item in sorted(begun) if began_at <= when)]
    return None if last is None or (last.ended_at and last.ended_at <= when) else last


def item_state(item: Item, when: datetime, current: Item | None) -> str:
    """done, current or coming; a point without times never comes to pass."""
    if current is not None and item.key == current.key:
        return "current"
    return "done" if item.began_at and item.began_at <= when else "coming"


SCREENS = {"begin": "logo", "item": "agenda", "signed": "board", "close": "thanks"}
"""What the hall looks at when this happens."""
