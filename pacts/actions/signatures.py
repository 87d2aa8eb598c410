"""Signatures as they happened: given on paper and recorded, or with one's own account; absences, witnesses, late ones.

Every action locks the pact first, as sealing does, so a signature lands either before the seal or beside it.
"""

from datetime import datetime
from types import SimpleNamespace

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Leader, Membership, Role, Unit, User
from pacts.actions.beats import beat_all
from pacts.actions.frozen import as_on, heads_of
from pacts.actions.turns import end_turn
from pacts.logic.signing import lines, waiting
from pacts.models import Ceremony, Pact, Signature, parties
from pacts.text import digest_of

CAME_AFTER_ALL = "Đơn vị đã đến và ký."  # stored, so Vietnamese whatever the language of the page


@transaction.atomic
def record_signature(
    pact: Pact,
    unit: Unit,
    *,
    by: User,
    ceremony: Ceremony | None = None,
    name: str = "",
    rank: str = "",
    position: str = "",
    acting_for: str = "",
    acting_document: str = "",
    signed_at: datetime | None = None,
) -> Signature:
    """Record that a unit has signed on paper; the signer is the unit's leader of that day unless another is named.

    While the pact is open this needs a ceremony of the pact that is under way; after the seal the signature is late
    and stands beside the seal. Raises Refused for a pact in draft, a unit outside the bloc, a second signature.
    """
    pact = Pact.objects.locked(pact.pk)
    order = _place_of(unit, pact)
    late = _is_late(pact, ceremony)
    signed_at = _moment(signed_at, pact, ceremony, late)
    person = _signer(unit, _day(ceremony, signed_at, late), name=name, rank=rank, position=position)
    words = {"acting_for": acting_for, "acting_document": acting_document, "signed_at": signed_at, "is_late": late}
    signature = _write(pact, unit, ceremony, order=order, by=by, **person, **words)
    beat_all(pact)
    Event.record("pacts.record_signature", signature, by=by, pact=str(pact), signer=signature.name, late=late)
    return signature


@transaction.atomic
def record_all_present(pact: Pact, *, ceremony: Ceremony, by: User) -> list[Signature]:
    """Every unit neither signed for nor absent is signed for by its own leader: one act, one line in the log."""
    pact = Pact.objects.locked(pact.pk)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; late signatures are recorded unit by unit."))
    late = _is_late(pact, ceremony)
    units = parties(pact)
    rest = [line.unit for line in waiting(lines(units, pact.signatures.of_parties(), {}))]
    if not rest:
        raise Refused(_("Every unit has signed or is recorded absent."))
    at, day = timezone.now(), _day(ceremony, timezone.now(), late)
    leaders = heads_of(rest, day)
    made = [
        _write(pact, unit, ceremony, order=order, by=by, signed_at=at, **_person(unit, leaders.get(unit.pk), day))
        for order, unit in enumerate(units, start=1)
        if unit in rest
    ]
    beat_all(pact)
    Event.record("pacts.record_all_present", pact, by=by, units=[signature.unit_name for signature in made])
    return made


@transaction.atomic
def record_absence(pact: Pact, unit: Unit, *, reason: str, by: User, ceremony: Ceremony | None = None) -> Signature:
    """A unit was not there to sign; whether that hinders the seal is for the bloc's regulation to say."""
    pact = Pact.objects.locked(pact.pk)
    order = _place_of(unit, pact)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; absences are recorded before the seal."))
    _is_late(pact, ceremony)
    if not reason.strip():
        raise Refused(_("Say why the unit is absent."))
    if pact.signatures.signed().filter(unit=unit).exists():
        raise Refused(_("%(unit)s has signed; strike the signature first.") % {"unit": unit})
    absence = _write(pact, unit, ceremony, order=order, by=by, outcome=Signature.Outcome.ABSENT, reason=reason)
    beat_all(pact)
    Event.record("pacts.record_absence", absence, by=by, pact=str(pact), reason=reason)
    return absence


@transaction.atomic
def record_witness(
    pact: Pact,
    *,
    by: User,
    ceremony: Ceremony,
    leader: Leader | None = None,
    name: str = "",
    rank: str = "",
    position: str = "",
    signed_at: datetime | None = None,
) -> Signature:
    """Somebody signed as a witness; one line per person."""
    pact = Pact.objects.locked(pact.pk)
    late = _is_late(pact, ceremony)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; witnesses sign before the seal."))
    signed_at = _moment(signed_at, pact, ceremony, late)
    person = _witness(leader, ceremony, name=name, rank=rank, position=position)
    if (
        pact.signatures.standing()
        .filter(part=Signature.Part.WITNESS, name=person["name"], rank=person["rank"])
        .exists()
    ):
        raise Refused(_("%(name)s is recorded as a witness already.") % {"name": person["name"]})
    words = {"part": Signature.Part.WITNESS, "signed_at": signed_at}
    signature = _write(pact, None, ceremony, order=100, by=by, **person, **words)
    Event.record("pacts.record_witness", signature, by=by, pact=str(pact), signer=signature.name)
    return signature


@transaction.atomic
def strike_signature(signature: Signature, *, reason: str, by: User) -> Signature:
    """Strike a line recorded by mistake; it stays readable with its reason. Possible until the seal."""
    pact = Pact.objects.locked(signature.pact_id)
    signature = Signature.objects.locked(signature.pk)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; a slip is put right by an amendment or an erratum beside it."))
    if signature.struck_at:
        raise Refused(_("This line is struck already."))
    if not reason.strip():
        raise Refused(_("Give the reason."))
    _strike(signature, reason, by)
    beat_all(pact)
    Event.record("pacts.strike_signature", signature, by=by, pact=str(pact), reason=reason)
    return signature


@transaction.atomic
def sign(membership: Membership, *, pact: Pact, by: User, digest: str, ceremony: Ceremony | None = None) -> Signature:
    """The unit's own commander signs with the account; nobody else, not even an administrator.

    `digest` is that of the text the commander was shown: a text changed meanwhile must be read again.
    """
    pact = Pact.objects.locked(pact.pk)
    if membership.bloc_id != pact.bloc_id or not by.has_perm("pacts.sign", membership):
        raise PermissionDenied
    order = _place_of(membership.unit, pact)
    late = _is_late(pact, ceremony)
    if digest != digest_of(pact):
        raise Refused(_("The text has changed since it was opened. Read it again before signing."))
    at = timezone.now()
    signer = as_signer(membership.unit, by, _day(ceremony, at, late))
    words = {"how": Signature.How.ACCOUNT, "signed_at": at, "is_late": late}
    signature = _write(pact, membership.unit, ceremony, order=order, by=by, **vars(signer), **words)
    beat_all(pact)
    Event.record("pacts.sign", signature, by=by, pact=str(pact), digest=digest, late=late)
    return signature


# --- May it be recorded now -------------------------------------------------------------------


def _place_of(unit: Unit, pact: Pact) -> int:
    """The unit's place in the order of precedence, from 1; a unit outside the bloc cannot sign."""
    for place, member in enumerate(pact.members(), start=1):
        if member.unit_id == unit.pk:
            return place
    raise Refused(_("%(unit)s is not a member of this bloc.") % {"unit": unit})


def _is_late(pact: Pact, ceremony: Ceremony | None) -> bool:
    """Late is what comes after the seal; before it, signing needs the pact open and its ceremony under way."""
    if ceremony is not None and not ceremony.pacts.filter(pk=pact.pk).exists():
        raise Refused(_("This pact does not belong to the ceremony."))
    if pact.is_sealed:
        return True
    if pact.state != Pact.State.OPEN:
        raise Refused(_("The pact is not open for signature."))
    if ceremony is None or Ceremony.objects.get(pk=ceremony.pk).state != Ceremony.State.LIVE:
        raise Refused(_("Signatures are recorded while the ceremony is under way."))
    return False


def _moment(signed_at: datetime | None, pact: Pact, ceremony: Ceremony | None, late: bool) -> datetime:
    """Now unless said otherwise; never in the future, never before the ceremony or, late, before the seal."""
    if signed_at is None:
        return timezone.now()
    if signed_at > timezone.now():
        raise Refused(_("The time of signing cannot be in the future."))
    if late and signed_at < pact.sealed_at:
        raise Refused(_("A late signature is given after the seal."))
    if not late and ceremony.day and timezone.localdate(signed_at) < ceremony.day:
        raise Refused(_("The day cannot be before the ceremony."))
    return signed_at


def _day(ceremony: Ceremony | None, signed_at: datetime, late: bool):
    """Ranks and posts are those of the ceremony's day; of a late signature, those of its own day."""
    return timezone.localdate(signed_at) if late or ceremony is None or ceremony.day is None else ceremony.day


# --- Who signed -------------------------------------------------------------------------------


def _signer(unit: Unit, day, *, name: str, rank: str, position: str) -> dict:
    if name:
        return {"name": name, "rank": rank, "position": position, "unit_name": unit.name_on(day)}
    return _person(unit, heads_of([unit], day).get(unit.pk), day)


def _person(unit: Unit, leader: Leader | None, day) -> dict:
    """A unit whose leader is not in the register has signed all the same; the name stays blank."""
    facts = as_on(leader, day, unit) if leader else {}
    kept = {key: facts.get(key, "") for key in ("name", "rank", "position")}
    return kept | {"unit_name": unit.name_on(day)}


def as_signer(unit: Unit, user: User, day) -> SimpleNamespace:
    """The commander as the table will name them, or who stands in for that duty and signs for the one stood in for."""
    duty = next(duty for duty in user.duties_today if duty.role == Role.COMMANDER and duty.unit_id == unit.pk)
    person = _person(unit, user.leader, day) if user.leader else _person(unit, None, day) | {"name": str(user)}
    document = duty.note if duty.acting_for_id else ""
    return SimpleNamespace(**person, acting_for=_stood_in_for(duty), acting_document=document)


def _stood_in_for(duty: Duty) -> str:
    return str(duty.acting_for.user) if duty.acting_for_id else ""


def _witness(leader: Leader | None, ceremony: Ceremony, *, name: str, rank: str, position: str) -> dict:
    if leader is None and not name:
        raise Refused(_("Say who witnesses."))
    if leader is None:
        return {"name": name, "rank": rank, "position": position}
    facts = as_on(leader, ceremony.day)
    posts = filter(None, [facts["party_post"], facts["position"]])
    return {"name": facts["name"], "rank": facts["rank"], "position": ", ".join(posts), "unit_name": facts["unit_name"]}


# --- Writing the line -------------------------------------------------------------------------


def _write(pact: Pact, unit: Unit | None, ceremony: Ceremony | None, *, by: User, **words) -> Signature:
    """One line of the table. A unit noted absent that signs before the seal was there after all."""
    signature = Signature(pact=pact, unit=unit, ceremony=ceremony, recorded_by=str(by), **words)
    if unit is not None and not signature.is_late and signature.outcome == Signature.Outcome.SIGNED:
        others = [Signature.Outcome.ABSENT, Signature.Outcome.DECLINED]
        for note in pact.signatures.of_parties().filter(unit=unit, outcome__in=others):
            _strike(note, CAME_AFTER_ALL, by)
    end_turn(pact, unit)
    return _save_once(signature)


def _save_once(signature: Signature) -> Signature:
    """The check speaks to the person; the constraint holds against whoever passed it at the same moment."""
    same = signature.pact.signatures.of_parties().filter(unit=signature.unit, outcome=signature.outcome)
    if signature.unit and same.exists():
        raise Refused(_say_twice(signature))
    validate(signature)
    try:
        with transaction.atomic():
            signature.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_say_twice(signature)) from error
    return signature


def _say_twice(signature: Signature) -> str:
    words = {"unit": signature.unit_name or str(signature.unit)}
    if signature.outcome == Signature.Outcome.ABSENT:
        return _("%(unit)s is recorded absent already.") % words
    return _("A signature for %(unit)s is recorded already.") % words


def _strike(signature: Signature, reason: str, by: User) -> None:
    signature.struck_at, signature.struck_by, signature.struck_reason = timezone.now(), str(by), reason
    signature.save(update_fields=["struck_at", "struck_by", "struck_reason"])
