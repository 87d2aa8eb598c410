"""What is typed into a sheet is read as officers type it, or refused with a sentence; nothing is guessed."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

from blocs.logic.lifecycle import Refused
from blocs.logic.numbers import Unreadable
from reports.logic.sheet_cells import Cell, cells_in
from reports.logic.sheet_entries import (
    Given,
    asked_of,
    given_by_figure,
    read_given,
    refuse_points,
    said_given,
    typed_given,
)


def D(text):
    return Decimal(text)


@pytest.mark.parametrize(
    "formula, kind, measure, asks",
    [
        ("by_hand", "", "", "points"),
        ("pass_fail", "", "", "yes_no"),
        ("flat", "", "", "yes_no"),
        ("pass_fail", "qualitative", "", "yes_no"),
        ("pass_fail", "at_least", "%", "percent"),
        ("proportional", "at_least", "%", "percent"),
        ("relative_to_best", "at_most", "vụ", "number"),
        ("proportional", "count", "mô hình", "count"),
        ("deduction", "", "vụ", "count"),
        ("count", "", "", "count"),
        ("count", "", "‰", "number"),
        ("bands", "", "", "number"),
    ],
)
def test_what_a_criterion_asks_for(formula, kind, measure, asks):
    assert asked_of(formula, kind, measure) == asks


@pytest.mark.parametrize(
    "raw, asked, measure, given",
    [
        ("14,5", "points", "", Given(points=D("14.5"))),
        ("0", "points", "", Given(points=D(0))),
        ("", "points", "", Given()),
        (" – ", "points", "", Given()),
        ("1", "yes_no", "", Given(value=D(1))),
        ("0", "yes_no", "", Given(value=D(0))),
        ("1.234", "count", "", Given(value=D(1234))),
        ("92,02", "percent", "%", Given(value=D("92.02"))),
        ("92,02%", "percent", "%", Given(value=D("92.02"))),
        ("12/15", "percent", "%", Given(numerator=D(12), denominator=D(15))),
        ("3,25", "number", "", Given(value=D("3.25"))),
    ],
)
def test_how_it_is_read(raw, asked, measure, given):
    assert read_given(raw, asked, measure=measure) == given


def test_blank_is_not_0():
    assert read_given("", "points").is_blank and not read_given("0", "points").is_blank
    assert read_given("", "points") != read_given("0", "points")


@pytest.mark.parametrize(
    "raw, asked, measure",
    [
        ("abc", "points", ""),
        ("92.020", "number", ""),
        ("2/13/2017", "percent", "%"),
        ("101%", "percent", "%"),
        ("16/15", "percent", "%"),
        ("1/0", "percent", "%"),
        ("12/15", "count", ""),
        ("2", "yes_no", ""),
        ("có", "yes_no", ""),
        ("1,5", "count", ""),
        ("-1", "number", ""),
        ("999999999999", "number", ""),
        ("1e5", "number", ""),
        ("NaN", "points", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(raw, asked, measure):
    with pytest.raises(Unreadable) as refused:
        read_given(raw, asked, measure=measure)
    assert refused.value.sentence


@pytest.mark.parametrize(
    "points, stands", [("0", True), ("0.5", True), ("10", True), ("10.5", False), ("0.25", False), ("-0.5", False)]
)
def test_points_by_hand_go_in_half_points_from_0_to_the_maximum(points, stands):
    assert (refuse_points(D(points), D(10), D("0.5")) == "") is stands


def test_the_same_rate_typed_two_ways_does_not_differ():
    parts, value = Given(numerator=D(14), denominator=D(20)), Given(value=D("70.0000"))
    assert not parts.differs_from(value, 100)
    assert parts.amount(100) == Fraction(70) and parts.differs_from(Given(value=D("70.01")), 100)
    assert Given(points=D(0)).differs_from(Given(), None)


def test_a_figure_of_nothing_says_nothing():
    figure = SimpleNamespace(is_not_applicable=False, value=None, numerator=D(0), denominator=D(0))
    assert given_by_figure(figure) == Given() == given_by_figure(None)
    figure.denominator = D(4)
    assert given_by_figure(figure) == Given(numerator=D(0), denominator=D(4))
    figure.is_not_applicable = True
    assert given_by_figure(figure) == Given()


@pytest.mark.parametrize(
    "given, typed, said",
    [
        (Given(points=D("14.5000")), "14,5", "14,5"),
        (Given(value=D("1234.0000")), "1234", "1.234"),
        (Given(numerator=D(29), denominator=D(31)), "29/31", "93,55% (29/31)"),
        (Given(), "", "—"),
    ],
)
def test_how_it_is_typed_and_said(given, typed, said):
    measure, scale = ("%", 100) if given.numerator else ("", None)
    assert typed_given(given) == typed
    assert said_given(given, "number", measure, scale).startswith(said)


# --- What a page posts


def test_a_posted_list_of_rows():
    rows = [{"criterion": 3, "given": "1", "reason": "Có", "revision": 2}, {"criterion": 4}]
    assert cells_in(rows) == [Cell(3, "1", "Có", 2), Cell(4)]


ROW = {"criterion": 3, "given": "1"}


@pytest.mark.parametrize(
    "posted",
    [
        None,
        {},
        {"cells": [ROW]},
        "[]",
        [[3, "1"]],
        [{"given": "1"}],
        [{**ROW, "points": "200"}],
        [{**ROW, "stage": 4}],
        [{**ROW, "total": 100}],
        [{**ROW, "given": 1}],
        [{**ROW, "given": None}],
        [{**ROW, "given": "1" * 101}],
        [{**ROW, "reason": ["x"]}],
        [{**ROW, "revision": "2"}],
        [{**ROW, "criterion": True}],
        [{**ROW, "criterion": -1}],
        [{**ROW, "criterion": 2**70}],
        [ROW, ROW],
        [{"criterion": n} for n in range(1, 202)],
    ],
)
def test_anything_else_is_refused(posted):
    with pytest.raises(Refused):
        cells_in(posted)
