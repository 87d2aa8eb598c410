"""How pledges stand: shares of a year, own targets, baselines, and the bloc from its units."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.utils import translation

from reports.logic.comparison import Status
from reports.logic.standing import (
    Parts,
    Stretch,
    amount_of,
    applies,
    bloc_number,
    said,
    standing_from_units,
    standing_of_bloc,
    standing_of_unit,
    stretch_of,
)

YEAR, HALF = Stretch(Fraction(1), True), Stretch(Fraction(1, 2), False)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def a_pledge(kind="at_least", target=90, measure="%", **facts):
    defaults = {"target_max": None, "baseline": None, "baseline_label": "", "name": "x"}
    return SimpleNamespace(kind=kind, target=target, measure=measure, **{**defaults, **facts})


def a_figure(value=None, numerator=None, denominator=None, statement="", na=False):
    return SimpleNamespace(
        value=value, numerator=numerator, denominator=denominator, statement=statement, is_not_applicable=na
    )


def test_a_phase_is_a_share_of_its_season():
    season = (date(2017, 1, 1), date(2017, 12, 31))
    assert stretch_of(date(2017, 1, 1), date(2017, 6, 30), *season) == (Fraction(181, 365), False)
    assert stretch_of(*season, *season) == (Fraction(1), True)
    assert stretch_of(date(2017, 10, 1), date(2017, 12, 31), *season) == (Fraction(92, 365), False)


@pytest.mark.parametrize(
    ("figure", "measure", "number"),
    [
        (None, "%", None),
        (a_figure(na=True), "%", None),
        (a_figure(Decimal("92.02")), "%", Fraction(9202, 100)),
        (a_figure(None, 1, 3), "%", Fraction(100, 3)),
        (a_figure(None, 29, 31), "nội dung", Fraction(29)),
        (a_figure(None, 0, 0), "%", None),
        (a_figure(statement="giảm"), "vụ", None),
    ],
)
def test_the_number_a_figure_says(figure, measure, number):
    assert amount_of(figure, measure) == number


def test_a_rate_of_nothing_does_not_apply():
    assert [applies(f) for f in [None, a_figure(0), a_figure(None, 0, 0), a_figure(na=True)]] == [
        True,
        True,
        False,
        False,
    ]


def test_what_was_reported_in_words():
    rows = [None, a_figure(0), a_figure(None, 29, 31), a_figure(na=True)]
    assert [said(row, "at_least", "%") for row in rows] == ["—", "0%", "93,55% (29/31)", "Not applicable"]
    assert said(a_figure(1, statement="đủ"), "qualitative", "") == "Met – đủ"


# kind, target, measure, baseline, last year, own target, figure → at mid-year, at the end
UNITS = [
    ("at_least", 90, "%", None, None, None, a_figure(92), "exceeded", "exceeded"),
    ("at_least", 90, "%", None, None, 95, a_figure(92), "at_risk", "not_met"),
    ("at_least", 90, "%", None, None, None, None, "no_report", "no_report"),
    ("at_least", 90, "%", None, None, None, a_figure(na=True), "not_applicable", "not_applicable"),
    ("at_least", 10, "mô hình", None, None, None, a_figure(5), "met", "not_met"),
    ("at_least", 10, "mô hình", None, None, None, a_figure(4), "at_risk", "not_met"),
    ("at_most", 8, "vụ", None, None, None, a_figure(5), "at_risk", "exceeded"),
    ("at_most", 8, "vụ", None, None, None, a_figure(9), "not_met", "not_met"),
    ("zero", None, "vụ", None, None, None, a_figure(0), "met", "met"),
    ("zero", None, "vụ", None, None, None, a_figure(1), "not_met", "not_met"),
    ("reduce_at_least", 5, "vụ", 400, a_figure(40), None, a_figure(38), "met", "met"),
    ("reduce_at_least", 5, "vụ", 400, a_figure(40), None, a_figure(39), "at_risk", "not_met"),
    ("reduce_at_least", 5, "vụ", 400, None, None, a_figure(38), None, None),
    ("qualitative", None, "", None, None, None, a_figure(1), "met", "met"),
    ("qualitative", None, "", None, None, None, a_figure(statement="tốt"), None, None),
]


@pytest.mark.parametrize(("kind", "target", "measure", "baseline", "last", "own", "figure", "half", "year"), UNITS)
def test_how_a_unit_stands(kind, target, measure, baseline, last, own, figure, half, year):
    pledge = a_pledge(kind, target, measure, baseline=baseline)
    own = own and SimpleNamespace(target=own, target_max=None, baseline=None)
    found = [standing_of_unit(pledge, figure, last, own, stretch).status for stretch in (HALF, YEAR)]
    assert found == [half, year]


def test_a_reduction_without_last_year_is_held_to_its_share_of_the_baseline():
    pledge = a_pledge("reduce_at_least", 10, "vụ", baseline=200)
    found = [standing_of_bloc(pledge, a_figure(n), None, HALF).status for n in (90, 91, 181)]
    assert found == [Status.MET, Status.AT_RISK, Status.NOT_MET]


def test_a_figure_beside_last_year_and_target():
    standing = standing_of_unit(a_pledge(), a_figure(Decimal("88.1")), a_figure(Decimal("90.77")), None, YEAR)
    words = [standing.text, standing.last_text, standing.change_text, standing.shortfall_text, standing.target_text]
    missing = "1,9 percentage points off the target"
    assert words == ["88,1%", "90,77%", "−2,67 percentage points", missing, "≥ 90%"]
    assert standing.change.is_better is False


def test_fewer_is_better_where_the_pledge_says_so():
    standing = standing_of_unit(a_pledge("at_most", 8, "vụ"), a_figure(5), a_figure(8), None, YEAR)
    assert standing.change.is_better is True


def test_a_blocs_rate_is_the_sum_of_its_parts_and_never_a_mean():
    parts = [a_figure(None, 1, 1), a_figure(None, 40, 99), a_figure(na=True), None, a_figure(100)]
    assert bloc_number(a_pledge(), parts) == Fraction(41)
    assert bloc_number(a_pledge(), [a_figure(90), a_figure(80)]) is None


def test_counts_are_added_and_qualities_are_all_of():
    assert bloc_number(a_pledge("count", 1, "mô hình"), [a_figure(2), a_figure(0), None, a_figure(na=True)]) == 2
    quality = a_pledge("qualitative", None, "")
    assert [
        bloc_number(quality, rows) for rows in ([a_figure(1), a_figure(1)], [a_figure(1), a_figure(0)], [None])
    ] == [1, 0, None]


def from_units(pledge, figures, stretch=YEAR, last=None, own=None):
    units = sorted(figures)
    parts = Parts({unit: f for unit, f in figures.items() if f}, own or {}, last)
    return standing_from_units(pledge, parts, units, stretch)


def test_a_summed_count_is_held_against_the_units_numbers_together():
    pledge, own = a_pledge("at_least", 2, "mô hình"), {2: SimpleNamespace(target=3)}
    met = from_units(pledge, {1: a_figure(2), 2: a_figure(3)}, own=own)
    short = from_units(pledge, {1: a_figure(2), 2: a_figure(2)}, own=own)
    assert (met.status, met.goal.target, short.status) == (Status.MET, 5, Status.NOT_MET)
    assert (short.reported, short.expected, short.text) == (2, 2, "4 mô hình")


def test_a_fall_is_judged_for_the_bloc_only_when_all_units_speak():
    pledge = a_pledge("reduce_at_least", 5, "vụ", baseline=100)
    assert from_units(pledge, {1: a_figure(40), 2: None}).status is None
    assert from_units(pledge, {1: a_figure(40), 2: a_figure(60)}).status == Status.NOT_MET
    assert from_units(pledge, {1: a_figure(40), 2: a_figure(na=True)}).status == Status.EXCEEDED


def test_where_no_unit_is_concerned_the_bloc_is_not_either():
    assert from_units(a_pledge(), {1: a_figure(na=True), 2: a_figure(None, 0, 0)}).status == Status.NOT_APPLICABLE
    assert from_units(a_pledge(), {1: a_figure(na=True), 2: None}).status == Status.NO_REPORT
