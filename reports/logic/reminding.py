"""On which days the site reminds by itself."""

from datetime import date

from reports.logic.deadlines import days_left

REMINDED_ON = frozenset({7, 2, 0, -1, -2, -3})
"""Days before the last day (negative: after it), screens.md §7: 7 and 2 before, the day itself, three days more."""


def is_day_to_remind(due_on: date | None, today: date) -> bool:
    return days_left(due_on, today) in REMINDED_ON
