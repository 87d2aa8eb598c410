"""What one person decided within the week, and until when each may be undone; the sentence why not, where not."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Event, User
from reports.logic.approval_rules import obstacles_to_taking_back
from reports.logic.directive_states import obstacles_to_undoing
from reports.models import Directive, Publication, Report, Result

LATELY = timedelta(days=7)
MOST = 20


@dataclass(frozen=True)
class Decided:
    """`undo_url` is pressed (`is_page`: opened, to give a reason); else `why_not` says what stands against it."""

    verb: str
    title: str
    at: datetime
    url: str
    undo_url: str = ""
    is_page: bool = False
    why_not: str = ""


def decided_by(user: User) -> list[Decided]:
    """The newest first; a thing decided twice is told once. A query for the lines and one for each kind."""
    lines = Event.objects.filter(by_id=str(user.pk), verb__in=TELLERS, at__gte=timezone.now() - LATELY)
    lines = list(lines.order_by("-number")[:MOST])
    things = {verb: _fetched(verb, lines) for verb in TELLERS}
    found, told = [], set()
    for line in lines:
        thing = things[line.verb].get(int(line.object_id))
        if thing is not None and (line.verb, line.object_id) not in told:
            told.add((line.verb, line.object_id))
            found.append(TELLERS[line.verb](line, thing))
    return found


def _fetched(verb: str, lines: list[Event]) -> dict[int, Any]:
    wanted = defaultdict(list)
    for line in lines:
        wanted[line.verb].append(int(line.object_id))
    return {row.pk: row for row in ROWS[verb]().filter(pk__in=wanted[verb])}


def _report(line: Event, report: Report) -> Decided:
    undo = reverse("reports:approval_undo", args=[report.pk])
    return _told(line, report, str(report), obstacles_to_taking_back(report), undo)


def _directive(line: Event, row: Directive) -> Decided:
    found = obstacles_to_undoing(row) if row.state == row.State.SETTLED else [_("It is open again already.")]
    undo = reverse("reports:directive_unsettle", args=[row.pk])
    return _told(line, row, f"{row.unit}: {row.text[:100]}", found, undo)


def _summary(line: Event, row: Publication) -> Decided:
    found = [] if row.state == row.State.PUBLISHED else [_("It has been withdrawn since.")]
    undo = reverse("reports:publication_withdraw", args=[row.pk])
    return _told(line, row, row.title, found, undo, is_page=True)


def _result(line: Event, row: Result) -> Decided:
    title = _("Result of %(bloc)s, revision %(number)s") % {"bloc": row.bloc, "number": row.number}
    why = _("A published result is never withdrawn; a further revision corrects it.")
    return _told(line, row, title, [why], "")


def _told(line: Event, thing, title: str, obstacles: list[str], undo: str, *, is_page: bool = False) -> Decided:
    url = thing.get_absolute_url()
    if obstacles:
        return Decided(line.verb, title, line.at, url, why_not=" ".join(obstacles))
    return Decided(line.verb, title, line.at, url, undo, is_page)


TELLERS = {
    "reports.accept_report": _report,
    "reports.settle_directive": _directive,
    "reports.release": _summary,
    "reports.release_result": _result,
}
ROWS = {
    "reports.accept_report": lambda: Report.objects.select_related("unit", "reporting__phase", "reporting__bloc"),
    "reports.settle_directive": lambda: Directive.objects.select_related("unit", "bloc__next"),
    "reports.release": lambda: Publication.objects.all(),
    "reports.release_result": lambda: Result.objects.select_related("bloc__season").defer("package"),
}
