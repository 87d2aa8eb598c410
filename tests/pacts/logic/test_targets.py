from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.logic.targets import (
    Judged,
    Kind,
    at_least_as_strict,
    better,
    change_percent,
    exceeded,
    group_met,
    is_met,
    needs_baseline,
    needs_target,
    rounded,
    shortfall,
)

counts = st.integers(min_value=0, max_value=10**6).map(Decimal)
percents = st.decimals(min_value=0, max_value=100, places=2)


def d(text):
    return None if text is None else Decimal(text)


# kind, target, target_max, baseline, actual → met, exceeded, shortfall
CASES = [
    ("at_least", "90", None, None, "90", True, False, "0"),
    ("at_least", "90", None, None, "92.02", True, True, "0"),
    ("at_least", "90", None, None, "89.99", False, False, "0.01"),
    ("at_least", "90", None, None, None, None, None, None),
    ("at_least", None, None, None, "92.02", None, None, None),
    ("greater_than", "75", None, None, "75", False, False, "0"),
    ("greater_than", "75", None, None, "75.01", True, False, "0"),
    ("equal", "100", None, None, "100", True, False, "0"),
    ("equal", "100", None, None, "99.5", False, False, "0.5"),
    ("equal", "3", None, None, "4", False, False, "1"),
    ("at_most", "5", None, None, "5", True, False, "0"),
    ("at_most", "5", None, None, "3", True, True, "0"),
    ("at_most", "5", None, None, "7", False, False, "2"),
    ("count", "3", None, None, "3", True, False, "0"),
    ("count", "3", None, None, "2", False, False, "1"),
    ("count", "3", None, None, "4", True, True, "0"),
    ("zero", None, None, None, "0", True, False, "0"),
    ("zero", "0", None, None, "2", False, False, "2"),
    ("zero", None, None, None, None, None, None, None),
    ("qualitative", None, None, None, "1", True, False, "0"),
    ("qualitative", None, None, None, "0", False, False, None),
    ("qualitative", None, None, None, None, None, None, None),
    ("reduce_at_least", "5", None, "200", "190", True, False, "0"),
    ("reduce_at_least", "5", None, "200", "189", True, True, "0"),
    ("reduce_at_least", "5", None, "200", "191", False, False, "0.5"),
    ("reduce_at_least", "5", None, "200", "210", False, False, "10"),
    ("reduce_at_least", "5", None, None, "190", None, None, None),
    ("reduce_at_least", "5", None, "200", None, None, None, None),
    ("reduce_at_least", "5", None, "0", "0", True, False, "0"),
    ("reduce_at_least", "5", None, "0", "1", False, False, None),
    ("reduce_range", "3", "5", "100", "97", True, False, "0"),
    ("reduce_range", "3", "5", "100", "95", True, False, "0"),
    ("reduce_range", "3", "5", "100", "90", True, True, "0"),
    ("reduce_range", "3", "5", "100", "98", False, False, "1"),
]


@pytest.mark.parametrize("kind, target, top, base, actual, met, passed, missing", CASES)
def test_a_pledge_is_judged_from_its_own_side(kind, target, top, base, actual, met, passed, missing):
    row = (Kind(kind), d(target), d(top), d(base), d(actual))
    assert (is_met(*row), exceeded(*row), shortfall(*row)) == (met, passed, d(missing))


@pytest.mark.parametrize("answer", [True, False])
def test_a_qualitative_pledge_takes_a_plain_yes_or_no(answer):
    assert is_met(Kind.QUALITATIVE, None, None, None, answer) is answer


def test_a_third_is_compared_as_a_fraction():
    assert is_met(Kind.REDUCE_AT_LEAST, Decimal("33.33"), None, Decimal(3), Decimal(2)) is True
    assert is_met(Kind.REDUCE_AT_LEAST, Decimal("33.34"), None, Decimal(3), Decimal(2)) is False
    assert is_met(Kind.AT_LEAST, Decimal("66.67"), None, None, Fraction(200, 3)) is False


def test_a_kind_may_be_the_plain_value_a_database_holds():
    assert is_met("reduce_at_least", Decimal(5), None, Decimal(200), Decimal(190)) is True
    assert needs_baseline("reduce_range") is True
    assert better("at_most") == "lower"


def test_all_kinds_are_those_of_the_season_file():
    values = ["at_least", "greater_than", "equal", "at_most", "reduce_at_least", "reduce_range", "zero", "count"]
    assert [kind.value for kind in Kind] == [*values, "qualitative"]
    assert [value for value, _label in Kind.choices()] == [*values, "qualitative"]


@pytest.mark.parametrize("kind", Kind)
def test_only_falls_need_a_baseline_and_only_numbers_a_target(kind):
    assert needs_baseline(kind) == (kind in ("reduce_at_least", "reduce_range"))
    assert needs_target(kind) == (kind not in ("zero", "qualitative"))


@pytest.mark.parametrize(
    "kind, target, measure, side",
    [
        ("at_least", None, "", "higher"),
        ("greater_than", None, "", "higher"),
        ("count", None, "", "higher"),
        ("at_most", None, "", "lower"),
        ("zero", None, "", "lower"),
        ("reduce_at_least", None, "", "lower"),
        ("reduce_range", None, "", "lower"),
        ("qualitative", None, "", None),
        ("equal", "100", "%", "higher"),
        ("equal", "100", "vụ", None),
        ("equal", "0", "vụ", "lower"),
        ("equal", "13", "đơn vị", None),
    ],
)
def test_each_kind_has_its_better_side(kind, target, measure, side):
    assert better(Kind(kind), d(target), measure) == side


@pytest.mark.parametrize(
    "baseline, actual, change",
    [("200", "190", Fraction(-5)), ("3", "4", Fraction(100, 3)), ("0", "4", None), ("0", "0", None)],
)
def test_a_change_is_an_exact_fraction_and_has_none_from_zero(baseline, actual, change):
    assert change_percent(d(baseline), d(actual)) == change


@pytest.mark.parametrize(
    "value, shown",
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(5, 1000), "0.01"),
        (Fraction(-5, 1000), "-0.01"),
        (Decimal("2.675"), "2.68"),
        (Decimal("92.015"), "92.02"),
        (7, "7.00"),
    ],
)
def test_shown_numbers_round_half_up_once(value, shown):
    assert str(rounded(value)) == shown


@pytest.mark.parametrize(
    "kind, own, own_max, common, common_max, allowed",
    [
        ("at_least", "95", None, "90", None, True),
        ("at_least", "90", None, "90", None, True),
        ("at_least", "85", None, "90", None, False),
        ("greater_than", "75", None, "78", None, False),
        ("count", "2", None, "3", None, False),
        ("at_most", "4", None, "5", None, True),
        ("at_most", "6", None, "5", None, False),
        ("equal", "100", None, "100", None, True),
        ("equal", "99", None, "100", None, False),
        ("reduce_at_least", "6", None, "5", None, True),
        ("reduce_at_least", "4", None, "5", None, False),
        ("reduce_range", "4", "5", "3", "5", True),
        ("reduce_range", "3", "4", "3", "5", False),
        ("reduce_range", "2", "6", "3", "5", False),
        ("at_least", None, None, "90", None, True),
        ("at_least", "10", None, None, None, True),
        ("zero", None, None, None, None, True),
        ("qualitative", None, None, None, None, True),
    ],
)
def test_a_unit_may_pledge_more_than_the_bloc_never_less(kind, own, own_max, common, common_max, allowed):
    assert at_least_as_strict(Kind(kind), d(own), d(own_max), d(common), d(common_max)) is allowed


@given(counts, counts, percents)
def test_falling_further_never_breaks_a_promise_to_fall(baseline, actual, percent):
    kept = is_met(Kind.REDUCE_AT_LEAST, percent, None, baseline, actual)
    one_less = max(actual - 1, Decimal(0))
    assert not kept or is_met(Kind.REDUCE_AT_LEAST, percent, None, baseline, one_less) is True


@given(percents, percents, counts, counts)
def test_whoever_keeps_a_stricter_target_keeps_the_common_one(own, common, baseline, actual):
    for kind in (Kind.AT_LEAST, Kind.AT_MOST, Kind.GREATER_THAN, Kind.REDUCE_AT_LEAST):
        if at_least_as_strict(kind, own, None, common, None) and is_met(kind, own, None, baseline, actual):
            assert is_met(kind, common, None, baseline, actual) is True


@given(st.sampled_from(list(Kind)), percents, counts, counts)
def test_what_is_met_lacks_nothing_and_what_is_passed_is_met(kind, target, baseline, actual):
    row = (kind, target, target, baseline, actual)
    missing = shortfall(*row)
    if is_met(*row):
        assert missing == 0
    else:
        assert exceeded(*row) is False
        assert missing is None or missing >= 0


# Groups: traffic accidents on three criteria


def falls(*figures, percent="5"):
    return [(Kind.REDUCE_AT_LEAST, d(percent), None, d(base), d(actual)) for base, actual in figures]


@pytest.mark.parametrize(
    "figures, all_of, sum_of",
    [
        ([("100", "90"), ("40", "38"), ("60", "50")], True, True),
        ([("100", "80"), ("40", "41"), ("60", "50")], False, True),
        ([("100", "100"), ("40", "30"), ("60", "60")], False, True),
        ([("100", "100"), ("40", "40"), ("60", "60")], False, False),
        ([("100", "90"), ("40", None), ("60", "50")], None, None),
        ([("100", "100"), ("40", None), ("60", "50")], False, None),
        ([("100", "90"), (None, "38"), ("60", "50")], None, None),
    ],
)
def test_three_criteria_are_judged_each_or_on_their_sum(figures, all_of, sum_of):
    assert group_met(Judged.ALL_OF, falls(*figures)) is all_of
    assert group_met(Judged.SUM_OF, falls(*figures)) is sum_of


def test_counts_are_summed_with_their_targets():
    members = [
        (Kind.AT_MOST, Decimal(5), None, None, Decimal(7)),
        (Kind.AT_MOST, Decimal(5), None, None, Decimal(3)),
    ]
    assert group_met(Judged.SUM_OF, members) is True
    assert group_met(Judged.ALL_OF, members) is False


def test_none_allowed_is_summed_without_targets():
    members = [(Kind.ZERO, None, None, None, Decimal(0)), (Kind.ZERO, Decimal(0), None, None, Decimal(1))]
    assert group_met(Judged.SUM_OF, members) is False
    assert group_met(Judged.SUM_OF, members[:1]) is True


@pytest.mark.parametrize(
    "members",
    [
        falls(("100", "90")) + falls(("100", "90"), percent="10"),
        [*falls(("100", "90")), (Kind.ZERO, None, None, None, Decimal(0))],
        [(Kind.QUALITATIVE, None, None, None, Decimal(1))],
    ],
)
def test_a_sum_without_meaning_is_refused(members):
    with pytest.raises(ValueError):
        group_met(Judged.SUM_OF, members)


@pytest.mark.parametrize("judged", Judged)
def test_a_group_without_members_cannot_be_judged(judged):
    assert group_met(judged, []) is None


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=5), percents)
def test_a_group_met_in_each_is_met_in_sum(figures, percent):
    members = [(Kind.REDUCE_AT_LEAST, percent, None, base, actual) for base, actual in figures]
    if group_met(Judged.ALL_OF, members):
        assert group_met(Judged.SUM_OF, members) is True
