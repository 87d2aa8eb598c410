"""Until when a unit may report, and how that is said."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.logic.wording import number

SOON = 7  # days: the middle group of the task list
REASON_LEAST = 20  # characters of a reason, counted without the spaces around it


def deadline(due_on: date | None, extensions: Iterable[tuple[int | None, date]], unit_id: int | None) -> date | None:
    """The last day for a unit (None: for the bloc's own figures): the latest of the phase's day and its extensions.

    `extensions` are (unit, last day); an extension without a unit holds for all. None means no deadline was set.
    """
    days = [due_on, *(day for unit, day in extensions if unit in (None, unit_id))]
    return max((day for day in days if day is not None), default=None)


def is_past(due_on: date | None, today: date) -> bool:
    """Whether the last day is over; the last day itself still counts."""
    return due_on is not None and today > due_on


def days_left(due_on: date | None, today: date) -> int | None:
    """Days until the last day, negative when overdue; None without a deadline."""
    return None if due_on is None else (due_on - today).days


def words(due_on: date | None, today: date) -> str:
    """“Còn 3 ngày”, “Hạn cuối hôm nay”, “Quá hạn 6 ngày”; nothing without a deadline."""
    left = days_left(due_on, today)
    if left is None:
        return ""
    if left == 0:
        return _("Due today")
    if left > 0:
        return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": number(left)}
    return ngettext("%(n)s day overdue", "%(n)s days overdue", -left) % {"n": number(-left)}


def is_reason(text: str) -> bool:
    return len(text.strip()) >= REASON_LEAST
