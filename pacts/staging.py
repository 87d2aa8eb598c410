"""The run of a ceremony gathered from its rows: the same picture for console, board, tablets and replay."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from pacts.actions.frozen import as_on, in_vietnamese
from pacts.desk import table_of
from pacts.logic.run_sheet import Tile, at_the_table, counter, next_in_line
from pacts.logic.signing import Line
from pacts.models import AgendaItem, Ceremony, Pact, Run, Turn

PLAYED = {Turn.State.SIGNED, Turn.State.ABSENT}


@dataclass(frozen=True)
class Queue:
    """One pact of the ceremony with its tiles in order of precedence."""

    pact: Pact
    tiles: list[Tile]


@dataclass(frozen=True)
class Picture:
    """Everything to be shown at one moment. `run` is None where the console was never opened."""

    ceremony: Ceremony
    run: Run | None
    agenda: list[AgendaItem]
    queues: list[Queue]

    @property
    def tiles(self) -> list[Tile]:
        return [tile for queue in self.queues for tile in queue.tiles]

    @property
    def current(self) -> Tile | None:
        called = at_the_table(self.tiles)
        return called[-1] if called else None

    @property
    def upcoming(self) -> Tile | None:
        return next_in_line(self.tiles)

    @property
    def counter(self) -> tuple[int, int]:
        return counter(self.tiles)

    @property
    def pulse(self) -> int:
        return self.run.pulse if self.run else 0


def picture_of(ceremony: Ceremony) -> Picture:
    """As it stands now; the same number of queries for any number of units of one pact."""
    run = Run.objects.filter(ceremony=ceremony).select_related("item", "operator").first()
    turns = _turns(run)
    pacts = ceremony.pacts.select_related("bloc__season").order_by("bloc__name_sort", "version")
    queues = [Queue(pact, _tiles(pact, ceremony, run, turns)) for pact in pacts]
    return Picture(ceremony, run, list(ceremony.agenda.all()), queues)


def _turns(run: Run | None) -> dict[tuple[int, int], Turn]:
    rows = run.turns.filter(is_rehearsal=run.is_rehearsal) if run else []
    return {(turn.pact_id, turn.unit_id): turn for turn in rows}


def _tiles(pact: Pact, ceremony: Ceremony, run: Run | None, turns) -> list[Tile]:
    tiles = [_tile(pact, line, turns.get((pact.pk, line.unit.pk))) for line in table_of(pact, ceremony.day)]
    return [_rehearsed(tile) for tile in tiles] if run and run.is_rehearsal else tiles


def _tile(pact: Pact, line: Line, turn: Turn | None) -> Tile:
    name = line.signature.unit_name if line.signature else line.unit.name_on(pact.day)
    called = {"turn": turn.state, "since": turn.at} if turn else {}
    return Tile(pact.pk, line.unit.pk, name, line.state, short=line.unit.short_name, **_person(pact, line), **called)


def _person(pact: Pact, line: Line) -> dict[str, Any]:
    """Who signed, as written; before that, who would sign today."""
    if signature := line.signature:
        person = {"signer": signature.name, "rank": signature.rank, "position": signature.position}
        return person | {"acting_for": signature.acting_for, "at": signature.signed_at}
    if line.leader is None:
        return {}
    facts = as_on(line.leader, pact.day, line.unit)
    return {"signer": facts["name"], "rank": facts["rank"], "position": facts["position"]}


def _rehearsed(tile: Tile) -> Tile:
    """In a rehearsal the real table is not looked at: what was played stands for it."""
    played = tile.turn if tile.turn in PLAYED else "waiting"
    turn = "" if tile.turn in PLAYED else tile.turn
    return replace(tile, line=played, turn=turn, at=tile.since if played == "signed" else None, acting_for="")


def as_json(picture: Picture) -> dict:
    """What board and tablets are told; in Vietnamese, times in the site's zone, nothing only officers may see."""
    with in_vietnamese():
        return _as_json(picture)


def _as_json(picture: Picture) -> dict:
    ceremony, run = picture.ceremony, picture.run
    signed, asked = picture.counter
    return {
        "pulse": picture.pulse,
        "state": ceremony.state,
        "screen": run.screen if run else Run.Screen.LOGO,
        "is_rehearsal": bool(run and run.is_rehearsal),
        "is_paused": bool(run and run.paused_at),
        "counter": {"signed": signed, "asked": asked},
        "agenda": _agenda(picture),
        "item_began_at": run.item_began_at.isoformat() if run and run.item_began_at else None,
        "current": tile_json(picture.current) if picture.current else None,
        "sheets": [_sheet_json(queue) for queue in picture.queues],
    }


def _sheet_json(queue: Queue) -> dict:
    return {"pact": queue.pact.pk, "title": queue.pact.title, "tiles": [tile_json(tile) for tile in queue.tiles]}


def _agenda(picture: Picture) -> list[dict]:
    return [{"key": item.pk, "title": item.title, "state": state} for item, state in programme(picture)]


def programme(picture: Picture) -> list[tuple[AgendaItem, str]]:
    """Each item with done, current or coming. A rehearsal writes no times: there the order alone says what is done."""
    run, order = picture.run, [item.pk for item in picture.agenda]
    now = run.item_id if run else None
    before = order[: order.index(now)] if run and run.is_rehearsal and now in order else []
    return [(item, _state_of(item, now, run, before)) for item in picture.agenda]


def _state_of(item: AgendaItem, current: int | None, run: Run | None, before: list[int]) -> str:
    if item.pk == current:
        return "current"
    ended = item.pk in before if run and run.is_rehearsal else item.ended_at
    return "done" if ended else "coming"


def tile_json(tile: Tile) -> dict:
    return {
        "key": tile.key,
        "name": tile.name,
        "short": tile.short,
        "state": tile.state,
        "word": str(tile.word),
        "at": f"{timezone.localtime(tile.at):%H:%M}" if tile.at else "",
        "signer": tile.signer,
        "rank": tile.rank,
        "position": tile.position,
        "acting_for": tile.acting_for,
    }
