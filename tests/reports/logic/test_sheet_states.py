"""The rules of a sheet's way, as a clerk would read them."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.logic.sheet_states import (
    Reader,
    RowState,
    Window,
    counting,
    is_for_department,
    last_day,
    marks_what,
    next_stage,
    numbers,
    obstacles_to_sending,
    readable_stages,
    reason_wanted,
    window,
)

ORDER = ["self", "cross", "review", "explain", "appraise"]
NOV = [date(2026, 11, n) for n in range(1, 30)]


@pytest.mark.parametrize(
    "assessor, stages",
    [
        ("unit", ["self", "cross", "review", "explain", "appraise"]),
        ("bloc", ["review", "explain", "appraise"]),
        ("department", ["review", "explain", "appraise"]),
    ],
)
def test_who_assesses_decides_at_which_stages_it_is_marked(assessor, stages):
    assert [kind for kind in ORDER if marks_what(kind, assessor)] == stages


def test_at_the_review_a_department_marks_its_own_criteria_but_never_its_own_unit():
    assert is_for_department("review", "department", 7, unit=3)
    assert not is_for_department("review", "department", 7, unit=7)
    assert not is_for_department("appraise", "department", 7, unit=3)
    assert not is_for_department("review", "bloc", None, unit=3)


@pytest.mark.parametrize(
    "spoken, upto, kind",
    [
        ({"self", "cross"}, None, "cross"),
        ({"self", "explain"}, None, "self"),
        ({"self", "cross", "review", "appraise"}, "review", "review"),
        ({"appraise"}, "review", None),
        (set(), None, None),
    ],
)
def test_the_last_stage_that_has_spoken_counts_and_an_explanation_never(spoken, upto, kind):
    assert counting(spoken, ORDER, upto) == kind


@given(st.sets(st.sampled_from(ORDER)), st.sampled_from(ORDER))
def test_a_stage_looked_at_later_never_counts_less(spoken, upto):
    later, now = counting(spoken, ORDER), counting(spoken, ORDER, upto)
    assert now is None or ORDER.index(later) >= ORDER.index(now)


def test_a_sheet_goes_from_stage_to_stage_and_is_closed_after_the_last():
    way, at = [], "self"
    while at:
        at = next_stage(ORDER, at)
        way.append(at)
    assert way == ["cross", "review", "explain", "appraise", None]


def test_a_sheet_that_came_back_goes_straight_to_who_sent_it_unless_marks_wait_on_the_way():
    assert next_stage(ORDER, "self", passed={"self", "cross"}) == "review"
    assert next_stage(ORDER, "self", passed={"self", "cross"}, waiting={"cross", "review"}) == "cross"
    assert next_stage(ORDER, "self", passed=set(ORDER)) is None


@pytest.mark.parametrize(
    "today, says",
    [(NOV[8], "early"), (NOV[9], "open"), (NOV[14], "open"), (NOV[19], "open"), (NOV[20], "late")],
)
def test_the_first_and_the_last_day_count_whole(today, says):
    assert window(NOV[9], NOV[19], today) == Window(says)


def test_without_a_day_that_side_is_open():
    assert [window(None, None, NOV[0]), window(None, NOV[1], NOV[2]), window(NOV[3], None, NOV[2])] == [
        Window.OPEN,
        Window.LATE,
        Window.EARLY,
    ]


def stage(day):
    return SimpleNamespace(due_on=day)


def test_an_extension_of_one_unit_is_no_other_units():
    later = [(5, NOV[20]), (None, NOV[12])]
    assert [last_day(stage(NOV[10]), later, unit) for unit in (5, 6)] == [NOV[20], NOV[12]]


def test_an_extension_never_shortens():
    assert last_day(stage(NOV[10]), [(None, NOV[5])], 1) == NOV[10]


def test_who_gets_a_sheet_back_has_as_long_as_who_sent_it_back():
    assert last_day(stage(NOV[5]), [], 1, [NOV[15]]) == NOV[15]
    assert last_day(stage(NOV[5]), [], 1, [NOV[2]]) == NOV[5]
    assert last_day(stage(NOV[5]), [], 1, [None]) is None
    assert last_day(stage(None), [], 1, [NOV[2]]) is None


@pytest.mark.parametrize(
    "at_maximum, differs, text, asked",
    [
        (False, False, "", False),
        (True, False, "", True),
        (False, True, "x" * 19, True),
        (False, True, "  " + "x" * 19 + "  ", True),
        (True, True, "x" * 20, False),
    ],
)
def test_a_mark_at_the_maximum_or_another_than_before_needs_a_reason(at_maximum, differs, text, asked):
    assert bool(reason_wanted(at_maximum, differs, text, 20)) is asked


def test_what_hinders_sending_is_said_by_number():
    rows = [
        RowState("1.1", is_marked=False),
        RowState("1.2"),
        RowState("1.3", is_marked=False, lacks_figure=True),
        RowState("2.1", is_marked=False, department="Phòng Tham mưu"),
        RowState("2.2", lacks_reason=True, lacks_evidence=True),
        RowState("2.3", needs_review=True),
    ]
    found = obstacles_to_sending(rows)
    assert len(found) == 6
    for number, sentence in zip(["1.1", "1.3", "2.1", "2.3", "2.2", "2.2"], found, strict=True):
        assert f"{number}." in sentence and "1.2" not in sentence
    assert "Phòng Tham mưu" in found[2]


def test_a_sheet_fully_marked_is_not_hindered():
    assert obstacles_to_sending([RowState("1"), RowState("2")]) == []


def test_many_numbers_are_counted_and_not_all_listed():
    assert numbers(["1.1", "1.2"]) == "1.1, 1.2"
    assert "1.30" in numbers([f"1.{n}" for n in range(1, 43)]) and "12" in numbers([f"1.{n}" for n in range(1, 43)])


# --- Who reads what

READERS = {
    "unit": Reader(speaks=True),
    "checker": Reader(checks=True),
    "reviewer": Reader(reviews=True),
    "department": Reader(confirms=True),
    "standing body": Reader(appraises=True),
    "administrator": Reader(is_admin=True),
    "member": Reader(),
}
READS = {
    "self": {"unit": "self explain", "checker": "cross", "reviewer": "review", "department": "review",
             "standing body": "appraise", "administrator": "", "member": ""},
    "cross": {"unit": "self explain", "checker": "self cross", "reviewer": "self review", "department": "self review",
              "standing body": "self appraise", "administrator": "self", "member": ""},
    "review": {"unit": "self cross explain", "checker": "self cross", "reviewer": "self cross review",
               "department": "self cross review", "standing body": "self cross appraise",
               "administrator": "self cross", "member": ""},
}  # fmt: skip


@pytest.mark.parametrize("at, who", [(at, who) for at in READS for who in READERS])
def test_who_reads_what(at, who):
    assert readable_stages(ORDER, at, False, READERS[who]) == set(READS[at][who].split())


@pytest.mark.parametrize("who", READERS)
def test_nobody_with_a_stake_reads_another_units_marks(who):
    reader = Reader(**{**vars(READERS[who]), "has_a_stake": True, "is_published": True})
    assert readable_stages(ORDER, "appraise", True, reader) == (set(ORDER) if who == "unit" else set())


def test_the_bloc_reads_it_all_once_the_result_is_published():
    assert readable_stages(ORDER, "appraise", True, Reader()) == set()
    assert readable_stages(ORDER, "appraise", True, Reader(is_published=True)) == set(ORDER)
    assert readable_stages(ORDER, "appraise", True, READERS["checker"]) == {"self", "cross"}


@given(st.builds(Reader), st.sampled_from(ORDER), st.booleans())
def test_only_stages_of_the_table_are_read(reader, at, is_closed):
    assert readable_stages(ORDER, at, is_closed, reader) <= set(ORDER)
    assert readable_stages(["review"], "review", is_closed, reader) <= {"review"}
