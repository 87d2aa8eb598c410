"""Why a unit stands where it stands, on a package a person can add up by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from reports.logic.package import complete
from reports.logic.reasons import reasons_for


def a_criterion(number: str, points: int, formula: str = "by_hand", part: str = "main", **rules) -> dict:
    return {
        "number": number, "name": f"Tiêu chí {number}", "points": str(points), "part": part, "formula": formula,
        "rules": rules, "kind": rules.get("kind", ""), "fed": False, "scale": None, "evidence": "none",
    }  # fmt: skip


def a_mark(unit: str, criterion: str, stage: str, points=None, value=None, by: str = "", reason: str = "") -> dict:
    return {
        "unit": unit, "criterion": criterion, "stage": stage, "given": None if points is None else str(points),
        "value": None if value is None else str(value), "numerator": None, "denominator": None, "by": by,
        "reason": reason,
    }  # fmt: skip


def a_target(unit: str, criterion: str, applies: bool = True, target: str | None = None) -> dict:
    return {
        "unit": unit, "criterion": criterion, "applies": applies, "target": target, "target_max": None, "baseline": None
    }  # fmt: skip


def a_package(marks: list[dict], targets: list[dict] = (), criteria: list[dict] | None = None) -> dict:
    leaves = criteria or [a_criterion("1.1", 60), a_criterion("2.1", 40), a_criterion("3.1", 5, part="penalty")]
    groups = [a_criterion(number, 0, formula="") for number in ("1", "2", "3")]
    units = [{"slug": slug, "name": f"Đơn vị {slug.upper()}"} for slug in ("a", "b", "c")]
    stages = [(1, "self", "Tự chấm"), (2, "cross", "Kiểm tra chéo"), (3, "appraise", "Thẩm định")]
    return complete({
        "units": units,
        "stages": [{"order": order, "kind": kind, "name": name} for order, kind, name in stages],
        "criteria": [*groups, *leaves],
        "targets": list(targets),
        "evidence": [],
        "knock_outs": [],
        "marks": marks,
        "table": {
            "name": "Bảng tiêu chí", "formulas": "1", "maximum": "100", "bonus_is_inside": False, "outcome": "ranks",
            "tie_breaks": [], "classes": [],
        },
    })  # fmt: skip


def three_units(**more) -> dict:
    points = {"a": (50, 40, 0), "b": (50, 30, 2), "c": (30, 20, 0)}
    marks = [
        a_mark(unit, number, "self", given)
        for unit, row in points.items()
        for number, given in zip(("1.1", "2.1", "3.1"), row, strict=True)
    ]
    return a_package(marks, **more)


def test_a_unit_is_set_beside_the_next_above_and_the_leader():
    reasons = reasons_for(three_units(), "c")
    assert [(side.unit, side.rank, side.percent) for side in reasons.sides] == [
        ("c", 3, Decimal("50.00")),
        ("b", 2, Decimal("78.00")),
        ("a", 1, Decimal("90.00")),
    ]


def test_the_leader_is_set_beside_the_next_below_and_the_second_beside_the_leader_once():
    assert [side.unit for side in reasons_for(three_units(), "a").sides] == ["a", "b"]
    assert [side.unit for side in reasons_for(three_units(), "b").sides] == ["b", "a"]


def test_groups_show_what_was_achieved_of_what_was_assigned():
    group = reasons_for(three_units(), "b").groups[1]
    assert (group.name, group.cells) == ("Tiêu chí 2", ((Decimal(30), Decimal(40)), (Decimal(40), Decimal(40))))


def test_the_gaps_add_up_to_the_difference_and_the_largest_stands_first():
    reasons = reasons_for(three_units(), "b")
    assert sum(line.gap for line in reasons.gaps) == Fraction(78 - 90)
    assert [(line.number, line.gap) for line in reasons.deciding] == [("2.1", -10), ("3.1", -2)]


def test_the_gaps_add_up_also_where_a_criterion_does_not_apply():
    reasons = reasons_for(three_units(targets=[a_target("b", "2.1", applies=False)]), "b")
    mine, other = reasons.sides
    assert (mine.unit, mine.assigned) == ("b", Decimal(60))
    gaps = sum(line.gap for line in reasons.gaps)
    assert gaps == Fraction(mine.achieved) / 60 * 100 - Fraction(other.achieved) / Fraction(other.assigned) * 100
    assert [line.applies for line in reasons.gaps] == [True, False, True]


def test_what_a_stage_changed_names_who_and_why():
    marks = [
        a_mark("a", "1.1", "self", 60),
        a_mark("a", "1.1", "cross", 60, by="Đơn vị B"),
        a_mark("a", "1.1", "appraise", 55, by="Cơ quan thường trực", reason="Thiếu minh chứng quý III"),
    ]
    (change,) = reasons_for(a_package(marks), "a").changes
    assert (change.before_stage, change.before, change.stage, change.after) == ("Kiểm tra chéo", 60, "Thẩm định", 55)
    assert (change.by, change.reason, change.moved_by) == ("Cơ quan thường trực", "Thiếu minh chứng quý III", ())
    assert change.difference == -5


def test_a_scale_that_moved_names_whose_figure_moved_it():
    relative = [a_criterion("1.1", 10, formula="relative_to_best", kind="at_least", target="10")]
    targets = [a_target(unit, "1.1", target="10") for unit in ("a", "b")]
    marks = [
        a_mark("a", "1.1", "self", value=15),
        a_mark("b", "1.1", "self", value=15),
        a_mark("a", "1.1", "appraise", value=15, by="Cơ quan thường trực"),
        a_mark("b", "1.1", "appraise", value=20, by="Cơ quan thường trực"),
    ]
    (change,) = reasons_for(a_package(marks, targets, relative), "a").changes
    assert (change.before, change.after, change.moved_by) == (Decimal(10), Decimal("7.5"), ("Đơn vị B",))
    assert change.moves == ("Số liệu của Đơn vị B làm thay đổi mốc so sánh, vì vậy điểm này thay đổi −2,5.",)


def test_a_figure_and_a_scale_that_both_moved_are_told_apart():
    relative = [a_criterion("1.1", 10, formula="relative_to_best", kind="at_least", target="10")]
    targets = [a_target(unit, "1.1", target="10") for unit in ("a", "b")]
    marks = [
        *(a_mark(unit, "1.1", "self", value=15) for unit in ("a", "b")),
        a_mark("a", "1.1", "appraise", value=14, by="Cơ quan thường trực", reason="Đối chiếu hồ sơ"),
        a_mark("b", "1.1", "appraise", value=20, by="Cơ quan thường trực"),
    ]
    (change,) = reasons_for(a_package(marks, targets, relative), "a").changes
    assert (change.before, change.after, change.reason) == (Decimal(10), Decimal(7), "Đối chiếu hồ sơ")
    assert [sentence.rpartition(" ")[2] for sentence in change.moves] == ["−1.", "−2."]


def test_every_criterion_is_reckoned_before_the_readers_eyes():
    relative = [a_criterion("1.1", 10, formula="relative_to_best", kind="at_least", target="10")]
    targets = [a_target(unit, "1.1", target="10") for unit in ("a", "b")]
    marks = [a_mark("a", "1.1", "self", value=15), a_mark("b", "1.1", "self", value=20)]
    (line,) = reasons_for(a_package(marks, targets, relative), "a", {"1.1": "vụ"}).worked
    assert line.number == "1.1"
    assert line.sentences[-2:] == ("½ × 10 + ½ × 10 × 50 ÷ 100 = 7,5.", "Điểm: 7,5 trên 10.")
    assert "15 vụ" in " ".join(line.sentences) and "Đơn vị B" in " ".join(line.sentences)


def test_a_unit_that_is_not_there_has_no_reasons():
    with pytest.raises(KeyError):
        reasons_for(three_units(), "z")
