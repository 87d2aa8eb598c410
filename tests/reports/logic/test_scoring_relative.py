"""Relative to the best of the bloc (“Điều 6”, decision 19): by hand, and whose figure moved whose points."""

from decimal import Decimal

import pytest

from reports.logic.scoring.formulas import moved_by, score
from reports.logic.scoring.shapes import Moved
from tests.reports.logic.reckonings import a_rule, facts, points_of

HIGHER = a_rule("relative_to_best", kind="at_least")
LOWER = a_rule("relative_to_best", kind="at_most")
FALL = a_rule("relative_to_best", kind="reduce_at_least")


def d(text):
    return Decimal(text)


def bases(rule, **units):
    return {unit: (one.points, one.basis, one.leader) for unit, one in score(rule, units).items()}


def test_higher_is_better():
    """Target 80, 20 points: 60 → ½·20·60/80 = 7.5; 80 → 10; 84 (e 5%) against 88 (e 10%) → 10 + 10·½ = 15."""
    units = {"a": facts("60", "80"), "b": facts("80", "80"), "c": facts("84", "80"), "d": facts("88", "80")}
    assert bases(HIGHER, **units) == {
        "a": (d("7.5"), "below", ""),
        "b": (d("10"), "on", ""),
        "c": (d("15"), "above", "d"),
        "d": (d("20"), "above", "d"),
    }


def test_everyone_who_shares_the_lead_has_all_and_is_named():
    units = {"b": facts("88", "80"), "a": facts("44", "40"), "c": facts("84", "80")}
    scores = score(HIGHER, units)
    assert {unit: one.points for unit, one in scores.items()} == {"a": d("20"), "b": d("20"), "c": d("15")}
    assert [scores[unit].leader for unit in "abc"] == ["a", "b", "a"]
    assert scores["c"].leaders == ("a", "b")


def test_on_target_alone_is_half_even_where_nobody_is_beyond_it():
    assert points_of(HIGHER, a=facts("80", "80"), b=facts("40", "80")) == {"a": d("10"), "b": d("5")}


def test_units_have_their_own_targets():
    """100 of 80 is 25% beyond, 12 of 10 is 20% beyond: 10 + 10·20/25 = 18."""
    assert points_of(HIGHER, big=facts("100", "80"), small=facts("12", "10")) == {"big": d("20"), "small": d("18")}


def test_lower_is_better():
    """Target 10: 20 → ½·20·10/20 = 5; 10 → 10; 9 (10% better) against 5 (50% better) → 10 + 10·1/5 = 12."""
    units = {"a": facts("20", "10"), "b": facts("10", "10"), "c": facts("9", "10"), "d": facts("5", "10")}
    assert bases(LOWER, **units) == {
        "a": (d("5"), "below", ""),
        "b": (d("10"), "on", ""),
        "c": (d("12"), "above", "d"),
        "d": (d("20"), "above", "d"),
    }


def test_none_at_all_is_the_best_where_lower_is_better():
    assert points_of(LOWER, a=facts("0", "10"), b=facts("5", "10")) == {"a": d("20"), "b": d("15")}


def test_a_promised_fall_is_measured_as_the_fall():
    """Promised 5%: fell 2,5% → ½·20·½ = 5; 5% → 10; 10% → 20; 7,5% → 15; rose → 0."""
    falls = {"a": "195", "b": "190", "c": "180", "d": "185", "e": "220"}
    units = {unit: facts(value, "5", "200") for unit, value in falls.items()}
    expected = {"a": d("5"), "b": d("10"), "c": d("20"), "d": d("15"), "e": d("0")}
    assert points_of(FALL, **units) == expected


def test_from_nothing_there_is_no_percentage():
    """0 → 0 reaches the target, half; 0 → n nothing; neither sets the scale for the others."""
    units = {"kept": facts("0", "5", "0"), "rose": facts("2", "5", "0"), "best": facts("180", "5", "200")}
    assert bases(FALL, **units) == {
        "best": (d("20"), "above", "best"),
        "kept": (d("10"), "base_zero_kept", ""),
        "rose": (d("0"), "base_zero_risen", ""),
    }


def test_units_without_a_target_are_a_group_of_their_own():
    """30 against 40 without a target: 20·30/40 = 15; the 88 of 80 does not touch them, nor they it."""
    units = {"a": facts("30"), "b": facts("40"), "c": facts("88", "80"), "d": facts("84", "80")}
    assert bases(HIGHER, **units) == {
        "a": (d("15"), "own_group", "b"),
        "b": (d("20"), "own_group", "b"),
        "c": (d("20"), "above", "c"),
        "d": (d("15"), "above", "c"),
    }


def test_without_a_target_and_lower_is_better_the_least_sets_the_scale():
    assert points_of(LOWER, a=facts("4"), b=facts("8")) == {"a": d("20"), "b": d("10")}
    assert points_of(LOWER, a=facts("0"), b=facts("8")) == {"a": d("20"), "b": d("0")}
    assert points_of(LOWER, a=facts("0"), b=facts("0")) == {"a": d("20"), "b": d("20")}


def test_without_a_target_nobody_earns_where_nobody_achieved_anything():
    assert bases(HIGHER, a=facts("0"), b=facts("0")) == {
        "a": (d("0"), "own_group_empty", ""),
        "b": (d("0"), "own_group_empty", ""),
    }
    assert points_of(FALL, a=facts("210", None, "200"), b=facts("0", None, "0")) == {"a": d("0"), "b": d("20")}


def test_a_unit_that_has_not_spoken_or_to_which_it_does_not_apply_sets_no_scale():
    units = {"a": facts("84", "80"), "silent": facts(None, "80"), "other": facts("160", "80", applies=False)}
    assert points_of(HIGHER, **units) == {"a": d("20"), "silent": None, "other": None}


@pytest.mark.parametrize("kind", ["zero", "equal", "qualitative", ""])
def test_what_has_no_best_is_refused(kind):
    with pytest.raises(ValueError, match="no best"):
        points_of(a_rule("relative_to_best", kind=kind), a=facts("1", "1"))


@pytest.mark.parametrize("rule", [HIGHER, LOWER, FALL])
@pytest.mark.parametrize("target", ["0", "-1"])
def test_a_target_of_0_is_refused_and_never_taken_for_none(rule, target):
    with pytest.raises(ValueError, match="target of 0"):
        points_of(rule, a=facts("1", target, "5"))


# Whose figure moved mine


def test_a_new_leader_moves_those_beyond_the_target_and_nobody_else():
    before = {"a": facts("84", "80"), "b": facts("88", "80"), "low": facts("60", "80"), "own": facts("7")}
    assert moved_by(HIGHER, before, {**before, "b": facts("96", "80")}) == {
        "a": Moved("a", d("15"), d("12.5"), d("0"), d("-2.5"), ("b",)),
    }


def test_a_leader_who_falls_back_is_named_though_another_leads_now():
    before = {"a": facts("82", "80"), "b": facts("84", "80"), "c": facts("88", "80")}
    moved = moved_by(HIGHER, before, {**before, "c": facts("80", "80")})
    assert moved == {
        "a": Moved("a", d("12.5"), d("15"), d("0"), d("2.5"), ("c",)),
        "b": Moved("b", d("15"), d("20"), d("0"), d("5"), ("c",)),
        "c": Moved("c", d("20"), d("10"), d("-10"), d("0"), ()),
    }


def test_own_figure_and_scale_are_told_apart():
    before = {"a": facts("84", "80"), "b": facts("88", "80")}
    after = {"a": facts("86", "80"), "b": facts("96", "80")}
    assert moved_by(HIGHER, before, after) == {"a": Moved("a", d("15"), d("13.75"), d("2.5"), d("-3.75"), ("b",))}


def test_where_nothing_is_relative_only_the_own_figure_moves():
    rule = a_rule("proportional", kind="at_least")
    before = {"a": facts("40", "80"), "b": facts("20", "80")}
    assert moved_by(rule, before, {**before, "b": facts("60", "80")}) == {
        "b": Moved("b", d("5"), d("15"), d("10"), d("0"), ())
    }
    assert moved_by(rule, before, before) == {}


def test_a_unit_that_comes_or_goes_is_counted_from_0():
    before, after = {"a": facts("84", "80")}, {"a": facts("84", "80"), "b": facts("88", "80")}
    come = moved_by(HIGHER, before, after)
    assert come["a"] == Moved("a", d("20"), d("15"), d("0"), d("-5"), ("b",))
    assert come["b"] == Moved("b", None, d("20"), d("20"), d("0"), ())
    assert moved_by(HIGHER, after, before)["b"] == Moved("b", d("20"), None, d("-20"), d("0"), ())


def test_whoever_would_have_led_but_fell_silent_is_named():
    before = {"a": facts(None), "b": facts("2")}
    assert moved_by(HIGHER, before, {"a": facts("1"), "b": facts(None)})["a"] == Moved(
        "a", None, d("20"), d("10"), d("10"), ("b",)
    )
