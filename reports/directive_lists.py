"""Which directives a person may read, as one query; and what was said about one, from the logbook."""

from django.db.models import Q, QuerySet

from blocs.models import Event, Role, User
from reports.models import Directive
from reports.reach import may_publish

OWN_PEOPLE = (Role.COMMANDER, Role.REPORTER)
SAID = {"reports.return_directive": "reason", "reports.answer_directive": "answer"}


def readable(user: User) -> QuerySet[Directive]:
    """Of `reports.read_directive`: given to one's unit, or in blocs one runs or stands over."""
    rows = Directive.objects.visible_to(user)
    if not user.is_admin:
        units = {duty.unit_id for duty in user.duties_today if duty.role in OWN_PEOPLE}
        run = {duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY}
        rows = rows.filter(Q(unit__in=units) | Q(bloc__in=run) | Q(bloc__in=may_publish(user)))
    return rows.select_related("bloc__season", "bloc__series", "unit", "phase", "section", "pledge", "given_by")


def course_of(directive: Directive) -> list[Event]:
    """Its lines of the logbook, oldest first; `said` holds the words that came with a line."""
    lines = list(Event.objects.about(directive).order_by("number"))
    for line in lines:
        line.said = line.facts.get(SAID.get(line.verb, ""), "")
    return lines


def reasons_of(directives: list[Directive]) -> dict[int, str]:
    """Why each open one came back the last time; nothing for those that never did."""
    keys = [str(row.pk) for row in directives]
    lines = Event.objects.filter(object_type="reports.directive", object_id__in=keys, verb="reports.return_directive")
    return {int(line.object_id): line.facts["reason"] for line in lines.order_by("number")}
