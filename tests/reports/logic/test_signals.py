"""Each signal on figures a person can check by hand."""

from fractions import Fraction

import pytest

from reports.logic.signals import (
    Certainty,
    Check,
    agreement,
    falls_together,
    leniency,
    reciprocity,
    rotation,
    same_text,
    spread,
    winner_below_top,
)
from reports.logic.signals.checking import _alpha
from reports.logic.signals.honours import _at_least_as_even, how_often
from reports.logic.signals.shapes import asked, tail


def checks(checker, checked, gaps, season="2017"):
    half = Fraction(1, 2)
    return [Check(checker, checked, season, half + Fraction(gap, 100), half) for gap in gaps]


def test_the_tail_of_the_coin_is_exact():
    assert tail(8, 8) == Fraction(1, 256)
    assert tail(0, 8) == 1
    assert tail(7, 8) == Fraction(9, 256)
    assert tail(0, 0) == 1


def test_many_questions_make_the_chance_larger_but_never_more_than_one():
    assert asked(Fraction(1, 100), 13) == Fraction(13, 100)
    assert asked(Fraction(1, 2), 13) == 1


def test_who_marks_above_the_appraisal_every_time_is_named_first():
    found = leniency([*checks("A", "B", [10] * 20), *checks("B", "C", [5, -5] * 10)])
    assert [(signal.units, signal.measured, signal.speaks) for signal in found] == [
        (("A",), Fraction(1, 10), True),
        (("B",), Fraction(0), False),
    ]
    assert found[0].certainty == Certainty.STRONG


def test_rows_that_agree_say_nothing_either_way():
    (signal,) = leniency(checks("A", "B", [0] * 50 + [10] * 7))
    assert (signal.certainty, signal.chance, signal.n) == (Certainty.TOO_LITTLE, None, 57)


def test_a_row_without_an_appraisal_is_left_out():
    assert leniency([Check("A", "B", "2017", Fraction(1), None)]) == []


def test_two_units_spare_each_other_only_when_both_do():
    there = checks("A", "B", [10] * 20, "2016")
    (both,) = reciprocity([*there, *checks("B", "A", [8] * 20, "2017")])
    assert (both.units, both.measured, both.speaks) == (("A", "B"), Fraction(8, 100), True)
    (one,) = reciprocity([*there, *checks("B", "A", [8, -8] * 10, "2017")])
    assert not one.speaks
    assert reciprocity(there) == []


def test_alpha_is_one_for_full_agreement_and_zero_or_less_without_any():
    assert _alpha([[Fraction(n), Fraction(n)] for n in range(10)]) == 1
    assert _alpha([[Fraction(n % 2), Fraction(1 - n % 2)] for n in range(10)]) < 0


def test_alpha_of_krippendorffs_published_example():
    """Interval data, four observers, twelve units; α = 0.849 (rounded)."""
    observers = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    rows = [[Fraction(value) if value is not None else None for value in row] for row in zip(*observers, strict=True)]
    assert round(agreement(rows).measured, 3) == Fraction(849, 1000)


def test_too_few_rows_have_no_agreement():
    assert agreement([[Fraction(1), Fraction(1)]] * 7).measured is None


def test_low_agreement_speaks_and_full_agreement_is_silent():
    assert agreement([[Fraction(n % 3), Fraction((n + 1) % 3)] for n in range(12)]).speaks
    assert not agreement([[Fraction(n), Fraction(n)] for n in range(12)]).speaks


UNITS = [f"đơn vị {n}" for n in range(1, 6)]


def test_a_flag_that_goes_round_in_order_speaks():
    assert rotation([UNITS[n % 5] for n in range(6)], UNITS).speaks
    assert rotation([UNITS[-n % 5] for n in range(6)], UNITS).speaks


def test_five_different_winners_among_thirteen_are_no_wonder():
    units = [str(n) for n in range(13)]
    signal = rotation(["3", "0", "7", "12", "5"], units)
    assert signal.chance == Fraction(2 * 13 * 12 * 11 * 10 * 9, 13**5)
    assert signal.certainty == Certainty.WEAK


def test_a_flag_won_twice_in_a_row_does_not_go_round():
    assert not rotation([UNITS[0], UNITS[0], UNITS[1], UNITS[2], UNITS[3]], UNITS).speaks


def test_three_seasons_are_too_few_for_a_rotation():
    assert rotation(UNITS[:3], UNITS).certainty == Certainty.TOO_LITTLE


def test_evenness_is_counted_exactly():
    assert _at_least_as_even(2, 2, 2) == Fraction(1, 2)
    assert _at_least_as_even(3, 3, 3) == Fraction(6, 27)
    assert _at_least_as_even(3, 3, 9) == 1


def test_honours_shared_out_alike_speak_and_uneven_ones_do_not():
    assert spread(dict.fromkeys(map(str, range(13)), 3)).speaks
    assert not spread({**dict.fromkeys(map(str, range(12)), 1), "12": 27}).speaks


def test_too_few_honours_say_nothing_of_their_spread():
    assert spread({"a": 1, "b": 0, "c": 0}).certainty == Certainty.TOO_LITTLE


def test_a_winner_below_the_top_is_a_fact_with_its_rank():
    (signal,) = winner_below_top([("2016", "A", 1), ("2017", "B", 3)])
    assert (signal.units, signal.measured, signal.certainty) == (("2017", "B"), 3, Certainty.STRONG)
    assert how_often(["B", "A", "B"]) == [("B", 2), ("A", 1)]


def test_crime_and_reports_falling_together_speak_alone_they_do_not():
    crimes = {"A": (400, 200), "B": (400, 200), "C": (400, 390)}
    reports = {"A": (900, 500), "B": (900, 950), "C": (900, 500)}
    (signal,) = falls_together(crimes, reports)
    assert (signal.units, signal.measured, signal.speaks) == (("A",), Fraction(4, 9), True)


def test_small_counts_falling_together_are_too_little():
    (signal,) = falls_together({"A": (10, 2)}, {"A": (12, 3)})
    assert signal.certainty == Certainty.TOO_LITTLE


def test_a_count_from_zero_has_no_fall():
    assert falls_together({"A": (0, 0)}, {"A": (50, 10)}) == []


PACT = " ".join(f"Chỉ tiêu thứ {n} về bảo đảm an ninh, trật tự trên địa bàn năm 2016." for n in range(12))


@pytest.mark.parametrize("year", ["2017", "2018"])
def test_last_years_text_with_another_year_is_the_same_text(year):
    signal = same_text(PACT, PACT.replace("2016", year))
    assert (signal.measured, signal.certainty) == (1, Certainty.STRONG)


def test_a_rewritten_pact_is_not_the_same_text():
    other = " ".join(f"Phấn đấu nội dung {n} thực hiện nghiêm túc điều lệnh nội vụ." for n in range(12))
    assert not same_text(PACT, other).speaks


def test_a_few_words_are_too_little_to_compare():
    assert same_text("Giữ vững kỷ cương", "Giữ vững kỷ cương").certainty == Certainty.TOO_LITTLE
