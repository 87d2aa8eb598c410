"""Whom the operator may call, what comes next, and the keys: rules a clerk can check by reading."""

from datetime import UTC, datetime, timedelta

import pytest

from pacts.logic import running
from pacts.logic.run_sheet import TILE_WORDS, Tile, at_the_table, counter, next_in_line

NOON = datetime(2017, 2, 15, 5, tzinfo=UTC)
TITLES = ["Chào cờ", "Thông qua nội dung giao ước", "Các đơn vị ký kết giao ước", "Bế mạc"]


def tiles(*states: str) -> list[Tile]:
    return [Tile(1, number, f"Đơn vị {number}", state) for number, state in enumerate(states, start=1)]


@pytest.mark.parametrize("state", TILE_WORDS)
def test_stf_7_ac_3_who_waits_was_absent_passed_over_or_declined_can_be_called(state):
    faults = running.faults_of_calling("Đơn vị 1", state, is_paused=False)
    assert bool(faults) is (state not in running.MAY_BE_CALLED)
    assert set(running.MAY_BE_CALLED) == {"waiting", "skipped", "absent", "declined"}


def test_nobody_is_called_in_a_pause_or_to_a_text_that_takes_no_signatures():
    assert len(running.faults_of_calling("Đơn vị 1", "waiting", is_paused=True)) == 1
    closed = running.faults_of_calling("Đơn vị 1", "waiting", is_paused=False, takes_signatures=False)
    assert len(closed) == 1


@pytest.mark.parametrize(
    "state, at_table, may_skip",
    [
        ("waiting", False, True),
        ("invited", True, True),
        ("signing", True, True),
        ("skipped", False, False),
        ("signed", False, False),
        ("absent", False, False),
    ],
)
def test_only_who_is_at_the_table_sits_down_and_only_who_has_not_signed_is_passed_over(state, at_table, may_skip):
    assert (running.faults_at_the_table("Đơn vị", state) == []) is at_table
    assert (running.faults_of_skipping("Đơn vị", state) == []) is may_skip


@pytest.mark.parametrize(
    "seconds, state", [(None, "never"), (0, "on"), (15, "on"), (15.001, "lost"), (3600, "lost"), (-5, "on")]
)
def test_a_device_is_connected_as_long_as_it_asks(seconds, state):
    seen = None if seconds is None else NOON - timedelta(seconds=seconds)
    assert running.connection(seen, NOON) == state


@pytest.mark.parametrize(
    "current, around", [(None, (None, 1)), (1, (None, 2)), (2, (1, 3)), (3, (2, None)), (9, (None, 1))]
)
def test_the_item_before_and_after(current, around):
    assert running.beside([1, 2, 3], current) == around
    assert running.beside([], None) == (None, None)


def test_units_are_called_during_the_item_that_says_so():
    assert [title for title in TITLES if running.is_signing_item(title, TITLES)] == [TITLES[2]]
    assert running.is_signing_item("Chào cờ", ["Chào cờ"]) is True
    assert running.is_signing_item("", TITLES) is False


def test_the_timer_leaves_the_pause_out():
    began = NOON - timedelta(minutes=5)
    assert running.elapsed(None, None, NOON) == 0
    assert running.elapsed(began, None, NOON) == 300
    assert running.elapsed(began, NOON - timedelta(minutes=2), NOON) == 180
    assert running.elapsed(NOON + timedelta(minutes=1), None, NOON) == 0


@pytest.mark.parametrize(
    "facts, step",
    [
        ({"in_control": False, "at_table": True}, "take"),
        ({"is_paused": True, "waits": True}, "resume"),
        ({"at_table": True, "waits": True, "items_left": True}, "sign"),
        ({"waits": True, "items_left": True}, "item"),
        ({"waits": True, "items_left": True, "is_signing": True}, "invite"),
        ({"waits": True}, "invite"),
        ({"items_left": True, "is_signing": True}, "item"),
        ({}, "close"),
    ],
)
def test_the_one_thing_to_do_next(facts, step):
    assert running.next_step(running.Scene(**{"in_control": True, **facts})) == step


def test_stf_7_ac_7_every_control_has_a_key_of_its_own():
    together = {key for key in running.KEYS.values() if list(running.KEYS.values()).count(key) > 1}
    assert together == {running.KEYS["pause"]}  # and Resume, never both on the page
    assert all(len(key) == 1 and key.isascii() and key.isalnum() for key in running.KEYS.values())


def test_the_line_goes_on_with_those_passed_over():
    assert next_in_line(tiles("signed", "skipped", "waiting")).unit == 3
    assert next_in_line(tiles("signed", "skipped", "absent")).unit == 2
    assert next_in_line(tiles("signed", "absent", "declined")) is None
    assert counter(tiles("signed", "late", "delegated", "absent", "waiting")) == (3, 5)


def test_the_turn_shows_unless_the_unit_has_signed():
    called = Tile(1, 1, "Đơn vị 1", "absent", turn="invited", since=NOON)
    signed = Tile(1, 2, "Đơn vị 2", "signed", turn="signing", since=NOON)
    assert (called.state, signed.state, at_the_table([called, signed])) == ("invited", "signed", [called])
