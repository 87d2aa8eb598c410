from datetime import date

import pytest
from django.utils import translation

from reports.logic.deadlines import days_left, deadline, is_past, is_reason, words

D = date(2017, 6, 10)


@pytest.mark.parametrize(
    ("due_on", "extensions", "unit", "expected"),
    [
        (None, [], 1, None),
        (D, [], 1, D),
        (D, [(1, date(2017, 6, 15))], 1, date(2017, 6, 15)),
        (D, [(1, date(2017, 6, 15))], 2, D),
        (D, [(None, date(2017, 6, 12)), (1, date(2017, 6, 15))], 2, date(2017, 6, 12)),
        (D, [(None, date(2017, 6, 20)), (1, date(2017, 6, 15))], 1, date(2017, 6, 20)),
        (D, [(None, date(2017, 6, 12)), (1, date(2017, 6, 15))], None, date(2017, 6, 12)),
        (None, [(None, D)], 1, D),
    ],
)
def test_the_latest_day_that_holds_for_the_unit(due_on, extensions, unit, expected):
    assert deadline(due_on, extensions, unit) == expected


def test_the_last_day_still_counts():
    assert [is_past(D, day) for day in [date(2017, 6, 9), D, date(2017, 6, 11)]] == [False, False, True]
    assert is_past(None, D) is False and days_left(None, D) is None


def test_how_a_deadline_is_said():
    with translation.override("en"):
        said = [words(day, D) for day in [None, D, date(2017, 6, 11), date(2017, 6, 13), date(2017, 6, 4)]]
    assert said == ["", "Due today", "1 day left", "3 days left", "6 days overdue"]


def test_a_reason_has_twenty_characters():
    assert is_reason("x" * 20) and not is_reason("  " + "x" * 19 + "  ")
