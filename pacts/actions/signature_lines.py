"""Lines of the signing table: may one be written now, who signed, and how it is written and struck."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.codes import REFERENCE
from blocs.logic.lifecycle import Refused
from blocs.models import Leader, Unit, User
from pacts.actions.drawings import keep_picture, sha256_of
from pacts.actions.frozen import as_on, heads_of
from pacts.actions.turns import end_turn
from pacts.logic.signing_record import record_digest
from pacts.models import Ceremony, Pact, Signature
from pacts.text import digest_of

CAME_AFTER_ALL = "Đơn vị đã đến và ký."  # stored, so Vietnamese whatever the language of the page
SAY = (Signature.Outcome.SIGNED, Signature.Outcome.DECLINED)
"""Outcomes that are an answer to a text, so that its digest is kept with them."""


# --- May it be recorded now -------------------------------------------------------------------


def place_of(unit: Unit, pact: Pact) -> int:
    """The unit's place in the order of precedence, from 1; a unit outside the bloc cannot sign."""
    for place, member in enumerate(pact.members(), start=1):
        if member.unit_id == unit.pk:
            return place
    raise Refused(_("%(unit)s is not a member of this bloc.") % {"unit": unit})


def comes_late(pact: Pact, ceremony: Ceremony | None) -> bool:
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


def moment_of(signed_at: datetime | None, pact: Pact, ceremony: Ceremony | None, late: bool) -> datetime:
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


def day_of(ceremony: Ceremony | None, signed_at: datetime, late: bool):
    """Ranks and posts are those of the ceremony's day; of a late signature, those of its own day."""
    return timezone.localdate(signed_at) if late or ceremony is None or ceremony.day is None else ceremony.day


# --- Who signed -------------------------------------------------------------------------------


def signer_of(unit: Unit, day, *, name: str, rank: str, position: str) -> dict:
    if name:
        return {"name": name, "rank": rank, "position": position, "unit_name": unit.name_on(day)}
    return person_of(unit, heads_of([unit], day).get(unit.pk), day)


def person_of(unit: Unit, leader: Leader | None, day) -> dict:
    """A unit whose leader is not in the register has signed all the same; the name stays blank."""
    facts = as_on(leader, day, unit) if leader else {}
    kept = {key: facts.get(key, "") for key in ("name", "rank", "position")}
    return kept | {"unit_name": unit.name_on(day)}


# --- Writing the line -------------------------------------------------------------------------


def write_line(
    pact: Pact, unit: Unit | None, ceremony: Ceremony | None, *, by: User, picture: bytes = b"", **words
) -> Signature:
    """One line of the table. A unit noted absent that signs before the seal was there after all."""
    if words.get("outcome", Signature.Outcome.SIGNED) in SAY:
        words = {"digest": digest_of(pact), "code": new_code()} | words
    signature = Signature(pact=pact, unit=unit, ceremony=ceremony, recorded_by=str(by), **words)
    if unit is not None and not signature.is_late and signature.outcome == Signature.Outcome.SIGNED:
        _strike_notes(signature, by)
    end_turn(pact, unit)
    signature = _save_once(signature, picture)
    if picture:
        keep_picture(signature, picture)
    return signature


def new_code() -> str:
    """A reference code no line has yet."""
    while Signature.objects.filter(code=(code := REFERENCE.new())).exists():
        pass
    return code


def _strike_notes(signature: Signature, by: User) -> None:
    others = [Signature.Outcome.ABSENT, Signature.Outcome.DECLINED]
    for note in signature.pact.signatures.of_parties().filter(unit=signature.unit, outcome__in=others):
        strike_line(note, CAME_AFTER_ALL, by)


def _save_once(signature: Signature, picture: bytes) -> Signature:
    """The check speaks to the person; the constraint holds against whoever passed it at the same moment."""
    same = signature.pact.signatures.of_parties().filter(unit=signature.unit, outcome=signature.outcome)
    if signature.unit and same.exists():
        raise Refused(_say_twice(signature))
    validate(signature)
    signature.record_digest = record_digest(signature, sha256_of(picture))
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
    if signature.outcome == Signature.Outcome.DECLINED:
        return _("%(unit)s has declined to sign already.") % words
    return _("A signature for %(unit)s is recorded already.") % words


def strike_line(signature: Signature, reason: str, by: User) -> None:
    signature.struck_at, signature.struck_by, signature.struck_reason = timezone.now(), str(by), reason
    signature.save(update_fields=["struck_at", "struck_by", "struck_reason"])
