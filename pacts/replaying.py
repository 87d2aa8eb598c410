"""A held ceremony as the replay shows it: the picture before, and what each moment changes of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.wording import address_short
from pacts.hall import facts_of, hall_tile, last_signed
from pacts.logic.replay import SCREENS, Item, Moment, item_at, item_state, moments, tiles_at
from pacts.logic.run_sheet import Tile, counter
from pacts.models import Ceremony, Pact
from pacts.staging import Picture, picture_of


@dataclass(frozen=True)
class Reel:
    """The whole of it, gathered once."""

    ceremony: Ceremony
    facts: dict
    picture: Picture
    agenda: list[Item]
    moments: list[Moment]


def reel_of(ceremony: Ceremony) -> Reel:
    picture = picture_of(ceremony)
    agenda = [Item(row.pk, row.title, row.began_at, row.ended_at) for row in picture.agenda]
    return Reel(
        ceremony,
        facts_of(ceremony),
        picture,
        agenda,
        moments(ceremony.began_at, ceremony.held_at, agenda, picture.tiles),
    )


def told_at(reel: Reel, moment: Moment) -> dict:
    """What the board is told when this has just happened; the same keys as it is told live."""
    tiles = tiles_at(reel.picture.tiles, moment.at, reel.ceremony.held_at)
    signed, asked = counter(tiles)
    return reel.facts | {
        "state": reel.ceremony.state,
        "screen": SCREENS[moment.kind],
        "is_rehearsal": False,
        "is_paused": False,
        "counter": {"signed": signed, "asked": asked},
        "agenda": _agenda(reel, moment.at),
        "current": None,
        "last": _last(reel, moment, tiles),
        "sheets": _sheets(reel, tiles),
    }


def _last(reel: Reel, moment: Moment, tiles: list[Tile]) -> dict | None:
    """Who has just signed; of several at one minute the one this moment is about."""
    own = next((tile for tile in tiles if moment.kind == "signed" and tile.key == moment.key), None)
    return hall_tile(own) if own else last_signed(tiles)


def _sheets(reel: Reel, tiles: list[Tile]) -> list[dict]:
    return [_sheet(queue.pact, tiles) for queue in reel.picture.queues]


def _sheet(pact: Pact, tiles: list[Tile]) -> dict:
    own = [hall_tile(tile) for tile in tiles if tile.pact == pact.pk]
    return {"pact": pact.pk, "title": pact.title, "label": pact.bloc.name, "tiles": own}


def _agenda(reel: Reel, when: datetime) -> list[dict]:
    now = item_at(reel.agenda, when)
    return [{"key": one.key, "title": one.title, "state": item_state(one, when, now)} for one in reel.agenda]


def film_of(reel: Reel) -> dict:
    """The first picture whole, and of every moment only what is new: small enough for one page."""
    if not reel.moments:
        return {"first": None, "steps": []}
    first = told_at(reel, reel.moments[0])
    steps, before = [], first
    for moment in reel.moments:
        now = told_at(reel, moment)
        steps.append({"at": int(moment.at.timestamp()), "changes": _changes(before, now)})
        before = now
    return {"first": first, "steps": steps}


def _changes(before: dict, now: dict) -> dict:
    """The keys that differ; of the sheets only the tiles that do."""
    plain = {key: value for key, value in now.items() if key != "sheets" and before[key] != value}
    pairs = zip(_tiles(before), _tiles(now), strict=True)
    return plain | {"tiles": [tile for old, tile in pairs if old != tile]}


def _tiles(told: dict) -> list[dict]:
    return [tile for sheet in told["sheets"] for tile in sheet["tiles"]]


def rows_of(reel: Reel) -> list[dict]:
    """The moments as a list to read."""
    titles = {str(item.key): item.title for item in reel.agenda}
    tiles = {tile.key: tile for tile in reel.picture.tiles}
    day = reel.ceremony.day
    return [
        {"at": one.at, "is_later": timezone.localdate(one.at) != day, "kind": one.kind, **_said(one, titles, tiles)}
        for one in reel.moments
    ]


def _said(moment: Moment, titles: dict[str, str], tiles: dict[str, Tile]) -> dict:
    """`word` in the reader's language, `what` as it was written."""
    if moment.kind == "signed":
        tile = tiles[moment.key]
        return {"word": tile.word, "what": ", ".join(filter(None, [tile.name, address_short(tile.rank, tile.signer)]))}
    words = {"begin": _("The ceremony begins"), "item": _("Programme"), "close": _("The ceremony is closed")}
    return {"word": words[moment.kind], "what": titles.get(moment.key, "")}


def lasted(reel: Reel) -> str:
    """From its first moment until the close; a signature of a later day is no part of the meeting."""
    times = [timezone.localtime(moment.at) for moment in reel.moments]
    ends = [f"{at:%H:%M}" for at in times if at.date() == times[0].date()]
    return f"{ends[0]} – {ends[-1]}" if ends else ""
