"""The facts of directives behind one person's task list, in four queries at most."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from blocs.access import units_spoken_for
from blocs.models import User
from reports.directive_lists import reasons_of
from reports.logic.directive_tasks import DirectiveFacts, directive_task
from reports.logic.tasks import Task
from reports.models import Directive
from reports.waiting import directives_waiting

SETTLED_STAYS = timedelta(days=30)
MOST = 50


def directive_tasks_for(user: User, today: date) -> list[Task]:
    """Of one's units: open, answered, and settled within a month. Of one's own giving: those that were answered."""
    mine = _of_my_units(user)
    reasons = reasons_of([row for row in mine if row.state == Directive.State.OPEN]) if mine else {}
    found = [_facts(row, True, reasons.get(row.pk, "")) for row in mine]
    found += [_facts(row, False) for row in directives_waiting(user)[:MOST]]
    return [directive_task(facts) for facts in found]


def _of_my_units(user: User) -> list[Directive]:
    units = [unit.pk for unit in units_spoken_for(user)]
    if not units:
        return []
    recent = Q(settled_at=None) | Q(settled_at__gte=timezone.now() - SETTLED_STAYS)
    rows = Directive.objects.filter(recent, unit__in=units).select_related("unit", "bloc__season")
    return list(rows.order_by("settled_at", "due_on", "pk")[:MOST])


def _facts(row: Directive, is_mine: bool, reason: str = "") -> DirectiveFacts:
    return DirectiveFacts(
        pk=row.pk,
        state=row.state,
        text=row.text,
        unit=row.unit.name,
        bloc=str(row.bloc),
        due_on=row.due_on,
        is_mine=is_mine,
        giver=row.given_name,
        reason=reason,
    )
