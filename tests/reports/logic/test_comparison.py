from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pacts.logic.targets import Kind
from reports.logic.comparison import Status, bloc_rate, compare, completion, judge, rate, sentence, signed


@pytest.fixture(autouse=True, scope="module")
def vietnamese():
    with translation.override("vi"):
        yield


def d(text):
    return None if text is None else Decimal(text)


def test_each_status_has_a_glyph_and_a_word():
    assert [(status.value, status.glyph, str(status.label)) for status in Status] == [
        ("met", "●", "Đạt"),
        ("exceeded", "◆", "Vượt chỉ tiêu"),
        ("at_risk", "▲", "Có nguy cơ không đạt"),
        ("not_met", "■", "Chưa đạt"),
        ("no_report", "○", "Chưa báo cáo"),
        ("not_applicable", "⊘", "Không áp dụng"),
    ]


# kind, target, baseline, actual → during the year (compared directly), at its end
DIRECT = [
    ("at_least", "90", None, "92.02", "exceeded", "exceeded"),
    ("at_least", "90", None, "90", "met", "met"),
    ("at_least", "90", None, "88", "at_risk", "not_met"),
    ("greater_than", "75", None, "75", "at_risk", "not_met"),
    ("equal", "100", None, "100", "met", "met"),
    ("equal", "100", None, "99", "at_risk", "not_met"),
    ("at_most", "5", None, "6", "at_risk", "not_met"),
    ("zero", None, None, "0", "met", "met"),
    ("zero", None, None, "1", "not_met", "not_met"),
    ("qualitative", None, None, "1", "met", "met"),
    ("qualitative", None, None, "0", "at_risk", "not_met"),
    ("reduce_at_least", "5", "200", "190", "met", "met"),
    ("reduce_at_least", "5", "200", "180", "exceeded", "exceeded"),
    ("reduce_at_least", "5", "200", "195", "at_risk", "not_met"),
    ("reduce_at_least", "5", None, "195", "no_report", "no_report"),
    ("at_least", "90", None, None, "no_report", "no_report"),
    ("zero", None, None, None, "no_report", "no_report"),
]


@pytest.mark.parametrize("kind, target, baseline, actual, running, ended", DIRECT)
def test_a_miss_is_a_risk_during_the_year_and_a_loss_at_its_end(kind, target, baseline, actual, running, ended):
    row = (Kind(kind), d(target), None, d(baseline), d(actual))
    assert judge(*row, final=False) == running
    assert judge(*row, final=True) == ended


HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    "kind, target, baseline, actual, status",
    [
        ("at_most", "10", None, "5", "met"),
        ("at_most", "10", None, "0", "met"),
        ("at_most", "10", None, "6", "at_risk"),
        ("at_most", "10", None, "11", "not_met"),
        ("reduce_at_least", "5", "200", "95", "met"),
        ("reduce_at_least", "5", "200", "96", "at_risk"),
        ("reduce_at_least", "5", "200", "191", "not_met"),
        ("reduce_at_least", "5", "0", "0", "met"),
        ("reduce_at_least", "5", "0", "1", "not_met"),
        ("count", "6", None, "2", "at_risk"),
        ("count", "6", None, "3", "met"),
        ("count", "6", None, "6", "met"),
        ("count", "6", None, "7", "exceeded"),
        ("greater_than", "6", None, "3", "at_risk"),
        ("greater_than", "6", None, "4", "met"),
        ("equal", "6", None, "2", "at_risk"),
        ("equal", "6", None, "3", "met"),
        ("equal", "6", None, "7", "not_met"),
        ("zero", None, None, "0", "met"),
        ("zero", None, None, "1", "not_met"),
        ("qualitative", None, None, "0", "at_risk"),
    ],
)
def test_at_half_time_a_count_is_held_against_half_the_years_number(kind, target, baseline, actual, status):
    row = (Kind(kind), d(target), None, d(baseline), d(actual))
    assert judge(*row, phase_share=HALF, final=False) == status


def test_at_the_end_the_share_is_ignored():
    row = (Kind.AT_MOST, Decimal(10), None, None, Decimal(6))
    assert judge(*row, phase_share=HALF, final=True) == Status.EXCEEDED


def test_a_range_is_judged_on_the_way_too():
    row = (Kind.REDUCE_RANGE, Decimal(3), Decimal(5), Decimal(200))
    assert judge(*row, Decimal(97), phase_share=HALF, final=False) == Status.MET
    assert judge(*row, Decimal(98), phase_share=HALF, final=False) == Status.AT_RISK
    assert judge(*row, Decimal(180), final=True) == Status.EXCEEDED


def test_what_does_not_apply_is_never_judged():
    row = (Kind.ZERO, None, None, None, Decimal(3))
    assert judge(*row, applicable=False, final=True) == Status.NOT_APPLICABLE


@pytest.mark.parametrize("share", [Fraction(0), Fraction(5, 4), Fraction(-1, 2)])
def test_a_share_outside_the_season_is_refused(share):
    with pytest.raises(ValueError):
        judge(Kind.COUNT, Decimal(3), None, None, Decimal(1), phase_share=share, final=False)


@given(st.sampled_from([Kind.AT_MOST, Kind.COUNT, Kind.AT_LEAST]), st.integers(0, 50), st.integers(0, 50))
def test_at_a_whole_share_the_pace_is_the_target(kind, target, actual):
    row = (kind, Decimal(target), None, None, Decimal(actual))
    kept = (Status.MET, Status.EXCEEDED)
    assert (judge(*row, phase_share=Fraction(1), final=False) in kept) == (judge(*row, final=True) in kept)


# Rates


@pytest.mark.parametrize(
    "numerator, denominator, answer",
    [("9", "10", Fraction(90)), ("1", "3", Fraction(100, 3)), ("0", "5", Fraction(0)), ("3", "0", None)],
)
def test_a_rate_is_exact_and_has_no_zero_below(numerator, denominator, answer):
    assert rate(d(numerator), d(denominator)) == answer


def test_a_rate_without_a_part_is_unknown():
    assert rate(None, Decimal(5)) is None
    assert rate(Decimal(5), None) is None


def test_a_blocs_rate_is_sum_over_sum_never_a_mean():
    assert bloc_rate([(1, 1), (0, 99)]) == Fraction(1)


def test_units_that_have_not_reported_are_left_out_of_the_blocs_rate():
    assert bloc_rate([(9, 10), (None, 10), (None, None)]) == Fraction(90)
    assert bloc_rate([(None, None)]) is None
    assert bloc_rate([]) is None


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=1))
def test_a_blocs_rate_lies_between_its_units_rates(parts):
    rates = [rate(n, d) for n, d in parts]
    assert min(rates) <= bloc_rate(parts) <= max(rates)


# Against another period


@pytest.mark.parametrize(
    "now, before, measure, better, words, good",
    [
        ("92.02", "90.77", "%", "higher", "+1,25 điểm %", True),
        ("90.77", "92.02", "%", "higher", "−1,25 điểm %", False),
        ("21", "24", "vụ", "lower", "giảm 3 vụ (−12,5%)", True),
        ("24", "21", "vụ", "lower", "tăng 3 vụ (+14,29%)", False),
        ("3", "0", "vụ", "lower", "tăng 3 vụ", False),
        ("5", "3", "", None, "tăng 2 (+66,67%)", None),
        ("5", "5", "vụ", "lower", "không đổi", None),
        ("0", "0", "vụ", "lower", "không đổi", None),
        ("90.001", "90", "%", "higher", "gần như không đổi", True),
        ("1234", "0", "vụ", "higher", "tăng 1.234 vụ", True),
    ],
)
def test_a_change_is_told_in_words_and_judged_by_its_side(now, before, measure, better, words, good):
    change = compare(d(now), d(before), measure, better)
    assert sentence(change) == words
    assert change.is_better is good


def test_a_change_keeps_its_exact_fractions():
    change = compare(Decimal(2), Decimal(3), "vụ", "lower")
    assert (change.difference, change.percent, change.direction) == (Fraction(-1), Fraction(-100, 3), "giảm")


def test_nothing_is_compared_with_what_is_not_known():
    assert compare(None, Decimal(3), "vụ", "lower") is None
    assert compare(Decimal(0), None, "vụ", "lower") is None


@pytest.mark.parametrize("value, words", [("1.25", "+1,25"), ("-12.50", "−12,5"), ("0", "0")])
def test_a_sign_is_shown_for_what_is_not_zero(value, words):
    assert signed(Decimal(value)) == words


def test_completion_counts_out_what_does_not_apply():
    statuses = [Status.MET, Status.EXCEEDED, Status.AT_RISK, Status.NO_REPORT, Status.NOT_MET, Status.NOT_APPLICABLE]
    assert completion(statuses) == (2, 5)
    assert completion([]) == (0, 0)
