"""The draw of the cross-checks holds for every bloc and every seed, and a stranger can repeat it."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.logic.draw import METHOD, draw, ring

UNITS = st.sets(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True), min_size=3, max_size=30)
SEEDS = st.from_regex(r"[0-9a-f]{32}", fullmatch=True)


@given(SEEDS, UNITS)
def test_every_unit_checks_one_and_is_checked_by_one(seed, units):
    drawn = draw(seed, units)
    assert set(drawn) == units and set(drawn.values()) == units


@given(SEEDS, UNITS)
def test_no_unit_checks_itself_and_no_two_check_each_other(seed, units):
    drawn = draw(seed, units)
    assert [unit for unit, checker in drawn.items() if checker == unit or drawn[checker] == unit] == []


@given(SEEDS, UNITS, st.randoms())
def test_the_order_in_which_units_come_changes_nothing(seed, units, random):
    shuffled = sorted(units)
    random.shuffle(shuffled)
    assert draw(seed, shuffled) == draw(seed, sorted(units))


@given(SEEDS, UNITS)
def test_a_stranger_repeats_it_from_the_printed_seed(seed, units):
    """Written again from the description alone."""
    digests = {}
    for unit in units:
        digests[sha256((seed + ":" + unit).encode("utf-8")).hexdigest()] = unit
    circle = [digests[digest] for digest in sorted(digests)]
    expected = {checked: checker for checker, checked in zip(circle, circle[1:] + circle[:1], strict=True)}
    assert draw(seed, units) == expected


def test_one_draw_word_for_word():
    """Fixed for good: sheets drawn by cycle/1 must be repeatable in ten years."""
    assert METHOD == "cycle/1"
    assert ring("2017", "abcd") == ["c", "b", "d", "a"]
    assert draw("2017", "abcd") == {"c": "a", "b": "c", "d": "b", "a": "d"}


@pytest.mark.parametrize("units", [[], ["a"], ["a", "b"], ["a", "b", "a"]])
def test_fewer_than_three_units_are_checked_by_the_standing_body(units):
    assert draw("00", units) is None


def test_another_seed_draws_otherwise():
    units = [f"don-vi-{n:02}" for n in range(1, 14)]
    assert len({tuple(sorted(draw(f"{n:032x}", units).items())) for n in range(50)}) == 50
