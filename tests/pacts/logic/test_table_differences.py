"""The difference of two criteria tables reads like a note in the margin."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import override

from pacts.logic.table_differences import compare_tables
from pacts.logic.table_text import AssignmentText, CriterionText, StageText, TableText


def leaf(number, name, points=10, **facts) -> CriterionText:
    return CriterionText(number, name, Decimal(points), formula="by_hand", **facts)


def table(*groups, **facts) -> TableText:
    values = {"name": "Bảng", "maximum": Decimal(100), "bonus_is_inside": False, "step": Decimal("0.5")}
    values |= {"reason_length": 20, "formulas": "1", "outcome": "ranks", "stages": (StageText("self", "Tự chấm"),)}
    return TableText(**{**values, **facts}, criteria=groups)


def group(number, name, *children, points=20) -> CriterionText:
    return CriterionText(number, name, Decimal(points), children=children)


OLD = table(group("1", "Nhóm", leaf("1.1", "An ninh"), leaf("1.2", "Trật tự")))


def said(old, new) -> list[str]:
    with override("en"):
        return [difference.sentence for difference in compare_tables(old, new)]


def test_equal_tables_differ_in_nothing():
    assert compare_tables(OLD, OLD) == []


def test_points_formula_and_what_does_not_apply_are_told_from_what_to_what():
    changed = replace(
        OLD.criteria[0].children[0],
        points=Decimal("12.5"),
        formula="count",
        rules={"per": Decimal("2.5")},
        assignments=(AssignmentText("Đội 1", applies=False, reason="không được giao"),),
    )
    new = table(replace(OLD.criteria[0], children=(changed, OLD.criteria[0].children[1])))
    assert said(OLD, new) == [
        "1.1 “An ninh”: Maximum score 10 → 12,5.",
        "1.1 “An ninh”: Formula Points given by hand → So many points for each.",
        "1.1 “An ninh”: Rules of the formula — → points for each 2,5.",
        "1.1 “An ninh”: Decisions on single units — → Đội 1: does not apply (không được giao).",
    ]


def test_added_and_removed_rows_are_told_and_their_neighbours_are_not():
    new = table(group("1", "Nhóm", leaf("1.1", "Ma túy", 5), leaf("1.2", "Trật tự")))
    added, removed = "Added: 1.1 “Ma túy”, 5 points.", "Removed: 1.1 “An ninh”, 10 points."
    assert said(OLD, table(group("1", "Nhóm", leaf("1.1", "Trật tự")))) == [removed]
    old = table(group("1", "Nhóm", leaf("1.1", "Trật tự")))
    assert said(old, table(group("1", "Nhóm", leaf("1.1", "Trật tự"), leaf("1.2", "Ma túy", 5)))) == [
        added.replace("1.1", "1.2")
    ]
    assert said(OLD, new) == [
        "1.1 “Ma túy”: Name of the criterion An ninh → Ma túy.",
        "1.1 “Ma túy”: Maximum score 10 → 5.",
    ]


def test_a_row_under_another_group_has_moved():
    new = table(
        group("1", "Nhóm", leaf("1.1", "An ninh")),
        group("2", "Nhóm hai", leaf("2.1", "Trật tự")),
    )
    assert said(OLD, new) == ["Added: 2 “Nhóm hai”, 20 points.", "Moved: “Trật tự”, 1.2 → 2.1."]


def test_the_tables_own_rules_come_first():
    new = replace(OLD, maximum=Decimal(200), tie_breaks=("fewer_penalties", "group:2"), stages=())
    assert said(OLD, new) == [
        "Maximum: 100 → 200.",
        "What breaks a tie, in order: — → Fewer penalty points, More points in group 2.",
        "Stage of scoring: Tự chấm (… – …) → —.",
    ]


def test_stages_are_told_one_by_one():
    stages = (StageText("self", "Tự chấm"), StageText("appraise", "Thẩm định", None, "2017-12-26"))
    assert said(OLD, replace(OLD, stages=stages)) == ["Stage of scoring: — → Thẩm định (… – 26/12/2017)."]


def test_days_and_kinds_read_as_on_paper():
    staged = replace(OLD, stages=(StageText("self", "Tự chấm", "2017-12-01", "2017-12-10"),), appeals_from="2017-12-20")
    assert said(OLD, staged) == [
        "Stage of scoring: Tự chấm (… – …) → Tự chấm (01/12/2017 – 10/12/2017).",
        "Appeals from: — → 20/12/2017.",
    ]
    aimed = replace(OLD.criteria[0].children[0], rules={"kind": "at_least", "target": Decimal(90), "measure": "%"})
    new = table(replace(OLD.criteria[0], children=(aimed, OLD.criteria[0].children[1])))
    assert said(OLD, new) == [
        "1.1 “An ninh”: Rules of the formula — → kind ≥ (at least), target 90, unit of measure %."
    ]
