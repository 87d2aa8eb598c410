"""Places in pictures: labels never meet, nothing is drawn for a missing year, scales hold every value."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.logic.plots import Course, Frame, dots, height_of, scale_of, segments, spread, year_places

FRAME = Frame(width=300, height=280, left=90, right=90, top=50, bottom=30)
GAP = 18
NUMBERS = st.fractions(min_value=0, max_value=10**6, max_denominator=10**4)
PLACES = st.lists(st.fractions(min_value=-50, max_value=400, max_denominator=100), max_size=12)


@given(PLACES)
def test_pub_7_ac_4_labels_never_overlap(wanted):
    placed = sorted(spread(wanted, GAP, 0, 300))
    assert all(after - before >= GAP for before, after in itertools.pairwise(placed))
    assert all(0 <= place <= 300 for place in placed)


@given(PLACES)
def test_labels_keep_the_order_of_their_points(wanted):
    placed = spread(wanted, GAP, 0, 300)
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    assert order == sorted(range(len(wanted)), key=lambda n: placed[n])


@given(st.lists(st.integers(0, 12), unique=True, max_size=8))
def test_labels_that_have_room_stay_where_they_are(steps):
    wanted = [step * 20 for step in steps]
    assert spread(wanted, GAP, 0, 300) == wanted


def test_two_that_meet_part_evenly():
    assert spread([100, 100], 10, 0, 300) == [95, 105]


def test_labels_without_room_are_refused():
    with pytest.raises(ValueError, match="do not fit"):
        spread([1, 2, 3], 20, 0, 30)


@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_a_scale_holds_every_value(values):
    low, high = scale_of(values)
    assert 0 <= low <= min(values) and max(values) <= high and low < high


@given(st.lists(st.fractions(min_value=0, max_value=100), min_size=1, max_size=9))
def test_a_scale_of_rates_ends_at_100(values):
    low, high = scale_of(values, 100)
    assert low < high or min(values) == 100
    assert high <= 100


def test_a_scale_has_round_ends():
    assert scale_of([Fraction("79.92"), Fraction("81.4")], 100) == (Fraction("79.5"), Fraction("81.5"))
    assert scale_of([229, 248]) == (225, 250)
    assert scale_of([3, 100]) == (0, 100)


def test_equal_values_still_have_a_scale():
    assert scale_of([0, 0])[0] == 0 < scale_of([0, 0])[1]
    assert scale_of([100, 100], 100)[0] < 100


@given(st.lists(st.none() | NUMBERS, min_size=2, max_size=8))
def test_pub_7_ac_2_a_missing_year_draws_no_point_and_no_line(values):
    known = [value for value in values if value is not None]
    scale, course = scale_of(known or [0]), Course("a", values)
    assert len(dots([course], scale, FRAME, GAP)) == len(known)
    pairs = sum(a is not None and b is not None for a, b in itertools.pairwise(values))
    assert len(segments(course, scale, FRAME)) == pairs


@given(st.lists(st.lists(NUMBERS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_five_units_always_find_room(rows):
    courses = [Course(str(n), row) for n, row in enumerate(rows)]
    placed = dots(courses, scale_of([value for row in rows for value in row]), FRAME, GAP)
    for at in (0, 1):
        ys = sorted(dot.label_y for dot in placed if dot.at == at)
        assert all(after - before >= GAP for before, after in itertools.pairwise(ys))
    assert all(FRAME.top <= dot.y <= FRAME.floor for dot in placed)


def test_a_changed_definition_breaks_its_line():
    found = segments(Course("a", [1, 2, 3], frozenset({2})), (Fraction(0), Fraction(4)), FRAME)
    assert [one.is_broken for one in found] == [False, True]


def test_higher_values_stand_higher_and_years_from_edge_to_edge():
    scale = (Fraction(0), Fraction(10))
    assert height_of(10, scale, FRAME) == FRAME.top and height_of(0, scale, FRAME) == FRAME.floor
    assert year_places(3, FRAME) == [90, 150, 210] and year_places(1, FRAME) == [150]
