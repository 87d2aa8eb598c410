"""The way of a directive: given, answered by the unit, settled by who stands over the bloc."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.lifecycle import Lifecycle, Step

TEXT_LEAST = 10
"""Characters of a directive and of its answer, counted without the spaces around it."""


def obstacles_to_giving(text: str, due_on: date, today: date) -> list[str]:
    found = []
    if len(text.strip()) < TEXT_LEAST:
        found.append(_("Write the directive in at least %(least)s characters.") % {"least": TEXT_LEAST})
    if due_on < today:
        found.append(_("The due date cannot be in the past."))
    return found


def obstacles_to_answering(answer: str) -> list[str]:
    if len(answer.strip()) < TEXT_LEAST:
        return [_("Write the answer in at least %(least)s characters.") % {"least": TEXT_LEAST}]
    return []


def obstacles_to_undoing(directive: Any) -> list[str]:
    """`season_goes_on`: while the bloc of the next season has not been made."""
    if directive.season_goes_on:
        return []
    return [_("The bloc of the next season has been made; what was settled stays settled.")]


DIRECTIVE = Lifecycle(
    Step("answer_directive", "open", "answered", gettext_lazy("Answer")),
    Step("settle_directive", ("open", "answered"), "settled", gettext_lazy("Settle")),
    Step("return_directive", "answered", "open", gettext_lazy("Return")),
    Step("unsettle_directive", "settled", "answered", gettext_lazy("Undo the settling"), obstacles_to_undoing),
)

STATUS = {"open": "open", "answered": "review", "settled": "done"}
"""The sign and colour of each state (blocs/templatetags/statuses.py)."""
