"""A table is adopted only when it adds up, place by place, and its rules can be reckoned with."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pacts.logic import tables
from pacts.logic.table_outcomes import problems_of_appeals, problems_of_classes, problems_of_tie_breaks
from pacts.logic.table_rules import Feed, normal_rules, problems_of_rules
from pacts.logic.table_stages import StageRow, moved_by_years, problems_of_stages, usual_days
from pacts.logic.tables import Facts, Row, obstacles_to_adopting, walk

REAL = Path(__file__).parents[3] / "pacts" / "data" / "tables" / "bang-1000-diem.json"
STAGES = (
    StageRow("self", "Tự chấm", None, date(2017, 12, 10)),
    StageRow("appraise", "Thẩm định", None, date(2017, 12, 20)),
)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def leaf(number, points=10, **facts) -> Row:
    return Row(number, f"Tiêu chí {number}", Decimal(str(points)), **{"formula": "by_hand", **facts})


def group(number, points, *children, **facts) -> Row:
    return Row(number, f"Nhóm {number}", Decimal(str(points)), children=children, **facts)


def a_table(*rows, **facts) -> Facts:
    total = sum((row.points for row in rows if row.part == "main"), start=Decimal(0))
    return Facts(**{"rows": rows, "stages": STAGES, "maximum": total, **facts})


def faults(*rows, **facts) -> list[str]:
    return obstacles_to_adopting(a_table(*rows, **facts))


# --- Sums ---


def test_a_table_that_adds_up_has_nothing_against_it():
    assert faults(group("1", 30, leaf("1.1", 10), leaf("1.2", "20")), leaf("2", "0.5")) == []


def test_a_gap_is_told_with_its_place_and_size():
    assert faults(group("1", 50, leaf("1.1", 30), leaf("1.2", "19.5"))) == [
        "1 “Nhóm 1”: the criteria under it add up to 49,5 points, 0,5 short of its 50."
    ]
    assert faults(group("1", 50, leaf("1.1", 50), leaf("1.2", "0.5"))) == [
        "1 “Nhóm 1”: the criteria under it add up to 50,5 points, 0,5 above its 50."
    ]


def test_the_groups_add_up_to_the_maximum():
    rows = (leaf("1", 40), leaf("2", 50))
    assert faults(*rows, maximum=Decimal(100)) == [
        "The table: its groups add up to 90 points, 10 short of the maximum 100."
    ]
    assert faults(*rows, maximum=Decimal(80)) == ["The table: its groups add up to 90 points, 10 above the maximum 80."]


def test_bonus_counts_into_the_maximum_only_where_the_table_says_so_and_penalties_never():
    bonus = group("2", 50, leaf("2.1", 50, part="bonus", formula="flat"), part="bonus")
    penalty = group("3", 8, leaf("3.1", 8, part="penalty", formula="flat"), part="penalty")
    rows = (group("1", 950, leaf("1.1", 950)), bonus, penalty)
    assert faults(*rows, maximum=Decimal(1000), bonus_is_inside=True) == []
    assert faults(*rows, maximum=Decimal(950)) == []
    assert faults(*rows, maximum=Decimal(1000)) == [
        "The table: its groups add up to 950 points, 50 short of the maximum 1.000."
    ]


def test_a_bonus_group_sums_its_own():
    bonus = group("2", 9, leaf("2.1", 10, part="bonus", formula="flat"), part="bonus")
    assert faults(leaf("1", 100), bonus) == ["2 “Nhóm 2”: the criteria under it add up to 10 points, 1 above its 9."]


def test_a_main_group_of_bonus_alone_is_told_to_say_so():
    odd = group("1", 10, leaf("1.1", 10, part="bonus", formula="flat"))
    assert faults(odd) == ["1 “Nhóm 1”: there is only bonus or penalty under it; mark the group itself as such."]


# --- Shape ---


def test_an_empty_table_an_empty_group_and_a_leaf_with_children_are_refused():
    assert faults(maximum=Decimal(100)) == ["There are no criteria yet."]
    assert faults(group("1", 10)) == ["1 “Nhóm 1”: the group has no criteria under it; add some, or give it a formula."]
    assert faults(replace(leaf("1", 10), children=(leaf("1.1", 10),))) == [
        "1 “Tiêu chí 1”: it has criteria under it and a formula of its own; keep one of both."
    ]


def test_five_levels_stand_and_a_sixth_does_not():
    def nested(depth, number="1") -> Row:
        return leaf(number) if depth == 1 else group(number, 10, nested(depth - 1, f"{number}.1"))

    assert faults(nested(5)) == []
    assert faults(nested(6)) == ["1.1.1.1.1.1 “Tiêu chí 1.1.1.1.1.1”: it stands deeper than 5 levels."]


def test_250_rows_stand_and_251_do_not():
    assert faults(*(leaf(str(n), 1) for n in range(1, 251))) == []
    assert faults(*(leaf(str(n), 1) for n in range(1, 252))) == [
        "The table has 251 criteria and groups; at most 250 are possible."
    ]


def test_points_are_in_steps_and_more_than_nothing():
    assert faults(leaf("1", "0.3"), leaf("2", "0.7")) == [
        "1 “Tiêu chí 1”: 0,3 points is not a multiple of 0,5.",
        "2 “Tiêu chí 2”: 0,7 points is not a multiple of 0,5.",
    ]
    assert faults(leaf("1", 0), leaf("2", 1)) == ["1 “Tiêu chí 1”: its maximum score must be more than 0."]
    assert faults(leaf("1", "0.3"), step=Decimal("0.1")) == []


def test_siblings_bear_different_numbers():
    rows = (leaf("1", code="I"), leaf("2", code="I"), leaf("3"), leaf("4"))
    assert faults(*rows) == ["2 “I Tiêu chí 2”: bears the same number “I” as 1 “I Tiêu chí 1”."]


def test_a_department_is_named_and_somebody_works_at_a_stage():
    assert faults(leaf("1", assessor="department")) == [
        "1 “Tiêu chí 1”: name the functional department that assesses it."
    ]
    alone = (StageRow("self", "Tự chấm", None, date(2017, 12, 10)),)
    assert faults(leaf("1"), leaf("2", assessor="bloc"), stages=alone) == [
        "2 “Tiêu chí 2”: nobody scores it: the table has no stage of review or appraisal."
    ]


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


def test_only_a_draft_pact_has_its_table_adopted():
    assert faults(leaf("1"), pact_is_draft=False) == ["The pact is no longer a draft."]


# --- The real table of 1.000 points ---


def real(rows=None, prefix="") -> tuple[Row, ...]:
    rows = json.loads(REAL.read_text(encoding="utf-8"))["content"]["criteria"] if rows is None else rows
    return tuple(
        Row(
            f"{prefix}{n}",
            row["name"],
            Decimal(row["points"]),
            code=row["code"],
            formula=row.get("formula", ""),
            rules=row.get("rules", {}),
            children=real(row.get("children", []), f"{prefix}{n}."),
        )
        for n, row in enumerate(rows, start=1)
    )


REAL_ROWS = real()
LEAVES = [row for row in walk(REAL_ROWS) if row.formula]


def with_points(rows: tuple[Row, ...], number: str, points: Decimal) -> tuple[Row, ...]:
    return tuple(
        replace(
            row,
            points=points if row.number == number else row.points,
            children=with_points(row.children, number, points),
        )
        for row in rows
    )


def test_the_real_table_is_adopted():
    assert faults(*REAL_ROWS) == []
    assert (len(list(walk(REAL_ROWS))), len(LEAVES)) == (230, 176)


@given(leaf=st.sampled_from(LEAVES), halves=st.integers(min_value=-20, max_value=20).filter(bool))
def test_any_single_change_of_points_is_refused_at_its_group(leaf, halves):
    points = leaf.points + Decimal(halves) / 2
    with override("en"):
        found = faults(*with_points(REAL_ROWS, leaf.number, points))
    above = next(row for row in walk(REAL_ROWS) if row.number == leaf.number.rpartition(".")[0])
    gap = tables.trimmed(abs(Decimal(halves) / 2))
    way = "above" if halves > 0 else "short of"
    assert any(
        said.startswith(f"{above.place}: the criteria under it add up to") and f"{gap} {way} its" in said
        for said in found
    )
    assert all(said.startswith((f"{above.place}: ", f"{leaf.place}: ")) for said in found)


@given(row=st.sampled_from(list(walk(REAL_ROWS))), points=st.decimals(min_value="0.1", max_value="0.4", places=1))
def test_a_point_off_the_step_is_refused_where_it_stands(row, points):
    with override("en"):
        found = faults(*with_points(REAL_ROWS, row.number, row.points + points), maximum=Decimal(1000))
    assert any(said.startswith(f"{row.place}: ") and said.endswith("is not a multiple of 0,5.") for said in found)
