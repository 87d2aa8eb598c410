"""Quotas by example, and what holds of every set of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.logic.quotas import Row, allowances, exceeded, faults, rounded

HIGH, MID, LOW = 1, 2, 3
ORDER = (HIGH, MID, LOW)
FLAG, GOOD = 10, 11


def most(rows, members, proposed=None):
    return [one.most for one in allowances(rows, members, proposed or {}, ORDER)]


@pytest.mark.parametrize(
    ("way", "share", "gives"),
    [
        ("down", Fraction(13, 5), 2),
        ("up", Fraction(13, 5), 3),
        ("half_up", Fraction(5, 2), 3),
        ("half_up", Fraction(12, 5), 2),
        ("up", Fraction(3), 3),
        ("down", Fraction(3), 3),
    ],
)
def test_a_share_is_rounded_as_its_row_says(way, share, gives):
    assert rounded(share, way) == gives


def test_a_number_is_a_number():
    assert most([Row(FLAG, most=1)], {HIGH: 4, LOW: 9}) == [1]


def test_a_share_of_the_members_of_one_class():
    assert most([Row(FLAG, LOW, percent=Fraction(20))], {HIGH: 4, LOW: 14}) == [2]


def test_a_nested_share_is_of_those_proposed_for_the_other_title():
    """20 % of those that reach the standard of the flag: 6 proposed give one place, 10 give two."""
    row = Row(FLAG, percent=Fraction(20), of=GOOD)
    assert most([row], {HIGH: 50}, {GOOD: {HIGH: 6}}) == [1]
    assert most([row], {HIGH: 50}, {GOOD: {HIGH: 4, LOW: 6}}) == [2]


def classes(remainder):
    """A quarter of 4, 5 and 6 units: 1, 1¼ and 1½ rounded down; of all 15 it is 3¾, rounded half up 4."""
    rows = [Row(FLAG, level, percent=Fraction(25)) for level in ORDER]
    return [*rows, Row(FLAG, percent=Fraction(25), rounding="half_up", remainder=remainder)]


@pytest.mark.parametrize(
    ("remainder", "gives"), [("dropped", [1, 1, 1, 4]), ("largest", [1, 1, 2, 4]), ("first", [2, 1, 1, 4])]
)
def test_what_is_left_over_goes_where_the_row_says(remainder, gives):
    assert most(classes(remainder), {HIGH: 4, MID: 5, LOW: 6}) == gives


def test_equal_fractions_go_to_the_higher_class():
    rows = [Row(FLAG, LOW, percent=Fraction(25)), Row(FLAG, HIGH, percent=Fraction(25))]
    rows.append(Row(FLAG, percent=Fraction(25), remainder="largest"))
    assert most(rows, {HIGH: 2, LOW: 2}) == [0, 1, 1]


def test_no_class_gets_more_places_than_units():
    rows = [Row(FLAG, HIGH, percent=Fraction(50)), Row(FLAG, most=9, remainder="first")]
    assert most(rows, {HIGH: 3, LOW: 20}) == [3, 9]


def test_all_classes_together_bound_each():
    assert most([Row(FLAG, HIGH, most=5), Row(FLAG, most=2)], {HIGH: 9}) == [2, 2]


def test_a_class_with_a_number_takes_nothing_of_the_remainder():
    rows = [Row(FLAG, HIGH, most=1), Row(FLAG, most=4, remainder="first")]
    assert most(rows, {HIGH: 9}) == [1, 4]


def test_units_without_a_class_count_in_the_whole_only():
    rows = [Row(FLAG, HIGH, percent=Fraction(50)), Row(FLAG, percent=Fraction(50))]
    assert most(rows, {HIGH: 4, None: 6}) == [2, 5]


def test_going_beyond_is_counted_by_row():
    rows = [Row(FLAG, HIGH, most=1), Row(FLAG, most=3)]
    told = allowances(rows, {HIGH: 4, LOW: 4}, {FLAG: {HIGH: 2, LOW: 2}}, ORDER)
    assert [(one.proposed, one.over, one.left) for one in told] == [(2, 1, 0), (4, 1, 0)]
    assert exceeded(told) == told


def test_senseless_quotas_are_named():
    names = {FLAG: "Cờ", GOOD: "ĐVQT"}
    own = [Row(FLAG, percent=Fraction(20), of=FLAG)]
    ring = [Row(FLAG, percent=Fraction(20), of=GOOD), Row(GOOD, percent=Fraction(20), of=FLAG)]
    assert len(faults(own, names)) == 1 and len(faults(ring, names)) == 2
    assert len(faults([Row(FLAG, most=1), Row(FLAG, most=2)], names)) == 1
    assert len(faults([Row(FLAG)], names)) == 1
    assert faults([Row(FLAG, most=1), Row(FLAG, HIGH, percent=Fraction(20), of=GOOD)], names) == []


levels = st.dictionaries(st.sampled_from(ORDER), st.integers(0, 40), min_size=1)
shares = st.fractions(min_value=0, max_value=100, max_denominator=8)
ways = st.sampled_from(["down", "up", "half_up"])


@given(levels, shares, ways, st.sampled_from(["dropped", "largest", "first"]))
def test_whatever_the_shares_are(members, percent, way, remainder):
    rows = [Row(FLAG, level, percent=percent) for level in members]
    rows.append(Row(FLAG, percent=percent, rounding=way, remainder=remainder))
    *parts, whole = allowances(rows, members, {}, ORDER)
    assert abs(whole.most - whole.exact) < 1
    assert sum(one.most for one in parts) <= whole.most
    assert all(0 <= one.most <= members[one.row.level] for one in parts)
    if remainder != "dropped" and whole.most <= sum(members.values()):
        assert sum(one.most for one in parts) == whole.most


@given(levels, shares, shares)
def test_a_larger_share_never_allows_less(members, one, other):
    low, high = sorted([one, other])
    assert most([Row(FLAG, percent=low)], members) <= most([Row(FLAG, percent=high)], members)
