"""A tablet of the hall: the invited unit sits down and signs with its commander's account; nobody is logged in."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Unit, User
from pacts.actions.beats import beat
from pacts.actions.signing import Hand, sign
from pacts.actions.turns import give_turn
from pacts.models import Ceremony, Device, Pact, Run, Signature, Turn

AT_THE_TABLE = (Turn.State.INVITED, Turn.State.SIGNING)


@transaction.atomic
def sit_down(device: Device, pact: Pact, unit: Unit) -> Turn:
    """The invited unit begins to read. Any tablet may take it, also one that takes it over from another."""
    Pact.objects.locked(pact.pk)
    run, turn = _turn_of(device.ceremony, pact, unit)
    if turn.state == Turn.State.SIGNING:
        return turn
    turn = give_turn(run, pact, unit, Turn.State.SIGNING)
    beat(device.ceremony)
    if not run.is_rehearsal:
        Event.record("pacts.begin_signing", pact, by=str(device), unit=unit.name_on(pact.day))
    return turn


@transaction.atomic
def sign_on_tablet(device: Device, pact: Pact, unit: Unit, *, by: User, digest: str, hand: Hand) -> Signature:
    """The commander of the unit at the table signs. Raises Refused for another's account, or a turn that is over."""
    Pact.objects.locked(pact.pk)
    run, _turn = _turn_of(device.ceremony, pact, unit)
    if run.is_rehearsal:
        raise Refused(_("This is a rehearsal; nothing is signed."))
    own = next((row for row in pact.members() if row.unit_id == unit.pk), None)
    if own is None or not by.has_perm("pacts.sign", own):
        raise Refused(_("This account is not that of the commander of %(unit)s.") % {"unit": unit})
    return sign(own, pact=pact, by=by, digest=digest, ceremony=device.ceremony, hand=hand)


@transaction.atomic
def play_on_tablet(device: Device, pact: Pact, unit: Unit) -> Turn:
    """In a rehearsal the turn alone is played as signed; no account is asked and nothing else is written."""
    Pact.objects.locked(pact.pk)
    run, _turn = _turn_of(device.ceremony, pact, unit)
    if not run.is_rehearsal:
        raise Refused(_("The rehearsal is over. Sign with your account."))
    turn = give_turn(run, pact, unit, Turn.State.SIGNED)
    beat(device.ceremony)
    return turn


def _turn_of(ceremony: Ceremony, pact: Pact, unit: Unit) -> tuple[Run, Turn]:
    """The run, locked, and the unit's turn while it is at the table. Raises Refused when it is not, or on a pause."""
    run = Run.objects.select_for_update().filter(ceremony=ceremony).first()
    rows = run.turns.filter(pact=pact, unit=unit, is_rehearsal=run.is_rehearsal) if run else Turn.objects.none()
    turn = rows.filter(state__in=AT_THE_TABLE).first()
    if run is None or turn is None:
        raise Refused(_("%(unit)s is not invited any more. Ask the desk.") % {"unit": unit})
    if run.paused_at:
        raise Refused(_("The ceremony is paused. Sign when it goes on."))
    return run, turn
