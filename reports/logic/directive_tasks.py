"""What directives leave to do: for the unit until they are settled, for who gave them once they are answered."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reports.logic.tasks import Address, Task, TaskStatus

LONGEST = 90
"""Characters of a directive's text in the title of its task."""


@dataclass(frozen=True)
class DirectiveFacts:
    """`is_mine`: this person's unit answers it; else this person settles it. `reason`: why it came back."""

    pk: int
    state: str
    text: str
    unit: str
    bloc: str
    due_on: date
    is_mine: bool
    giver: str = ""
    reason: str = ""


def directive_task(facts: DirectiveFacts) -> Task:
    return _of_the_unit(facts) if facts.is_mine else _of_the_giver(facts)


def _of_the_unit(facts: DirectiveFacts) -> Task:
    title = _("Directive to %(unit)s: %(text)s") % {"unit": facts.unit, "text": _short(facts.text)}
    page, where = Address("reports:directive_detail", (facts.pk,)), facts.bloc
    if facts.state == "settled":
        return Task(title, where, _("View"), page, TaskStatus.APPROVED, facts.due_on, rank=5)
    if facts.state == "answered":
        return Task(title, where, _("View"), page, TaskStatus.SUBMITTED, facts.due_on, rank=5)
    if facts.reason:
        return Task(title, where, _("Answer"), page, TaskStatus.RETURNED, facts.due_on, facts.reason, 5)
    note = _("given by %(name)s") % {"name": facts.giver}
    return Task(title, where, _("Answer"), page, TaskStatus.NOT_STARTED, facts.due_on, note, 5)


def _of_the_giver(facts: DirectiveFacts) -> Task:
    title = _("%(unit)s has answered: %(text)s") % {"unit": facts.unit, "text": _short(facts.text)}
    page = Address("reports:directive_detail", (facts.pk,))
    return Task(title, facts.bloc, _("Read and settle"), page, TaskStatus.REVIEW, rank=6)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
