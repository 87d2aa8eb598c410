"""The list of proposals: begun from an adopted score table, ticked, put forward for comment, sent to the council."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, User
from reports.actions.documents import draft_document
from reports.logic.submission_states import SUBMISSION, Standing
from reports.models import Honour, LeftOut, PublicComment, Result, Submission
from reports.papers.catalogue import BY_SLUG
from reports.proposing import Pair, Slate

State = Submission.State


@dataclass
class Choice:
    """What the form says: pairs ticked, the reason of each that needs one, and why others are left out."""

    ticked: set[Pair] = field(default_factory=set)
    notes: Mapping[Pair, str] = field(default_factory=dict)
    remarks: Mapping[Pair, str] = field(default_factory=dict)
    justification: str = ""


@transaction.atomic
def begin_submission(bloc: Bloc, *, by: User) -> Submission:
    """The bloc's open list, or a new one. Refused while no score table is adopted: nothing is proposed without one."""
    Bloc.objects.locked(bloc.pk)
    standing = Submission.objects.filter(bloc=bloc).exclude(state=State.DECIDED).first()
    if standing:
        return standing
    if not Result.objects.newest().filter(bloc=bloc).exists():
        raise Refused(_("The score table is not adopted yet: no proposal before the bloc's result is published."))
    last = Submission.objects.filter(bloc=bloc).order_by("-number").first()
    made = Submission(bloc=bloc, number=last.number + 1 if last else 1)
    validate(made)
    made.save()
    Event.record("reports.begin_submission", made, by=by, number=made.number)
    return made


@transaction.atomic
def save_list(submission: Submission, choice: Choice, *, by: User, revision: int | None = None) -> Submission:
    """Proposals and remarks as the form has them. What may not be proposed is refused, each with its reason."""
    row = _in_state(submission, State.DRAFT, revision)
    slate = Slate(row.bloc, row)
    _require_known(slate, choice)
    old, slate.ticked, slate.strays = slate.ticked | _pairs(slate.strays), set(choice.ticked), []
    if faults := slate.faults():
        raise Refused(*faults)
    _drop(slate, choice.ticked)
    _propose(slate, row, choice)
    _say_why(slate, row, choice)
    row.justification = choice.justification
    row.save(update_fields=["justification"])
    words = {"added": _named(slate, choice.ticked - old), "removed": _named(slate, old - choice.ticked)}
    Event.record("reports.save_proposals", row, by=by, proposals=len(choice.ticked), **words)
    return row


def _pairs(honours: list[Honour]) -> set[Pair]:
    return {(row.title_id, row.unit_id) for row in honours}


def _named(slate: Slate, pairs: set[Pair]) -> list[str]:
    units = {pk: line.name for pk, line in slate.by_unit.items()}
    titles = {pk: aim.name for pk, aim in slate.aims.items()}
    return sorted(f"{units.get(unit, unit)} – {titles.get(title, title)}" for title, unit in pairs)


def _require_known(slate: Slate, choice: Choice) -> None:
    """A form that was opened before a unit left or a title went is opened anew."""
    if any(title not in slate.aims or unit not in slate.by_unit for title, unit in choice.ticked):
        raise Refused(_("This list has changed meanwhile. Open the page anew."))


def _drop(slate: Slate, ticked: set[Pair]) -> None:
    for honour in slate.honours:
        if (honour.title_id, honour.unit_id) not in ticked:
            honour.delete()


def _propose(slate: Slate, submission: Submission, choice: Choice) -> None:
    """A proposal recorded before without a list comes onto it."""
    standing = {(row.title_id, row.unit_id): row for row in _proposed(submission.bloc)}
    places = {pk: n for n, pk in enumerate(slate.by_unit, start=1)}
    for title, unit in sorted(choice.ticked, key=lambda pair: (pair[0], places[pair[1]])):
        row = standing.get((title, unit)) or _honour(submission, title, unit)
        row.submission, row.note, row.order = submission, choice.notes.get((title, unit), row.note), places[unit]
        validate(row)
        row.save()


def _proposed(bloc: Bloc) -> list[Honour]:
    rows = Honour.objects.filter(bloc=bloc, status=Honour.Status.PROPOSED, unit__isnull=False)
    return list(rows.select_related("title"))


def _honour(submission: Submission, title: int, unit: int) -> Honour:
    return Honour(bloc=submission.bloc, title_id=title, unit_id=unit, status=Honour.Status.PROPOSED)


def _say_why(slate: Slate, submission: Submission, choice: Choice) -> None:
    """Remarks of those who are eligible and not proposed; what is said of others is not kept."""
    submission.left_out.all().delete()
    for title, unit in slate.left_out():
        if reason := choice.remarks.get((title, unit), "").strip():
            row = LeftOut(submission=submission, title_id=title, unit_id=unit, reason=reason)
            validate(row)
            row.save()


# --- Up to the council -------------------------------------------------------------------------------


def standing_of(submission: Submission, slate: Slate) -> Standing:
    """As its lifecycle asks of it."""
    return Standing(
        state=submission.state,
        today=timezone.localdate(),
        proposals=len(slate.ticked),
        missing=slate.missing() if submission.state in (State.DRAFT, State.COMMENTS) else [],
        comment_days=slate.rules.comment_days,
        comments_until=submission.comments_until,
        unanswered=submission.comments.filter(state=PublicComment.State.NEW).count(),
        is_page_public=submission.bloc.is_public,
    )


@transaction.atomic
def put_forward(submission: Submission, *, by: User) -> Submission:
    """The candidates stand on a public page for as many days as the rules say, today among them."""
    row, slate = _taken("put_forward", submission)
    row.comments_from = timezone.localdate()
    row.comments_until = row.comments_from + timedelta(days=slate.rules.comment_days - 1)
    row.save(update_fields=["state", "comments_from", "comments_until"])
    Event.record("reports.put_forward", row, by=by, until=row.comments_until, proposals=len(slate.ticked))
    return row


@transaction.atomic
def take_back(submission: Submission, *, by: User) -> Submission:
    """The page goes, the comments stay; put forward again the days begin anew."""
    row, _slate = _taken("take_back", submission)
    row.comments_from = row.comments_until = None
    row.save(update_fields=["state", "comments_from", "comments_until"])
    Event.record("reports.take_back_submission", row, by=by)
    return row


@transaction.atomic
def send_submission(submission: Submission, *, by: User) -> Submission:
    """The list is frozen with its quotas, and its paper drafted."""
    row, slate = _taken("send_submission", submission)
    row.quota_table = slate.quota_table()
    row.sent_at, row.sent_by = timezone.now(), str(by)[:200]
    row.save(update_fields=["state", "quota_table", "sent_at", "sent_by"])
    row.document = draft_document(BY_SLUG["submission"], row.bloc, row.bloc, by=by)
    row.save(update_fields=["document"])
    over = [one["title"] for one in row.quota_table if one["over"]]
    Event.record("reports.send_submission", row, by=by, proposals=len(slate.ticked), over_quota=over)
    return row


def _taken(verb: str, submission: Submission) -> tuple[Submission, Slate]:
    Bloc.objects.locked(submission.bloc_id)
    row = Submission.objects.locked(submission.pk)
    slate = Slate(row.bloc, row)
    one = standing_of(row, slate)
    SUBMISSION.take(verb, one)
    row.state = one.state
    return row, slate


def _in_state(submission: Submission, state: str, revision: int | None) -> Submission:
    row = Submission.objects.locked(submission.pk, revision)
    if row.state != state:
        words = {"state": row.get_state_display()}
        raise Refused(_("This list does not change now: its state is “%(state)s”.") % words)
    return row
