"""Signatures as they happened: given on paper and recorded, or with one's own account; absences, witnesses, late ones.

Every action locks the pact first, as sealing does, so a signature lands either before the seal or beside it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Leader, Unit, User
from pacts.actions.beats import beat_all
from pacts.actions.frozen import as_on, heads_of
from pacts.actions.signature_lines import (
    comes_late,
    day_of,
    moment_of,
    person_of,
    place_of,
    signer_of,
    strike_line,
    write_line,
)
from pacts.actions.striking import refuse_striking
from pacts.logic.signing import lines, waiting
from pacts.models import Ceremony, Pact, Signature, parties
from pacts.text import digest_of


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
    order = place_of(unit, pact)
    late = comes_late(pact, ceremony)
    signed_at = moment_of(signed_at, pact, ceremony, late)
    person = signer_of(unit, day_of(ceremony, signed_at, late), name=name, rank=rank, position=position)
    words = {"acting_for": acting_for, "acting_document": acting_document, "signed_at": signed_at, "is_late": late}
    signature = write_line(pact, unit, ceremony, order=order, by=by, **person, **words)
    beat_all(pact)
    Event.record(
        "pacts.record_signature", signature, by=by, pact=str(pact), signer=signature.name, late=late, **told(signature)
    )
    return signature


@transaction.atomic
def record_all_present(pact: Pact, *, ceremony: Ceremony, by: User) -> list[Signature]:
    """Every unit neither signed for nor absent is signed for by its own leader: one act, one line in the log."""
    pact = Pact.objects.locked(pact.pk)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; late signatures are recorded unit by unit."))
    late = comes_late(pact, ceremony)
    units = parties(pact)
    rest = [line.unit for line in waiting(lines(units, pact.signatures.of_parties(), {}))]
    if not rest:
        raise Refused(_("Every unit has signed or is recorded absent."))
    at, day = timezone.now(), day_of(ceremony, timezone.now(), late)
    leaders, words = heads_of(rest, day), {"signed_at": at, "digest": digest_of(pact)}
    made = [
        write_line(pact, unit, ceremony, order=order, by=by, **words, **person_of(unit, leaders.get(unit.pk), day))
        for order, unit in enumerate(units, start=1)
        if unit in rest
    ]
    beat_all(pact)
    records = {signature.pk: signature.record_digest for signature in made}
    Event.record(
        "pacts.record_all_present", pact, by=by, units=[signature.unit_name for signature in made], records=records
    )
    return made


@transaction.atomic
def record_absence(pact: Pact, unit: Unit, *, reason: str, by: User, ceremony: Ceremony | None = None) -> Signature:
    """A unit was not there to sign; whether that hinders the seal is for the bloc's regulation to say."""
    pact = Pact.objects.locked(pact.pk)
    order = place_of(unit, pact)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; absences are recorded before the seal."))
    comes_late(pact, ceremony)
    if not reason.strip():
        raise Refused(_("Say why the unit is absent."))
    if pact.signatures.signed().filter(unit=unit).exists():
        raise Refused(_("%(unit)s has signed; strike the signature first.") % {"unit": unit})
    absence = write_line(pact, unit, ceremony, order=order, by=by, outcome=Signature.Outcome.ABSENT, reason=reason)
    beat_all(pact)
    Event.record("pacts.record_absence", absence, by=by, pact=str(pact), reason=reason, **told(absence))
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
    late = comes_late(pact, ceremony)
    if pact.is_sealed:
        raise Refused(_("The pact is sealed; witnesses sign before the seal."))
    signed_at = moment_of(signed_at, pact, ceremony, late)
    person = _witness(leader, ceremony, name=name, rank=rank, position=position)
    if (
        pact.signatures.standing()
        .filter(part=Signature.Part.WITNESS, name=person["name"], rank=person["rank"])
        .exists()
    ):
        raise Refused(_("%(name)s is recorded as a witness already.") % {"name": person["name"]})
    words = {"part": Signature.Part.WITNESS, "signed_at": signed_at}
    signature = write_line(pact, None, ceremony, order=100, by=by, **person, **words)
    Event.record("pacts.record_witness", signature, by=by, pact=str(pact), signer=signature.name, **told(signature))
    return signature


@transaction.atomic
def strike_signature(signature: Signature, *, reason: str, by: User) -> Signature:
    """Strike a line recorded by mistake; it stays readable with its reason. Possible until the seal."""
    pact = Pact.objects.locked(signature.pact_id)
    signature = Signature.objects.locked(signature.pk)
    refuse_striking(pact, signature, reason, struck=_("This line is struck already."))
    strike_line(signature, reason, by)
    beat_all(pact)
    Event.record("pacts.strike_signature", signature, by=by, pact=str(pact), reason=reason)
    return signature


def _witness(leader: Leader | None, ceremony: Ceremony, *, name: str, rank: str, position: str) -> dict:
    if leader is None and not name:
        raise Refused(_("Say who witnesses."))
    if leader is None:
        return {"name": name, "rank": rank, "position": position}
    facts = as_on(leader, ceremony.day)
    posts = filter(None, [facts["party_post"], facts["position"]])
    return {"name": facts["name"], "rank": facts["rank"], "position": ", ".join(posts), "unit_name": facts["unit_name"]}


def told(line: Signature) -> dict[str, str]:
    """What the logbook keeps of a line, so that a line changed later is found."""
    return {"record": line.record_digest}
