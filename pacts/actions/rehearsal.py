"""The rehearsal of a ceremony, and the stage before and after it: neither signatures, programme nor logbook know of it.

Turns played and the item reached live on the run alone and are wiped when the rehearsal ends.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Unit, User
from pacts.actions.beats import beat
from pacts.actions.control import in_hand, open_run, put_in_hand
from pacts.actions.turns import give_turn
from pacts.models import AgendaItem, Ceremony, Pact, Run, Turn

PLAYED = (Turn.State.SIGNED, Turn.State.ABSENT)
BEFORE = {"is_rehearsal": False, "item": None, "item_began_at": None, "paused_at": None, "screen": Run.Screen.LOGO}


@transaction.atomic
def start_rehearsal(ceremony: Ceremony, *, by: User) -> Run:
    """Play the ceremony before its day; whoever starts has the console in hand. No line in the logbook."""
    ceremony = Ceremony.objects.locked(ceremony.pk)
    if ceremony.state != Ceremony.State.PLANNED:
        raise Refused(_("Only a ceremony that has not begun can be rehearsed."))
    run = open_run(ceremony)
    if run.is_rehearsal:
        raise Refused(_("A rehearsal is open already."))
    put_in_hand(run, by)
    _set(run, **BEFORE | {"is_rehearsal": True})
    beat(ceremony)
    return run


@transaction.atomic
def end_rehearsal(ceremony: Ceremony, *, by: User) -> Run:
    """Everything played is wiped; nothing of it was ever written anywhere else."""
    run = in_hand(ceremony, by)
    if not run.is_rehearsal:
        raise Refused(_("No rehearsal is open."))
    _wipe(run)
    beat(ceremony)
    return run


@transaction.atomic
def play(ceremony: Ceremony, pact: Pact, unit: Unit, *, state: str, by: User) -> Turn:
    """In a rehearsal only: the unit is taken as signed, or as absent."""
    run = in_hand(ceremony, by)
    if not run.is_rehearsal or state not in PLAYED:
        raise Refused(_("This is possible in a rehearsal only."))
    turn = give_turn(run, pact, unit, state)
    beat(ceremony)
    return turn


# --- What the ceremony's own steps do to the stage --------------------------------------------


def open_stage(ceremony: Ceremony, by: User) -> None:
    """The real ceremony begins: a rehearsal nobody ended is wiped, and who begins runs it unless another does."""
    run = open_run(ceremony)
    _wipe(run)
    if run.operator_id is None and isinstance(by, User):
        put_in_hand(run, by)


def clear_stage(ceremony: Ceremony) -> None:
    """Postponed or cancelled: nothing is left of a rehearsal."""
    for run in Run.objects.select_for_update().filter(ceremony=ceremony):
        _wipe(run)


def close_stage(ceremony: Ceremony) -> None:
    """The ceremony closes: its last item ends with it, the hall is thanked, nobody is in control any more."""
    for run in Run.objects.select_for_update().filter(ceremony=ceremony):
        AgendaItem.objects.filter(pk=run.item_id, ended_at=None).update(ended_at=timezone.now())
        run.turns.all().delete()
        nobody = {"operator": None, "operator_since": None, "operator_seen_at": None}
        _set(run, **BEFORE | nobody | {"screen": Run.Screen.THANKS})


def _wipe(run: Run) -> None:
    run.turns.filter(is_rehearsal=True).delete()
    _set(run, **BEFORE)


def _set(run: Run, **facts) -> None:
    for name, value in facts.items():
        setattr(run, name, value)
    run.save(update_fields=list(facts))
