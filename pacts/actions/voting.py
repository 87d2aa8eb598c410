"""The meeting's vote on the text of a pact: recorded once, struck with a reason, copied to the programme."""

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions.beats import beat_all
from pacts.actions.striking import refuse_striking
from pacts.logic.adoption import faults_of_vote, is_adopted
from pacts.models import Adoption, AgendaItem, Ceremony, Pact, Regulation
from pacts.text import digest_of

TEXT_CHANGED = "Nội dung đã thay đổi sau khi biểu quyết; biểu quyết lại."  # stored, so Vietnamese on every page


@transaction.atomic
def adopt_text(
    pact: Pact,
    *,
    votes_for: int,
    by: User,
    votes_against: int = 0,
    abstentions: int = 0,
    digest: str | None = None,
    ceremony: Ceremony | None = None,
    item: AgendaItem | None = None,
) -> Adoption:
    """Record how the member units voted on the text of a draft or open pact; the majority is the regulation's.

    `digest` is that of the text shown when the vote was typed in: a changed one is refused. One vote stands: the same
    text is voted on anew only when the first vote was struck; a text changed since strikes it by itself.
    """
    pact = Pact.objects.locked(pact.pk)
    if pact.is_sealed:
        raise Refused(_("A sealed pact never changes. Make an amendment, or correct a slip by an erratum."))
    now = digest_of(pact)
    if digest is not None and digest != now:
        raise Refused(_("The text has changed since this page was opened. Read it again before recording the vote."))
    _require_on_the_table(pact, ceremony, item)
    members = len(pact.members())
    if faults := faults_of_vote(votes_for, votes_against, abstentions, members):
        raise Refused(*faults)
    _make_room(pact, now, by)
    regulation = Regulation.objects.filter(bloc=pact.bloc_id).first() or Regulation()
    outcome = "adopted" if is_adopted(regulation.adoption_majority, votes_for, members) else "rejected"
    votes = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions}
    adoption = Adoption(pact=pact, outcome=outcome, digest=now, ceremony=ceremony, item=item, **votes)
    _save_once(adoption, by)
    _copy_to(item)
    beat_all(pact)
    Event.record("pacts.adopt_text", adoption, by=by, pact=str(pact), outcome=outcome, digest=now, **votes)
    return adoption


def _require_on_the_table(pact: Pact, ceremony: Ceremony | None, item: AgendaItem | None) -> None:
    if ceremony is not None and not ceremony.pacts.filter(pk=pact.pk).exists():
        raise Refused(_("This pact does not belong to the ceremony."))
    if ceremony is not None and Ceremony.objects.get(pk=ceremony.pk).state != Ceremony.State.LIVE:
        raise Refused(_("At a ceremony votes are recorded while it is under way."))
    if item is not None and (ceremony is None or item.ceremony_id != ceremony.pk):
        raise Refused(_("This agenda item belongs to another ceremony."))


def standing_vote(pact: Pact) -> Adoption | None:
    return Adoption.objects.filter(pact=pact, struck_at=None).select_related("ceremony", "item").first()


def _make_room(pact: Pact, digest: str, by: User) -> None:
    standing = standing_vote(pact)
    if standing is None:
        return
    if standing.digest == digest:
        raise Refused(_("The vote on this text is recorded already. Strike it first, with the reason."))
    _strike(standing, TEXT_CHANGED, by)


def _save_once(adoption: Adoption, by: User) -> None:
    """The check speaks to the person; the constraint holds against whoever passed it at the same moment."""
    adoption.adopted_at, adoption.recorded_by = timezone.now(), str(by)[:200]
    validate(adoption)
    try:
        with transaction.atomic():
            adoption.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("The vote on this text is recorded already. Strike it first, with the reason.")) from error


@transaction.atomic
def strike_adoption(adoption: Adoption, *, reason: str, by: User) -> Adoption:
    """Strike a vote recorded by mistake; it stays readable with its reason. Possible until the seal."""
    pact = Pact.objects.locked(adoption.pact_id)
    adoption = Adoption.objects.locked(adoption.pk)
    refuse_striking(pact, adoption, reason, struck=_("This vote is struck already."))
    _strike(adoption, reason, by)
    beat_all(pact)
    Event.record("pacts.strike_adoption", adoption, by=by, pact=str(pact), reason=reason)
    return adoption


def _strike(adoption: Adoption, reason: str, by: User) -> None:
    adoption.struck_at, adoption.struck_by, adoption.struck_reason = timezone.now(), str(by)[:200], reason
    adoption.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    _copy_to(adoption.item)


def _copy_to(item: AgendaItem | None) -> None:
    """The programme and the minutes say the votes without retyping; at a joint ceremony they add up over the pacts."""
    if item is None:
        return
    names = ("votes_for", "votes_against", "abstentions")
    standing = Adoption.objects.filter(item=item, struck_at=None)
    votes = standing.aggregate(**{name: Sum(name) for name in names})
    for name in names:
        setattr(item, name, votes[name])
    item.is_adoption = True
    item.is_unanimous = bool(votes["votes_for"]) and not votes["votes_against"] and not votes["abstentions"]
    item.save(update_fields=[*names, "is_adoption", "is_unanimous"])
