"""What the screen of the hall is told, who may ask for it, and what it costs when nothing has changed: one query."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from blocs.logic.wording import address_short, long_day
from blocs.models import Movement
from pacts.logic.devices import is_over, tablet_is_over
from pacts.logic.run_sheet import TILE_SIGNS, Tile
from pacts.models import Ceremony, Device, Run
from pacts.staging import Picture, as_json, in_vietnamese, tile_json

SEEN_EVERY = timedelta(seconds=5)
NOT_FOR_THE_HALL = ("position", "acting_for")
FACTS = ("ceremony__state", "ceremony__held_at", "ceremony__on", "ceremony__revision", "ceremony__run__pulse")


@dataclass(frozen=True)
class Pass:
    """What one query tells about a paired device and its ceremony. `pulse` is None where no console was opened."""

    device: int
    kind: str
    ceremony: int
    shut_at: datetime | None
    seen_at: datetime | None
    state: str
    held_at: datetime | None
    on: date | None
    revision: int
    pulse: int | None

    @property
    def is_gone(self) -> bool:
        if self.shut_at is not None or (self.kind == Device.Kind.TABLET and tablet_is_over(self.state)):
            return True
        held_on = timezone.localdate(self.held_at) if self.held_at else self.on
        return is_over(self.state, held_on, timezone.localdate())

    @property
    def etag(self) -> str:
        return etag_of(self.pulse, self.revision, self.state)


def pass_of(kind: str, token: str, ceremony: int | None = None) -> Pass | None:
    """None for a key that is no such device's, or not of the ceremony where one is named."""
    rows = Device.objects.filter(token=token, kind=kind).order_by()
    rows = rows if ceremony is None else rows.filter(ceremony=ceremony)
    row = rows.values_list("pk", "kind", "ceremony", "shut_at", "seen_at", *FACTS).first() if token else None
    return Pass(*row) if row else None


def etag_of(pulse: int | None, revision: int, state: str) -> str:
    """Without a console nothing counts the changes, so that nothing can be called unchanged."""
    return "" if pulse is None else f'"{state}-{revision}-{pulse}"'


def etag_for(ceremony: Ceremony) -> str:
    pulse = Run.objects.filter(ceremony=ceremony).values_list("pulse", flat=True).first()
    return etag_of(pulse, ceremony.revision, ceremony.state)


def is_same(etag: str, asked: str) -> bool:
    """Whether If-None-Match names it; a proxy may have made it a weak one."""
    return bool(etag) and etag in (one.strip().removeprefix("W/") for one in asked.split(","))


def mark_seen(known: Pass) -> None:
    """At most every 5 s, and never waiting: where the database is busy the next poll says it."""
    now = timezone.now()
    if known.seen_at is not None and now - known.seen_at < SEEN_EVERY:
        return
    try:
        with _without_waiting():
            _free(known.device).update(seen_at=now)
    except DatabaseError:
        return


def _free(pk: int):
    """The row, unless somebody else is writing it; on SQLite it is the whole file that is free or not."""
    rows = Device.objects.filter(pk=pk)
    return rows if connection.vendor == "sqlite" else rows.filter(pk__in=rows.select_for_update(skip_locked=True))


@contextmanager
def _without_waiting():
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        kept = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {kept}")


def hall_json(picture: Picture) -> dict:
    """What everybody shares, and the words around it; of persons only rank, name and unit."""
    told = as_json(picture) | facts_of(picture.ceremony)
    for sheet, queue in zip(told["sheets"], picture.queues, strict=True):
        sheet["label"] = queue.pact.bloc.name
        sheet["tiles"] = [for_the_hall(tile) for tile in sheet["tiles"]]
    current = for_the_hall(told["current"]) if told["current"] else None
    return told | {"current": current, "last": last_signed(picture.tiles)}


def facts_of(ceremony: Ceremony) -> dict:
    """The words of the ceremony itself; in Vietnamese."""
    movements = Movement.objects.filter(pacts__ceremonies=ceremony).distinct().values_list("name", flat=True)
    with in_vietnamese():
        when = long_day(ceremony.day) or ceremony.when
    words = {"title": ceremony.title, "movements": list(movements), "place": ceremony.place_name, "when": when}
    return words | {"revision": ceremony.revision}


def last_signed(tiles: list[Tile]) -> dict | None:
    """Who signed last, as the hall may read it."""
    signed = [tile for tile in tiles if tile.has_signed and tile.at]
    return hall_tile(max(signed, key=lambda tile: tile.at)) if signed else None


def hall_tile(tile: Tile) -> dict:
    with in_vietnamese():
        return for_the_hall(tile_json(tile))


def for_the_hall(told: dict) -> dict:
    """Without posts; rank and name as one is addressed."""
    kept = {name: value for name, value in told.items() if name not in NOT_FOR_THE_HALL}
    return kept | {"person": address_short(told["rank"], told["signer"]), "sign": TILE_SIGNS[told["state"]]}
