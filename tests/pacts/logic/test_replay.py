from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pacts.logic.devices import is_over
from pacts.logic.replay import SCREENS, Item, item_at, item_state, moments, tiles_at
from pacts.logic.run_sheet import HAS_SIGNED, TILE_SIGNS, TILE_WORDS, Tile, counter

START = datetime(2017, 2, 15, 1, 0, tzinfo=UTC)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def a_tile(unit: int, at: int | None = None, line: str = "signed", **facts) -> Tile:
    return Tile(1, unit, f"Đơn vị {unit:02}", line, at=None if at is None else minute(at), **facts)


AGENDA = [
    Item(1, "Chào cờ", minute(0), minute(5)),
    Item(2, "Các đơn vị ký kết", minute(5), minute(20)),
    Item(3, "Bế mạc", minute(25), None),
]
TILES = [
    a_tile(1, 6),
    a_tile(2, 7, "delegated", acting_for="Trưởng phòng"),
    a_tile(3, line="absent"),
    a_tile(4, 90, "late"),
]


def test_moments_stand_in_the_order_of_time_and_a_late_signature_after_the_close():
    found = moments(minute(0), minute(30), AGENDA, TILES)
    assert [(one.kind, one.key) for one in found] == [
        ("begin", ""),
        ("item", "1"),
        ("item", "2"),
        ("signed", "1-1"),
        ("signed", "1-2"),
        ("item", "3"),
        ("close", ""),
        ("signed", "1-4"),
    ]
    assert {one.kind for one in found} == set(SCREENS)


def test_without_times_of_the_programme_the_signatures_alone_are_told():
    agenda = [Item(item.key, item.title) for item in AGENDA]
    assert [one.kind for one in moments(None, None, agenda, TILES)] == ["signed"] * 3
    assert [one.kind for one in moments(None, minute(30), agenda, [])] == ["close"]
    assert moments(None, None, [], [a_tile(1, line="waiting")]) == []


def test_each_moment_shows_what_had_been_signed_by_then():
    def states(when):
        return [tile.state for tile in tiles_at(TILES, minute(when))]

    assert states(5) == ["waiting", "waiting", "absent", "waiting"]
    assert states(6) == ["signed", "waiting", "absent", "waiting"]
    assert states(30) == ["signed", "delegated", "absent", "waiting"]
    assert states(90) == ["signed", "delegated", "absent", "late"]
    before = tiles_at(TILES, minute(6))[1]
    assert (before.at, before.acting_for) == (None, "")


def test_a_signature_without_its_time_is_there_from_the_close_on():
    bare = [a_tile(1)]
    assert [tiles_at(bare, minute(at), minute(30))[0].state for at in (29, 30)] == ["waiting", "signed"]
    assert tiles_at(bare, minute(99))[0].state == "waiting"


def test_a_turn_that_was_left_open_is_not_told():
    called = a_tile(1, line="waiting", turn="invited", since=minute(3))
    assert tiles_at([called], minute(9))[0].state == "waiting"


def test_the_point_under_way_ends_when_it_ended():
    assert [getattr(item_at(AGENDA, minute(at)), "key", None) for at in (-1, 0, 4, 5, 19, 20, 24, 25, 99)] == [
        None, 1, 1, 2, 2, None, None, 3, 3
    ]  # fmt: skip
    now = item_at(AGENDA, minute(6))
    assert [item_state(item, minute(6), now) for item in AGENDA] == ["done", "current", "coming"]
    assert item_state(Item(9, "Không ghi giờ"), minute(99), None) == "coming"


@given(st.lists(st.one_of(st.none(), st.integers(0, 60)), max_size=30), st.integers(-1, 61), st.integers(-1, 61))
def test_the_counter_never_goes_back(times, one, other):
    tiles = [a_tile(unit, at) for unit, at in enumerate(times)]
    first, then = sorted((one, other))
    counted = [counter(tiles_at(tiles, minute(at), minute(60)))[0] for at in (first, then)]
    assert counted[0] <= counted[1]
    assert counter(tiles_at(tiles, minute(60), minute(60)))[0] == len(tiles)


def test_every_state_has_a_word_and_a_sign():
    assert TILE_WORDS.keys() == TILE_SIGNS.keys()
    assert {TILE_SIGNS[state] for state in HAS_SIGNED} == {"✔"}


def test_a_screen_shows_thanks_until_the_end_of_the_day_after():
    held = START.date()
    days = [is_over("held", held, held + timedelta(days=number)) for number in (0, 1, 2)]
    assert days == [False, False, True]
    assert is_over("held", None, held)
    assert is_over("cancelled", None, held)
    assert not is_over("live", held, held + timedelta(days=9))
