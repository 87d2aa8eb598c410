"""Cells, bars and exceptions of the commander's board."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.utils import translation

from reports.logic import board, heat
from reports.logic.comparison import Status
from reports.logic.standing import Stretch, standing_of_bloc, standing_of_unit

YEAR = Stretch(Fraction(1), True)
DAY = date(2017, 6, 10)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def a_standing(value=None, kind="at_least", target=90, measure="%", last=None, name="Án", na=False, pk=1, **facts):
    defaults = {"target_max": None, "baseline": None, "baseline_label": "", "group": None}
    pledge = SimpleNamespace(pk=pk, kind=kind, target=target, measure=measure, name=name, **{**defaults, **facts})
    return standing_of_unit(pledge, figure(value, na), figure(last), None, YEAR)


def figure(value, na=False):
    if value is None and not na:
        return None
    value = None if na else Decimal(str(value))
    return SimpleNamespace(value=value, numerator=None, denominator=None, statement="", is_not_applicable=na)


CELLS = [
    ([a_standing(88.1, last=90.77)], "88,1%", "■", "h-m1"),
    ([a_standing(80)], "80%", "■", "h-m2"),
    ([a_standing(2, kind="zero", target=None, measure="vụ")], "2 vụ", "■", "h-m2"),
    ([a_standing(95)], "95%", "◆", "h-p2"),
    ([a_standing()], "—", "○", "h-none"),
    ([a_standing(na=True)], "–", "⊘", "h-0"),
    ([a_standing(90), a_standing(95)], "2/2", "●", "h-p1"),
    ([a_standing(90), a_standing(80)], "1/2", "■", "h-m2"),
    ([a_standing(90), a_standing()], "1/2", "○", "h-none"),
    ([a_standing(90), a_standing(na=True)], "1/1", "●", "h-p1"),
    ([a_standing(na=True), a_standing(na=True)], "–", "⊘", "h-0"),
]


@pytest.mark.parametrize(("standings", "text", "glyph", "band"), CELLS)
def test_a_cell_prints_a_figure_and_the_sign_of_the_worst(standings, text, glyph, band):
    cell = heat.cell("Đơn vị 07", "Phòng, chống tội phạm", standings)
    assert (cell.text, cell.glyph, cell.band) == (text, glyph, band)


def test_every_band_has_a_status_and_the_other_way_round():
    assert set(heat.BANDS) == set(heat.WORST) == {*Status, None}


def test_the_name_of_a_cell_says_all_of_it():
    one = heat.cell("Đơn vị 07", "Tội phạm", [a_standing(88.1, last=90.77)])
    with translation.override("en"):
        state = f"{Status.NOT_MET.label}, 1,9 percentage points off the target, same period last year 90,77%"
        assert one.name == f"Đơn vị 07, Tội phạm: 88,1%, {state}"
    several = heat.cell("Đơn vị 07", "Tội phạm", [a_standing(90), a_standing(80)])
    with translation.override("en"):
        assert several.name.startswith("Đơn vị 07, Tội phạm: 1 of 2 targets met; worst: ")
    none = heat.cell("Đơn vị 07", "Tội phạm", [a_standing()])
    assert none.name == f"Đơn vị 07, Tội phạm: {Status.NO_REPORT.label}"


def test_bars_show_the_worst_six_with_a_number():
    rows = [a_standing(90 + n, pk=n) for n in range(8)] + [a_standing(80, pk=9), a_standing(pk=10)]
    drawn = board.bullets([*rows, a_standing(1, kind="qualitative", target=None, measure="", pk=11)])
    assert [bar.standing.pledge.pk for bar in drawn] == [9, 0, 1, 2, 3, 4]


def test_a_bar_its_target_and_last_year_on_one_scale():
    (bar,) = board.bullets([a_standing(45, target=90, last=95)])
    assert (bar.actual, bar.target, bar.last) == (90, 180, 190)
    (zero,) = board.bullets([a_standing(0, kind="zero", target=None, measure="vụ")])
    assert (zero.actual, zero.target, zero.last) == (0, 0, None)
    assert bar.sentence.startswith("Án: 45%; ≥ 90%; ")


def test_a_fall_is_marked_below_its_baseline():
    pledge = SimpleNamespace(
        pk=1,
        kind="reduce_at_least",
        target=Decimal(5),
        target_max=None,
        measure="vụ",
        baseline=Decimal(200),
        baseline_label="",
        name="Số vụ",
    )
    (bar,) = board.bullets([standing_of_bloc(pledge, figure(100), Fraction(200), YEAR)])
    assert (bar.actual, bar.target, bar.last) == (95, 180, 190)


def test_pledges_are_judged_together_where_the_pact_says_so():
    each, together = (
        SimpleNamespace(pk=n, name=name, judged=how)
        for n, name, how in [(1, "TNGT", "all_of"), (2, "Mô hình", "sum_of")]
    )
    rows = [
        a_standing(90, group=each),
        a_standing(80, group=each),
        a_standing(1, "count", 3, "mô hình", group=together),
        a_standing(5, "count", 3, "mô hình", group=together),
        a_standing(na=True, group=each),
        a_standing(10, group=None),
    ]
    told = [(verdict.name, verdict.met, verdict.badge) for verdict in board.verdicts(rows)]
    assert told == [("TNGT", False, "not-met"), ("Mô hình", True, "met")]
    assert [verdict.met for verdict in board.verdicts([a_standing(90, group=each), a_standing(group=each)])] == [None]
    mixed = [a_standing(90, group=together), a_standing(1, "zero", None, "vụ", group=together)]
    assert [(verdict.met, verdict.label) for verdict in board.verdicts(mixed)] == [(None, "Cannot be judged")]


def test_what_presses_most_comes_first():
    broken = board.of_unit(3, "Đơn vị 03", a_standing(2, kind="zero", target=None, measure="vụ", name="Oan sai"))
    near = board.of_unit(4, "Đơn vị 04", a_standing(89, name="Án"))
    far = board.of_unit(5, "Đơn vị 05", a_standing(50, name="Án"))
    late = board.overdue(7, "Đơn vị 07", "6 tháng", date(2017, 6, 4), DAY)
    given_back = board.returned(8, "Đơn vị 08", "6 tháng")
    fine = board.of_unit(9, "Đơn vị 09", a_standing(99))
    told = board.most_pressing([given_back, near, fine, far, late, broken, None])
    assert [row.sentence for row in told] == [
        "Đơn vị 03: 2 vụ where none is allowed – Oan sai",
        "Đơn vị 07 has not reported for 6 tháng: 6 days overdue",
        "Đơn vị 05 does not meet “Án”: 50%, target ≥ 90%",
        "Đơn vị 04 does not meet “Án”: 89%, target ≥ 90%",
        "The report of Đơn vị 08 for 6 tháng was returned for completion",
    ]
    assert [(row.unit, row.pledge) for row in told] == [(3, 1), (7, None), (5, 1), (4, 1), (8, None)]


def test_days_are_no_longer_counted_once_the_phase_is_locked():
    row = board.overdue(7, "Đơn vị 07", "6 tháng", date(2017, 6, 4), None)
    assert row.sentence == "Đơn vị 07 did not report for 6 tháng before it was locked"


def test_a_figure_entered_for_the_bloc_that_differs_from_its_units_is_pointed_at():
    entered, computed = a_standing(92), a_standing(91)
    assert board.differing(entered, computed).sentence == "“Án”: 92% entered for the bloc, 91% from its units"
    assert board.differing(entered, entered) is board.differing(entered, a_standing()) is None
