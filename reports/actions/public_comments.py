"""What somebody outside says of a candidate, and what the staff answer. The text stays inside; the logbook has none."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Unit, User
from reports.models import PublicComment, Submission

State = PublicComment.State
MOST = 500
"""So many comments one list takes; a flood is told to write a letter."""


@transaction.atomic
def write_comment(
    submission: Submission, *, name: str, text: str, contact: str = "", unit: Unit | None = None
) -> PublicComment:
    """From a stranger, while the list is put forward."""
    row = Submission.objects.locked(submission.pk)
    if not is_open(row):
        raise Refused(_("The days of public comment are over."))
    if unit is not None and not row.proposals.filter(unit=unit).exists():
        raise Refused(_("This unit is not among the candidates."))
    if row.comments.count() >= MOST:
        raise Refused(_("This list takes no more comments here; please write to the standing body."))
    made = PublicComment(submission=row, unit=unit, name=name, contact=contact, text=text)
    validate(made)
    made.save()
    Event.record("reports.write_comment", row, by=_("a reader of the public page"), comment=made.pk)
    return made


def is_open(submission: Submission) -> bool:
    if submission.state != Submission.State.COMMENTS or submission.comments_until is None:
        return False
    return timezone.localdate() <= submission.comments_until


@transaction.atomic
def answer_comment(
    comment: PublicComment, *, answer: str, by: User, is_set_aside: bool = False, revision: int | None = None
) -> PublicComment:
    """Answered, or set aside with the reason; both once."""
    row = PublicComment.objects.locked(comment.pk, revision)
    if row.state != State.NEW:
        raise Refused(_("This comment is dealt with already."))
    if not answer.strip():
        raise Refused(_("Write the answer, or why it is set aside."))
    row.state = State.SET_ASIDE if is_set_aside else State.ANSWERED
    row.answer, row.answered_by, row.answered_at = answer.strip(), str(by)[:200], timezone.now()
    validate(row)
    row.save()
    Event.record("reports.answer_comment", row.submission, by=by, comment=row.pk, state=row.state)
    return row
