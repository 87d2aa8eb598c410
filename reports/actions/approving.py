"""Decisions of the approvals inbox that no other action has: accepting a report, sending a draft back, several at once.

Of several things each is decided in a transaction of its own and has its own line in the logbook, where it is looked
for later; what could not be done leaves the others as they are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.notices import notify
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Notice, User
from blocs.people_of import people_of_unit
from reports.actions.directives import settle_directive
from reports.actions.publications import release
from reports.logic.approval_rules import obstacles_to_accepting, obstacles_to_taking_back
from reports.logic.deadlines import REASON_LEAST, is_reason
from reports.models import Publication, Report, Reporting, Result


@transaction.atomic
def accept_report(report: Report, *, by: User, revision: int | None = None) -> Report:
    """The bloc's secretary has read it and takes it over; it may still be returned while the phase is open."""
    report = _locked(report, revision)
    if found := obstacles_to_accepting(report):
        raise Refused(*found)
    report.accepted_at, report.accepted_by = timezone.now(), str(by)
    report.save(update_fields=["accepted_at", "accepted_by"])
    title = _("The report “%(report)s” has been accepted.") % {"report": report}
    people = people_of_unit(report.unit) if report.unit else []
    others = [user for user in people if user.pk != by.pk]
    notify(others, Notice.Kind.DECISION, f"report:{report.pk}", title, report.get_absolute_url())
    Event.record("reports.accept_report", report, by=by)
    return report


@transaction.atomic
def take_back_acceptance(report: Report, *, by: User) -> Report:
    """Undone until the phase is locked; the report then waits again."""
    report = _locked(report, None)
    if found := obstacles_to_taking_back(report):
        raise Refused(*found)
    report.accepted_at, report.accepted_by = None, ""
    report.save(update_fields=["accepted_at", "accepted_by"])
    Event.record("reports.take_back_acceptance", report, by=by)
    return report


def _locked(report: Report, revision: int | None) -> Report:
    """Phase first, then report, as everywhere."""
    reporting = Reporting.objects.locked(report.reporting_id)
    report = Report.objects.locked(report.pk, revision)
    report.reporting = reporting
    return report


# --- Sending a draft back to who wrote it


def return_summary(publication: Publication, reason: str, *, by: User) -> Publication:
    return _send_back(publication, publication.title, reason, "reports.return_summary", by)


def return_result(result: Result, reason: str, *, by: User) -> Result:
    title = _("Result of %(bloc)s, revision %(number)s") % {"bloc": result.bloc, "number": result.number}
    return _send_back(result, title, reason, "reports.return_result", by)


@transaction.atomic
def _send_back(draft, title: str, reason: str, verb: str, by: User):
    """The draft stays a draft; its author is told the reason, and it stands beside it in the inbox."""
    draft = type(draft).objects.locked(draft.pk)
    if draft.state != "draft":
        raise Refused(_("Only a draft is sent back; this one is published or withdrawn."))
    if not is_reason(reason):
        raise Refused(_("Give the reason (at least %(least)s characters).") % {"least": REASON_LEAST})
    words = _("“%(title)s” came back: %(reason)s") % {"title": title, "reason": reason}
    people = [draft.author] if draft.author else []
    notify(people, Notice.Kind.RETURNED, f"{draft._meta.model_name}:{draft.pk}", words, draft.get_absolute_url())
    Event.record(verb, draft, by=by, reason=reason)
    return draft


# --- Several at once


@dataclass(frozen=True)
class Outcome:
    """What became of one thing of a batch; `problem` is empty where it was done."""

    pk: int
    title: str
    problem: str = ""


BATCH: dict[str, tuple[str, Callable]] = {
    "report": ("reports.accept_report", accept_report),
    "summary": ("reports.release", release),
    "directive": ("reports.settle_directive", settle_directive),
}
"""The kinds that may be decided together: permission and action. The others are each read and reasoned for."""


def decide_together(kind: str, things: Iterable[tuple[models.Model, str]], *, by: User) -> list[Outcome]:
    """`things` are rows with their titles; every one is decided, or says why it was not."""
    return [_decide(kind, thing, title, by) for thing, title in things]


def _decide(kind: str, thing: models.Model, title: str, by: User) -> Outcome:
    perm, action = BATCH[kind]
    if not by.has_perm(perm, thing):
        return Outcome(thing.pk, title, _("You have no right to decide this."))
    try:
        action(thing, by=by)
    except (Refused, ValidationError) as refusal:
        sentences = refusal.sentences if isinstance(refusal, Refused) else refusal.messages
        return Outcome(thing.pk, title, " ".join(sentences))
    return Outcome(thing.pk, title)
