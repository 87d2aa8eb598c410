"""What of a bloc still waits for somebody: directions, directives, returned reports, appeals, comments, works.

The number of queries does not grow with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.models import Bloc
from pacts.models import Comment
from reports.models import Appeal, Directive, JointWork, PublicComment, Report, Reporting
from reports.papers.report_words import open_directions


@dataclass(frozen=True)
class Entry:
    """One thing handed over; `when` is an ISO date or empty."""

    text: str
    whose: str = ""
    when: str = ""
    note: str = ""


def iso(on: date | None) -> str:
    return on.isoformat() if on else ""


def open_matters(bloc: Bloc) -> Iterator[Entry]:
    """The words of a directive stay between who gave it and the unit; only that it waits is told."""
    members = _("The member units")
    for direction in open_directions(bloc):
        yield Entry(direction.text, direction.unit.name if direction.unit else members, iso(direction.due_on))
    for row in Directive.objects.filter(bloc=bloc).exclude(state=Directive.State.SETTLED).select_related("unit"):
        yield Entry(_("A directive to this unit alone is not settled yet"), row.unit.name, iso(row.due_on))
    for report in _returned(bloc):
        said = _("A report was returned and not sent again: %(phase)s") % {"phase": report.reporting.phase.name}
        yield Entry(said, report.unit.name if report.unit else members, iso(report.reporting.due_on))
    appeals = Appeal.objects.filter(sheet__bloc=bloc, state=Appeal.State.OPEN).select_related("sheet__unit")
    for appeal in appeals:
        yield Entry(_("An appeal waits for its answer"), appeal.sheet.unit.name)
    yield from _unanswered(bloc)
    yield from _overdue(bloc, members)
    for work in JointWork.objects.filter(bloc=bloc, state=JointWork.State.OPEN):
        yield Entry(_("Joint work: %(title)s") % {"title": work.title}, members, iso(work.due_on))


def _unanswered(bloc: Bloc) -> Iterator[Entry]:
    """What member units said of a pact's draft, and what outsiders said of candidates; these without their names."""
    said = Comment.objects.filter(pact__bloc=bloc, state=Comment.State.OPEN).select_related("unit", "pact")
    for row in said.order_by("pk"):
        words = _("A comment on “%(pact)s” waits for its answer") % {"pact": row.pact.title}
        yield Entry(words, row.unit.name if row.unit else "")
    public = PublicComment.objects.filter(submission__bloc=bloc, state=PublicComment.State.NEW).select_related("unit")
    for one in public.order_by("pk"):
        unit = one.unit.name if one.unit else ""
        yield Entry(
            _("A public comment on candidates waits for its answer"), unit, iso(timezone.localdate(one.written_at))
        )


def _overdue(bloc: Bloc, members: str) -> Iterator[Entry]:
    """Phases past their day that nobody closed."""
    rows = bloc.reportings.filter(due_on__lt=timezone.localdate()).exclude(state=Reporting.State.CLOSED)
    for row in rows.select_related("phase").order_by("due_on", "pk"):
        yield Entry(_("Reporting not closed yet: %(phase)s") % {"phase": row.phase.name}, members, iso(row.due_on))


def _returned(bloc: Bloc):
    rows = Report.objects.filter(reporting__bloc=bloc, state=Report.State.RETURNED)
    return rows.select_related("unit", "reporting__phase").order_by("pk")
