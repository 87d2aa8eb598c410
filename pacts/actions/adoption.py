"""Before the seal: the draft is sent round, the units say what they think of it clause by clause, each is answered."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Membership, User
from pacts.actions import telling_adoption as telling
from pacts.actions.amending import apply_amendment
from pacts.actions.drafts import locked_draft
from pacts.clauses import clause_in
from pacts.logic import seal
from pacts.logic.clauses import WHOLE
from pacts.models import Comment, Pact, TextVersion
from pacts.text import text_of

State = Comment.State
ANSWERS = (State.ACCEPTED, State.PARTLY, State.DECLINED)


@transaction.atomic
def circulate(pact: Pact, *, by: User, note: str = "", comments_until: date | None = None) -> TextVersion:
    """Freeze the draft as a version and ask the member units for their comments until a day (None: without end).

    One text is one version: sent round again with another day, that day moves; pressed twice it stays one.
    Raises Refused unless a draft with pledges, and for a day that is past.
    """
    pact = locked_draft(pact.pk)
    if not pact.pledges.exists():
        raise Refused(_("There are no pledges yet."))
    if comments_until and comments_until < timezone.localdate():
        raise Refused(_("The last day for comments cannot be in the past."))
    canonical = seal.canonical(text_of(pact))
    last = pact.text_versions.order_by("number").last()
    if last and last.digest == seal.digest(canonical):
        return _asked_until(last, comments_until, by)
    number = last.number + 1 if last else 1
    version = TextVersion(pact=pact, number=number, canonical=canonical, digest=seal.digest(canonical), note=note)
    version.comments_until, version.made_by = comments_until, str(by)[:200]
    validate(version)
    version.save(force_insert=True)
    return _sent(version, by)


def _asked_until(version: TextVersion, day: date | None, by: User) -> TextVersion:
    if version.comments_until == day:
        return version
    version.comments_until = day
    version.save(update_fields=["comments_until"])
    return _sent(version, by)


def _sent(version: TextVersion, by: User) -> TextVersion:
    telling.sent_round(version, by=by)
    until = version.comments_until.isoformat() if version.comments_until else ""
    words = {"number": version.number, "digest": version.digest, "until": until}
    Event.record("pacts.circulate", version.pact, by=by, **words)
    return version


# --- What the units say ---


@transaction.atomic
def comment(
    membership: Membership, *, version: TextVersion, text: str, by: User, clause: str = WHOLE, proposed: str = ""
) -> Comment:
    """A unit's own commander or reporter comments on a clause of the newest version; `proposed` makes it an amendment.

    Raises PermissionDenied for whoever does not speak for the member unit; Refused once the time is over, the text is
    no draft any more or was sent round anew, and for a clause the version does not have.
    """
    pact = Pact.objects.locked(version.pact_id)
    if membership.bloc_id != pact.bloc_id or not by.has_perm("pacts.comment", membership):
        raise PermissionDenied
    _require_open(version, pact)
    if membership.unit_id not in {member.unit_id for member in pact.members()}:
        raise Refused(_("%(unit)s is not a member of this bloc.") % {"unit": membership.unit})
    said = Comment(pact=pact, version=version, unit=membership.unit, clause=clause, text=text)
    said.clause_text, said.proposed = _clause_text(version, clause, proposed), proposed
    said.made_by, said.made_name = by, str(by)[:200]
    validate(said)
    _require_new(said)
    said.save(force_insert=True)
    telling.commented(said, by=by)
    Event.record("pacts.comment", said, by=by, pact=str(pact), clause=clause, number=version.number)
    return said


def _require_open(version: TextVersion, pact: Pact) -> None:
    if pact.state != Pact.State.DRAFT:
        raise Refused(_("The text is no draft any more; comments are closed."))
    if pact.text_versions.filter(number__gt=version.number).exists():
        raise Refused(_("A newer version was sent round meanwhile. Comment on that one."))
    if version.comments_until and version.comments_until < timezone.localdate():
        raise Refused(_("The time for comments is over. Ask the secretary of the bloc to send the text round again."))


def _clause_text(version: TextVersion, key: str, proposed: str) -> str:
    if key == WHOLE and not proposed:
        return ""
    clause = clause_in(version, key)
    if clause is None and key != WHOLE:
        raise Refused(_("This version has no such clause."))
    if proposed and (clause is None or not clause.can_be_reworded):
        raise Refused(_("Here no wording can be proposed. Say in the comment what should be changed."))
    return clause.text if clause else ""


def _require_new(said: Comment) -> None:
    """Pressed twice, or on two tablets, the same words of one unit stand once."""
    same = {"unit": said.unit, "clause": said.clause, "text": said.text, "proposed": said.proposed}
    if said.version.comments.exclude(state=State.WITHDRAWN).filter(**same).exists():
        raise Refused(_("Your unit has made this very comment already."))


@transaction.atomic
def withdraw_comment(said: Comment, *, by: User, revision: int | None = None) -> Comment:
    """The unit takes back what has not been answered; it stays readable."""
    Pact.objects.locked(said.pact_id)
    said = Comment.objects.locked(said.pk, revision)
    if not by.has_perm("pacts.comment", said):
        raise PermissionDenied
    _require_unanswered(said)
    said.state = State.WITHDRAWN
    said.save(update_fields=["state"])
    Event.record("pacts.withdraw_comment", said, by=by, pact=str(said.pact), clause=said.clause)
    return said


def _require_unanswered(said: Comment) -> None:
    if said.state != State.OPEN:
        words = {"state": said.get_state_display()}
        raise Refused(_("This comment is settled already: %(state)s.") % words)


# --- What becomes of it ---


@transaction.atomic
def answer_comment(
    said: Comment, *, state: str, by: User, answer: str = "", apply: bool = False, revision: int | None = None
) -> Comment:
    """Settle a comment: accepted, in part, or not; what is not taken over whole is answered with a reason.

    `apply` puts the proposed wording of an accepted amendment into the draft (`pacts.actions.amending`).
    """
    pact = Pact.objects.locked(said.pact_id)
    said = Comment.objects.select_related("version", "unit").get(pk=Comment.objects.locked(said.pk, revision).pk)
    _require_unanswered(said)
    if pact.is_sealed:
        raise Refused(_("A sealed pact never changes. Make an amendment, or correct a slip by an erratum."))
    if state not in ANSWERS:
        raise Refused(_("Say what becomes of the comment."))
    if state != State.ACCEPTED and not answer.strip():
        raise Refused(_("Give the reason."))
    if apply and state != State.ACCEPTED:
        raise Refused(_("Only an accepted wording is put into the text."))
    if apply:
        apply_amendment(said, by=by)
    said.state, said.answer = state, answer
    said.answered_by, said.answered_at = str(by)[:200], timezone.now()
    validate(said)
    said.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    telling.answered(said, by=by)
    Event.record("pacts.answer_comment", said, by=by, pact=str(pact), clause=said.clause, state=state, applied=apply)
    return said
