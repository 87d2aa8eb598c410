"""A commander signs for the own unit, or declines to: with the own account or on a tablet of the hall.

Every action locks the pact first. What is asked of the person before (the text read, the password or code) is the
page's to ask; who may, which text and once only are judged here.
"""

from dataclasses import dataclass
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Membership, Role, Unit, User
from pacts.actions.beats import beat_all
from pacts.actions.drawings import picture_in
from pacts.actions.signature_lines import comes_late, day_of, person_of, place_of, write_line
from pacts.actions.signatures import told
from pacts.models import Ceremony, Pact, Signature, parties
from pacts.text import digest_of

LEAST_REASON = 10  # characters


@dataclass(frozen=True)
class Hand:
    """How a signature was given: on which way, confirmed by what, and what was drawn (a data address, or "")."""

    how: str = Signature.How.ACCOUNT
    proof: str = ""
    drawing: str = ""
    acting_document: str = ""


@transaction.atomic
def sign(
    membership: Membership,
    *,
    pact: Pact,
    by: User,
    digest: str,
    ceremony: Ceremony | None = None,
    hand: Hand = Hand(),
) -> Signature:
    """The unit's own commander signs; nobody else, not even an administrator.

    `digest` is that of the text the commander was shown: a text changed meanwhile must be read again. The time is the
    server's. Raises Refused for a delegation without its document, a drawing that cannot be read, a second signature.
    """
    pact, order = _own_line(membership, pact, by)
    late = comes_late(pact, ceremony)
    if digest != digest_of(pact):
        raise Refused(say_changed())
    at, picture = timezone.now(), picture_in(hand.drawing)
    signer = _with_document(as_signer(membership.unit, by, day_of(ceremony, at, late)), hand)
    words = {"how": hand.how, "proof": hand.proof, "signed_at": at, "is_late": late, "digest": digest}
    unit = membership.unit
    signature = write_line(pact, unit, ceremony, order=order, by=by, picture=picture, **words, **vars(signer))
    beat_all(pact)
    facts = {"pact": str(pact), "digest": digest, "late": late, "how": hand.how, "proof": hand.proof}
    Event.record("pacts.sign", signature, by=by, **facts, **told(signature))
    return signature


@transaction.atomic
def decline(
    membership: Membership,
    *,
    pact: Pact,
    by: User,
    reason: str,
    ceremony: Ceremony | None = None,
    proof: str = "",
) -> Signature:
    """The unit's own commander declines, with a reason of at least ten characters; the unit may sign later all
    the same. `proof` is what confirmed the person, as for a signature.

    Raises Refused after the seal, after a signature, and for a second refusal.
    """
    pact, order = _own_line(membership, pact, by)
    if comes_late(pact, ceremony):
        raise Refused(_("The pact is sealed; nothing can be declined any more."))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("Say in at least %(count)s characters why the unit declines.") % {"count": LEAST_REASON})
    if pact.signatures.of_parties().signed().filter(unit=membership.unit).exists():
        raise Refused(_("%(unit)s has signed already.") % {"unit": membership.unit})
    signer = vars(as_signer(membership.unit, by, day_of(ceremony, timezone.now(), late=False)))
    words = {"outcome": Signature.Outcome.DECLINED, "how": Signature.How.ACCOUNT, "reason": reason, "proof": proof}
    line = write_line(pact, membership.unit, ceremony, order=order, by=by, **words, **signer)
    beat_all(pact)
    Event.record("pacts.decline", line, by=by, pact=str(pact), reason=reason, proof=proof, **told(line))
    return line


def _own_line(membership: Membership, pact: Pact, by: User) -> tuple[Pact, int]:
    """The pact, locked, and the unit's place in it. Raises PermissionDenied for anybody but the unit's commander."""
    pact = Pact.objects.locked(pact.pk)
    if membership.bloc_id != pact.bloc_id or not by.has_perm("pacts.sign", membership):
        raise PermissionDenied
    if membership.unit_id not in {unit.pk for unit in parties(pact)}:
        raise Refused(_("By the regulation of this bloc the heads sign on behalf of all members."))
    return pact, place_of(membership.unit, pact)


def say_changed() -> str:
    return _("The text has changed since it was opened. Read it again before signing.")


# --- In which capacity ------------------------------------------------------------------------


def as_signer(unit: Unit, user: User, day) -> SimpleNamespace:
    """The commander as the table will name them, or who stands in for that duty and signs for the one stood in for."""
    duty = next(duty for duty in user.duties_today if duty.role == Role.COMMANDER and duty.unit_id == unit.pk)
    person = person_of(unit, user.leader, day) if user.leader else person_of(unit, None, day) | {"name": str(user)}
    document = duty.note if duty.acting_for_id else ""
    return SimpleNamespace(**person, acting_for=_stood_in_for(duty), acting_document=document)


def _stood_in_for(duty: Duty) -> str:
    return str(duty.acting_for.user) if duty.acting_for_id else ""


def _with_document(signer: SimpleNamespace, hand: Hand) -> SimpleNamespace:
    """Who signs for another names the document that lets them."""
    if signer.acting_for:
        signer.acting_document = hand.acting_document.strip() or signer.acting_document
    if signer.acting_for and not signer.acting_document:
        raise Refused(_("Give number and date of the document of the delegation."))
    return signer
