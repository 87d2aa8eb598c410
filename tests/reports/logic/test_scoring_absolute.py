"""Formulas that look at one unit alone: the examples of the sources, reckoned by hand, and the peers' mistakes."""

from decimal import Decimal
from fractions import Fraction

import pytest

from pacts.logic.formulas import Formula
from reports.logic.scoring.absolute import ABSOLUTE
from reports.logic.scoring.formulas import is_on_step, score, score_all
from tests.reports.logic.reckonings import a_rule, facts, only, points_of

BANDS = [{"upto": "0", "points": "40"}, {"upto": "10", "points": "30"}, {"upto": "20", "points": "20"}, {"points": "0"}]


def d(text):
    return None if text is None else Decimal(text)


# formula, kind, part, params, value, target, baseline → points (of 20), basis
CASES = [
    ("pass_fail", "", "main", {}, "1", None, None, "20", "met"),
    ("pass_fail", "", "main", {}, "0", None, None, "0", "not_met"),
    ("pass_fail", "at_least", "main", {}, "90", "90", None, "20", "met"),
    ("pass_fail", "at_least", "main", {}, "89.99", "90", None, "0", "not_met"),
    ("pass_fail", "zero", "main", {}, "0", None, None, "20", "met"),
    ("pass_fail", "zero", "main", {}, "1", None, None, "0", "not_met"),
    ("pass_fail", "reduce_at_least", "main", {}, "0", "5", "0", "20", "met"),
    ("pass_fail", "reduce_at_least", "main", {}, "3", "5", "0", "0", "not_met"),
    ("pass_fail", "", "penalty", {}, "1", None, None, "0", "met"),
    ("pass_fail", "", "penalty", {}, "0", None, None, "20", "not_met"),
    ("flat", "", "bonus", {}, "1", None, None, "20", "yes"),
    ("flat", "", "bonus", {}, "0", None, None, "0", "no"),
    ("flat", "", "penalty", {}, "1", None, None, "20", "yes"),
    ("flat", "", "penalty", {}, "0", None, None, "0", "no"),
    ("flat", "zero", "penalty", {}, "2", None, None, "20", "not_met"),
    ("flat", "zero", "penalty", {}, "0", None, None, "0", "met"),
    ("proportional", "at_least", "main", {}, "60", "80", None, "15", "share"),
    ("proportional", "at_least", "main", {}, "80", "80", None, "20", "reached"),
    ("proportional", "at_least", "main", {}, "95", "80", None, "20", "reached"),
    ("proportional", "at_least", "main", {}, "0", "80", None, "0", "share"),
    ("proportional", "at_least", "main", {}, "1", "3", None, "6.67", "share"),
    ("proportional", "count", "main", {}, "2", "3", None, "13.33", "share"),
    ("proportional", "greater_than", "main", {}, "75", "75", None, "20", "share"),
    ("proportional", "at_most", "main", {}, "4", "5", None, "20", "reached"),
    ("proportional", "at_most", "main", {}, "8", "5", None, "12.5", "share"),
    ("proportional", "equal", "main", {}, "3", "3", None, "20", "reached"),
    ("proportional", "equal", "main", {}, "4", "3", None, "0", "not_met"),
    ("proportional", "equal", "main", {}, "99.5", "100", None, "19.9", "share"),
    ("proportional", "reduce_at_least", "main", {}, "190", "5", "200", "20", "reached"),
    ("proportional", "reduce_at_least", "main", {}, "194", "5", "200", "12", "share"),
    ("proportional", "reduce_at_least", "main", {}, "210", "5", "200", "0", "share"),
    ("proportional", "reduce_range", "main", {}, "196", "4", "200", "10", "share"),
    ("proportional", "reduce_at_least", "main", {}, "0", "5", "0", "20", "base_zero_kept"),
    ("proportional", "reduce_at_least", "main", {}, "1", "5", "0", "0", "base_zero_risen"),
    ("deduction", "", "main", {"per": "6"}, "0", None, None, "20", "untouched"),
    ("deduction", "", "main", {"per": "6"}, "1", None, None, "14", "deducted"),
    ("deduction", "", "main", {"per": "6"}, "3", None, None, "2", "deducted"),
    ("deduction", "", "main", {"per": "6"}, "4", None, None, "0", "floor"),
    ("deduction", "", "main", {"per": "6", "floor": "5"}, "3", None, None, "5", "floor"),
    ("deduction", "", "penalty", {"per": "6"}, "1", None, None, "6", "deducted"),
    ("count", "", "main", {"per": "0.5"}, "7", None, None, "3.5", "counted"),
    ("count", "", "main", {"per": "5"}, "4", None, None, "20", "counted"),
    ("count", "", "main", {"per": "5"}, "9", None, None, "20", "capped"),
    ("count", "", "penalty", {"per": "8"}, "1", None, None, "8", "counted"),
]


@pytest.mark.parametrize("formula, kind, part, params, value, target, baseline, points, basis", CASES)
def test_a_formula_by_hand(formula, kind, part, params, value, target, baseline, points, basis):
    rule = a_rule(formula, kind=kind, part=part, **params)
    assert only(rule, value, target, baseline) == (d(points), basis)


@pytest.mark.parametrize(
    "value, points",
    [("0", "40"), ("0.01", "30"), ("1", "30"), ("10", "30"), ("10.5", "20"), ("20", "20"), ("21", "0"), ("300", "0")],
)
def test_the_end_of_a_band_belongs_to_it_and_what_lies_between_two_falls_into_the_next(value, points):
    assert only(a_rule("bands", "40", bands=BANDS), value) == (d(points), "band")


def test_bands_over_a_promised_fall_look_at_the_fall():
    bands = [{"upto": "0", "points": "0"}, {"upto": "4.99", "points": "10"}, {"points": "20"}]
    rule = a_rule("bands", kind="reduce_at_least", bands=bands)
    units = {"rose": facts("210", "5", "200"), "fell": facts("194", "5", "200"), "kept": facts("190", "5", "200")}
    assert points_of(rule, **units) == {"rose": d("0"), "fell": d("10"), "kept": d("20")}
    from_zero = {"none": facts("0", "5", "0"), "some": facts("1", "5", "0")}
    assert points_of(rule, **from_zero) == {"none": d("20"), "some": d("0")}


def test_no_band_for_a_figure_is_a_fault_of_the_table():
    with pytest.raises(ValueError, match="no band"):
        only(a_rule("bands", bands=BANDS[:2]), "11")


def test_points_by_hand_count_as_given():
    assert only(a_rule("by_hand", step="0.5"), points="7.5") == (d("7.5"), "by_hand")


@pytest.mark.parametrize("points", ["-0.5", "20.5", "7.3"])
def test_points_by_hand_outside_the_scale_are_refused(points):
    with pytest.raises(ValueError, match="cannot be given"):
        only(a_rule("by_hand", step="0.5"), points=points)


def test_steps_are_exact():
    assert [is_on_step(d(one), d("0.5")) for one in ("0", "0.5", "7.25", "0.1")] == [True, True, False, False]


# The peers' mistakes


@pytest.mark.parametrize("formula", [one for one in Formula if one != Formula.BY_HAND])
def test_a_posted_final_score_counts_for_nothing(formula):
    rule = a_rule(formula, kind="at_least" if formula in ("proportional", "relative_to_best") else "", **ALL_PARAMS)
    assert only(rule, None, "80", points="20") == (None, "unmarked")
    with_figure, forged = only(rule, "0", "80"), only(rule, "0", "80", points="20")
    assert forged == with_figure


ALL_PARAMS = {"per": "6", "bands": BANDS}


@pytest.mark.parametrize("formula", list(Formula))
def test_nothing_said_is_not_0_and_not_applicable_is_neither(formula):
    rule = a_rule(formula, kind="at_least" if formula in ("proportional", "relative_to_best") else "", **ALL_PARAMS)
    assert only(rule, None, "80") == (None, "unmarked")
    assert only(rule, "1", "80", points="1", applies=False) == (None, "not_applicable")


@pytest.mark.parametrize(
    "kind, value, points",
    [("at_least", "0", "20"), ("at_most", "0", "20"), ("at_most", "1", "0"), ("greater_than", "0", "0"),
     ("greater_than", "1", "20"), ("count", "0", "20"), ("equal", "0", "20"), ("equal", "2", "0")],
)  # fmt: skip
def test_a_target_of_0_is_a_target(kind, value, points):
    assert only(a_rule("proportional", kind=kind), value, "0")[0] == d(points)


def test_none_allowed_needs_no_target():
    rule = a_rule("proportional", kind="zero")
    assert points_of(rule, a=facts("0"), b=facts("1"), c=facts("40")) == {"a": d("20"), "b": d("0"), "c": d("0")}


@pytest.mark.parametrize("formula", ["pass_fail", "proportional"])
def test_without_the_target_it_needs_nothing_can_be_judged(formula):
    assert only(a_rule(formula, kind="at_least"), "90") == (None, "cannot_judge")
    assert only(a_rule(formula, kind="reduce_at_least"), "90", "5") == (None, "cannot_judge")


@pytest.mark.parametrize("kind", ["at_least", "greater_than", "equal", "at_most", "count", "zero", "reduce_at_least"])
@pytest.mark.parametrize("value", ["-3", "0", "5"])
@pytest.mark.parametrize("target", ["-5", "0", "5"])
@pytest.mark.parametrize("baseline", ["0", "7"])
def test_nothing_is_ever_divided_by_0(kind, value, target, baseline):
    points, _basis = only(a_rule("proportional", kind=kind), value, target, baseline)
    assert points is not None and 0 <= points <= 20


def test_a_rule_that_was_never_told_its_points_is_a_fault_of_the_table():
    with pytest.raises(ValueError, match="needs “per”"):
        only(a_rule("deduction"), "1")


def test_formulas_of_another_version_are_not_guessed():
    with pytest.raises(ValueError, match="version 2"):
        score(a_rule("pass_fail"), {}, version="2")


def test_the_units_come_back_in_the_order_given_and_criteria_by_number():
    first, second = a_rule("pass_fail", number="1"), a_rule("by_hand", number="2")
    found = score_all([first, second], {"1": {"b": facts("1"), "a": facts("0")}, "2": {"a": facts(points="3")}})
    assert {number: list(units) for number, units in found.items()} == {"1": ["b", "a"], "2": ["a"]}


def test_points_are_rounded_half_up_once():
    """1/8 of 0.1 is 0.0125 → 0.01; 1/8 of 0.2 is 0.025 → 0.03, where half-even would give 0.02."""
    assert [only(a_rule("proportional", m, "at_least"), "1", "8")[0] for m in ("0.1", "0.2")] == [d("0.01"), d("0.03")]
    assert score(a_rule("proportional", "20", "at_least"), {"a": facts("1", "3")})["a"].exact == Fraction(20, 3)


def test_every_formula_has_its_arithmetic():
    assert {*ABSOLUTE, Formula.RELATIVE} == set(Formula)
