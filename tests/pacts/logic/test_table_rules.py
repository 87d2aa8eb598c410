"""What each formula must be told, which stages a table has, what breaks a tie, which groups come out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from pacts.logic.table_outcomes import problems_of_appeals, problems_of_classes, problems_of_tie_breaks
from pacts.logic.table_rules import Feed, normal_rules, problems_of_rules
from pacts.logic.table_stages import StageRow, moved_by_years, problems_of_stages, usual_days


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


# --- Rules of the formulas ---

AT_LEAST = {"kind": "at_least", "target": "90", "measure": "%"}


UNREADABLE = "the rules of the formula cannot be read"
NO_BASE = "a fall is measured against a baseline, which is missing"
NOT_OPEN = "the last band must be open, so that every figure falls into one"
NO_REACH = "each band must reach further than the one before"
BAND_POINTS = "the points of a band lie between 0 and the maximum score"
NEVER = "“%s” cannot be scored relative to the best; choose met or not met"


def band(upto, points) -> dict[str, str]:
    return {"upto": upto, "points": str(points)}


@pytest.mark.parametrize(
    ("formula", "rules", "problem"),
    [
        ("proportional", {}, "name the pledge that feeds it, or the kind and the target it is measured against"),
        ("proportional", {"kind": "at_least"}, "the target is missing"),
        ("relative_to_best", {"kind": "at_most", "target": "0"}, "the target must be more than 0"),
        ("proportional", {"kind": "reduce_at_least", "target": "5"}, NO_BASE),
        ("relative_to_best", {"kind": "zero"}, NEVER % "None allowed"),
        ("relative_to_best", {"kind": "qualitative"}, NEVER % "Qualitative"),
        ("relative_to_best", {"kind": "equal", "target": "100", "measure": "%"}, NEVER % "= (exactly)"),
        ("deduction", {}, "say how many points each one counts"),
        ("deduction", {"per": "0"}, "the points for each one must be more than 0"),
        ("deduction", {"per": "2", "floor": "11"}, "the floor lies between 0 and the maximum score"),
        ("deduction", {"per": "2", "floor": "-1"}, "the floor lies between 0 and the maximum score"),
        ("count", {"per": "-1"}, "the points for each one must be more than 0"),
        ("count", {"per": "nhiều"}, UNREADABLE),
        ("count", {"per": 0.5}, UNREADABLE),
        ("count", {"per": "NaN"}, UNREADABLE),
        ("bands", {}, "the bands are missing"),
        ("bands", {"bands": [{"upto": "5", "points": "10"}]}, NOT_OPEN),
        ("bands", {"bands": [band("5", 9), band("5", 8), band("", 0)]}, NO_REACH),
        ("bands", {"bands": [{"points": "9"}, {"points": "0"}]}, NO_REACH),
        ("bands", {"bands": [band("5", 11), band("", 0)]}, BAND_POINTS),
        ("bands", {"bands": [{"upto": "5"}, {"points": "0"}]}, UNREADABLE),
        ("bands", {"bands": "5"}, UNREADABLE),
        ("flat", {}, "flat points are for bonus and penalty only"),
    ],
)  # fmt: skip
def test_each_formula_says_what_it_lacks(formula, rules, problem):
    found = [sentence for _field, sentence in problems_of_rules(formula, rules, points=Decimal(10))]
    assert found == [problem]


@pytest.mark.parametrize(
    ("formula", "rules", "part"),
    [
        ("pass_fail", {}, "main"),
        ("proportional", AT_LEAST, "main"),
        ("proportional", {"kind": "at_most", "target": "0", "measure": "vụ"}, "main"),
        ("proportional", {"kind": "reduce_at_least", "target": "5", "baseline": "0"}, "main"),
        ("relative_to_best", AT_LEAST, "main"),
        ("deduction", {"per": "6"}, "main"),
        ("bands", {"bands": [{"upto": "0", "points": "10"}, {"upto": "10", "points": "5"}, {"points": "0"}]}, "main"),
        ("count", {"per": "0.5"}, "main"),
        ("by_hand", {}, "main"),
        ("flat", {}, "bonus"),
        ("flat", {}, "penalty"),
    ],
)
def test_a_formula_told_enough_is_ready(formula, rules, part):
    assert problems_of_rules(formula, rules, part=part, points=Decimal(10)) == []


def test_a_pledge_brings_kind_and_target():
    assert problems_of_rules("relative_to_best", {}, Feed("at_least", Decimal(90), True)) == []
    assert [field for field, _said in problems_of_rules("relative_to_best", {}, Feed("zero"))] == ["rules"]
    assert problems_of_rules("pass_fail", {}, Feed("qualitative")) == []
    assert problems_of_rules("count", {"per": "1"}, Feed("qualitative")) == [
        ("pledge", "a qualitative pledge has no number to reckon with; it is met or not met")
    ]
    assert [field for field, _said in problems_of_rules("by_hand", {}, Feed("count", Decimal(3), True))] == ["pledge"]


def test_a_fall_nobody_knows_the_base_of_cannot_even_be_met():
    fall = Feed("reduce_at_least", Decimal(5), True)
    assert [field for field, _said in problems_of_rules("pass_fail", {}, fall)] == ["rules"]
    assert problems_of_rules("pass_fail", {}, replace(fall, has_baseline=True)) == []
    assert problems_of_rules("pass_fail", {}, fall, units_have_baselines=True) == []


def test_targets_of_every_unit_stand_for_a_common_one():
    rules = {"kind": "at_least", "measure": "%"}
    assert problems_of_rules("relative_to_best", rules, units_have_targets=True) == []
    assert problems_of_rules("relative_to_best", {}, units_have_targets=True) != []


def test_rules_are_kept_in_one_way_of_writing():
    bands = [{"upto": Decimal("5.50"), "points": "10.0"}, {"upto": "", "points": 0}]
    assert normal_rules("bands", {"bands": bands, "per": "3"}) == {
        "bands": [{"upto": "5.5", "points": "10"}, {"points": "0"}]
    }
    assert normal_rules("by_hand", {"per": "3"}) == {}
    for value in (0.5, True, "NaN", "Infinity", "x"):
        with pytest.raises(ValueError, match="figure"):
            normal_rules("count", {"per": value})


# --- Stages, ties, groups, appeals ---


def stage(kind, due=None, opens=None) -> StageRow:
    return StageRow(kind, kind, opens, due)


def test_stages_stand_in_their_order_with_their_days():
    day = date(2017, 12, 10)
    assert problems_of_stages([]) == ["The table has no stages of scoring."]
    assert problems_of_stages([stage("self")]) == ["Stage “self”: the last day is missing."]
    order = "The order of the stages is: self-scoring, cross-check, review, explanation, appraisal."
    assert problems_of_stages([stage("review", day), stage("self", day)]) == [order]
    assert problems_of_stages([stage("self", day), stage("self", day)]) == [order]
    assert problems_of_stages([stage("explain", day)]) == ["Nobody scores anything: the stages only explain."]
    assert problems_of_stages([stage("explain", day), stage("appraise", day)]) == [
        "Nothing can be explained before something was scored."
    ]


def test_stages_never_run_backwards_but_may_overlap():
    ten, twenty = date(2017, 12, 10), date(2017, 12, 20)
    assert problems_of_stages([stage("self", twenty, ten), stage("cross", twenty, ten)]) == []
    assert problems_of_stages([stage("self", twenty), stage("cross", ten)]) == [
        "Stage “cross” (10/12/2017) lies before “self” (20/12/2017)."
    ]
    assert problems_of_stages([stage("self", ten, twenty)]) == ["Stage “self”: its last day lies before its first."]


def test_usual_days_follow_the_season_one_after_the_other():
    days = usual_days(2, date(2017, 12, 31))
    assert days == [(date(2018, 1, 1), date(2018, 1, 10)), (date(2018, 1, 11), date(2018, 1, 20))]
    assert moved_by_years(date(2016, 2, 29), 1) == date(2017, 2, 28)
    assert moved_by_years(None, 1) is None


def test_a_tie_is_broken_by_what_is_known_and_once():
    assert problems_of_tie_breaks(["fewer_penalties", "pledges_met", "evidence", "group:2"], 2) == []
    assert problems_of_tie_breaks(["lot"], 2) == ["“lot” is no measure that breaks a tie."]
    assert problems_of_tie_breaks(["group:3"], 2) == ["A tie cannot be broken by group 3: the table has no such group."]
    for name in ("group", "group:", "group:0", "group:x", "group:٢", "group:99999999999", "evidence:1", "", None):
        assert len(problems_of_tie_breaks([name], 2)) == 1
    assert problems_of_tie_breaks(["evidence", "evidence"], 2) == ["The same measure breaks a tie only once."]


def test_groups_fall_from_the_highest_to_nothing():
    good = [{"name": "Xuất sắc", "from": "90"}, {"name": "Khá", "from": "0"}]
    assert problems_of_classes(good) == []
    assert problems_of_classes([]) == ["Name the groups the units come into."]
    assert problems_of_classes(good[:1]) == ["The last group begins at 0%, so that every unit comes into one."]
    assert problems_of_classes([good[1], good[0]])[0] == (
        "The groups go from the highest to the lowest; each begins below the one before."
    )
    assert problems_of_classes([good[0], {"name": "Xuất sắc", "from": "0"}]) == ["Each group needs a name of its own."]
    for odd in ({"name": "x"}, {"name": "x", "from": "cao"}, {"name": None, "from": "0"}, "x"):
        assert problems_of_classes([odd]) == [
            "The groups cannot be read: each has a name and the per cent it begins at."
        ]


def test_appeals_have_both_days_within_reach_of_the_season():
    season = (date(2017, 1, 1), date(2017, 12, 31))
    assert problems_of_appeals((None, None), season) == []
    assert problems_of_appeals((date(2018, 1, 5), date(2018, 1, 12)), season) == []
    assert problems_of_appeals((date(2018, 1, 5), None), season) == ["Appeals need a first and a last day, or neither."]
    assert problems_of_appeals((date(2017, 12, 5), date(2017, 12, 1)), season) == [
        "Appeals: the last day lies before the first."
    ]
    for days in ((date(2016, 12, 1), date(2017, 1, 2)), (date(2018, 12, 5), date(2018, 12, 12))):
        assert problems_of_appeals(days, season) == ["Appeals: the days do not belong to this season."]
