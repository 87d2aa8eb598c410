"""Places: exact ratios, ceilings, the table's measures in their order, and equals that stay equal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.logic.ranking import capped, classify, entries, rank
from reports.logic.scoring.shapes import Entry, Standing, Total

CLASSES = [{"name": "Khá", "from": "70"}, {"name": "Xuất sắc", "from": "90"}, {"name": "Tốt", "from": "80.5"}]


def an_entry(unit, ratio="0.9", excluded="", ceiling=None, **measures):
    told = tuple((name, None if value is None else Fraction(value)) for name, value in measures.items())
    return Entry(unit, Fraction(ratio), told, excluded, None if ceiling is None else Decimal(ceiling))


def places(*rows, **options):
    return {one.unit: (one.rank, one.is_tied, one.decided_by) for one in rank(rows, **options)}


def test_the_ratio_decides_and_needs_no_measure():
    rows = [an_entry("b", "0.8", x=9), an_entry("a", "0.9", x=1)]
    assert rank(rows) == [Standing("a", 1), Standing("b", 2)]


def test_equals_share_a_rank_and_the_next_rank_skips():
    rows = [an_entry("a"), an_entry("d", "0.95"), an_entry("c"), an_entry("b", "0.1")]
    assert places(*rows) == {"d": (1, False, ""), "a": (2, True, ""), "c": (2, True, ""), "b": (4, False, "")}


def test_ratios_are_compared_exactly_though_the_page_shows_the_same_per_cent():
    rows = [an_entry("a", "66667/100000"), an_entry("b", "2/3")]
    assert places(*rows) == {"a": (1, False, ""), "b": (2, False, "")}


def test_measures_part_equals_in_their_order_and_each_place_says_which():
    """Fewer penalties put c last; between a and b the second measure decides."""
    a, b = an_entry("a", fewer=-1, evidence=3), an_entry("b", fewer=-1, evidence=2)
    rows = [a, b, an_entry("c", fewer=-2, evidence=9)]
    assert places(*rows) == {"a": (1, False, "evidence"), "b": (2, False, "evidence"), "c": (3, False, "fewer")}


def test_some_equals_may_stay_equal_behind_a_measure():
    rows = [an_entry("a", x=1), an_entry("b", x=1), an_entry("c", x=2)]
    assert places(*rows) == {"c": (1, False, "x"), "a": (2, True, "x"), "b": (2, True, "x")}


def test_a_measure_that_is_0_for_all_decides_nothing():
    rows = [an_entry("a", x=0, y=1), an_entry("b", x=0, y=2)]
    assert places(*rows) == {"b": (1, False, "y"), "a": (2, False, "y")}
    assert places(an_entry("a", x=0), an_entry("b", x=0)) == {"a": (1, True, ""), "b": (1, True, "")}


def test_a_measure_one_of_the_equals_does_not_have_is_passed_over():
    rows = [an_entry("a", x=None, y=2), an_entry("b", x=5, y=1)]
    assert places(*rows) == {"a": (1, False, "y"), "b": (2, False, "y")}


def test_a_ceiling_caps_the_ratio_and_never_lifts_it():
    assert capped(an_entry("a", "0.95", ceiling="80")) == Fraction(4, 5)
    assert capped(an_entry("a", "0.75", ceiling="80")) == Fraction(3, 4)
    rows = [an_entry("a", "0.95", ceiling="80"), an_entry("b", "0.85"), an_entry("c", "0.8")]
    assert places(*rows) == {"b": (1, False, ""), "a": (2, True, ""), "c": (2, True, "")}


def test_the_excluded_stand_last_without_a_rank_and_keep_none_free():
    rows = [an_entry("a", "0.99", excluded="Kỷ luật"), an_entry("b", "0.5"), Entry("c", None)]
    assert rank(rows, CLASSES) == [
        Standing("b", 1, class_name=""),
        Standing("a", None, excluded="Kỷ luật"),
        Standing("c", None),
    ]


@pytest.mark.parametrize(
    "ratio, name",
    [("1.07", "Xuất sắc"), ("0.9", "Xuất sắc"), ("0.89999", "Tốt"), ("0.805", "Tốt"), ("0.7", "Khá"), ("0.69", "")],
)
def test_a_class_begins_where_the_table_says(ratio, name):
    assert classify(Fraction(ratio), CLASSES) == name


def test_groups_instead_of_ranks_keep_the_order_and_the_ceiling():
    rows = [an_entry("a", "0.95", ceiling="80"), an_entry("b", "0.85"), an_entry("c", "0.2", excluded="Kỷ luật")]
    assert classify(None, CLASSES) == ""
    assert rank(rows, CLASSES, is_ranked=False) == [
        Standing("b", None, class_name="Tốt"),
        Standing("a", None, class_name="Khá"),
        Standing("c", None, excluded="Kỷ luật"),
    ]


shares = st.integers(min_value=0, max_value=3).map(lambda part: Fraction(part, 3))
measure = st.none() | shares
rows_of = st.lists(st.tuples(shares, measure, measure, st.booleans()), max_size=7).map(
    lambda rows: [
        Entry(f"u{place}", ratio, (("x", x), ("y", y)), "why" if out else "")
        for place, (ratio, x, y, out) in enumerate(rows)
    ]
)


@given(rows_of, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_makes_no_difference(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert rank(shuffled) == rank(rows)


@given(rows_of)
def test_a_rank_is_one_more_than_how_many_stand_above(rows):
    standings = [one for one in rank(rows) if one.rank is not None]
    for one in standings:
        assert one.rank == 1 + sum(other.rank < one.rank for other in standings)
        assert one.is_tied == (sum(other.rank == one.rank for other in standings) > 1)
    assert len(standings) == sum(not row.excluded for row in rows)


@given(rows_of)
def test_units_equal_in_everything_are_tied_and_names_never_decide(rows):
    told = {row.unit: row for row in rows}
    found = {one.unit: one for one in rank(rows)}
    for a in rows:
        for b in rows:
            if not a.excluded and not b.excluded and (a.ratio, a.measures) == (b.ratio, b.measures):
                assert found[a.unit].rank == found[b.unit].rank
    decided = [one for one in found.values() if one.decided_by]
    for one in decided:
        assert any(other != one.unit and told[other].ratio == told[one.unit].ratio for other in told)


# The measures of a table


def a_total(unit, penalty=0, **groups):
    kept = {name[1:]: (Decimal(achieved), Decimal(assigned)) for name, (achieved, assigned) in groups.items()}
    return Total(unit, Decimal(90), Decimal(100), penalty=Decimal(penalty), groups=kept)


def test_measures_of_a_table_are_shares_of_what_was_assigned():
    """a has 18 of 20 in group 1, b 27 of 40: the share decides, not the plain points of whoever was assigned more."""
    sums = {"a": a_total("a", 2, g1=(18, 20)), "b": a_total("b", 0, g1=(27, 40))}
    found = entries(sums, ["group:1", "fewer_penalties", "pledges_met"], pledges_met={"a": Fraction(1, 2), "b": None})
    assert [one.measures for one in found] == [
        (("group:1", Fraction(9, 10)), ("fewer_penalties", -2), ("pledges_met", Fraction(1, 2))),
        (("group:1", Fraction(27, 40)), ("fewer_penalties", 0), ("pledges_met", None)),
    ]
    assert [(one.unit, one.decided_by) for one in rank(found)] == [("a", "group:1"), ("b", "group:1")]


def test_a_group_in_which_nothing_applies_is_no_measure_and_one_all_bonus_counts_by_points():
    sums = {"a": a_total("a", g1=(5, 10)), "b": a_total("b", g2=(3, 0)), "c": a_total("c", g1=(2, 0), g2=(4, 0))}
    found = {one.unit: dict(one.measures) for one in entries(sums, ["group:1", "group:2"])}
    assert found == {
        "a": {"group:1": Fraction(1, 2), "group:2": None},
        "b": {"group:1": None, "group:2": 3},
        "c": {"group:1": None, "group:2": 4},
    }


@pytest.mark.parametrize("name", ["group:", "group", "age", "points:1"])
def test_a_measure_nobody_knows_is_refused(name):
    with pytest.raises(ValueError, match="no measure"):
        entries({"a": a_total("a")}, [name])


def test_entries_carry_what_keeps_a_unit_from_its_place():
    found = entries({"a": a_total("a")}, excluded={"a": "Kỷ luật"}, ceilings={"a": Decimal(80)})
    assert found == [Entry("a", Fraction(9, 10), (), "Kỷ luật", Decimal(80))]
