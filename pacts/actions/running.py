"""The presses of the console: call, send back, pass over, move the programme, pause, choose the screen.

Each needs the console in hand, raises the pulse and, outside a rehearsal, writes one line in the logbook. Rows are
locked in the order pact, run, turn, as the signing table locks the pact first.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event, Unit, User
from pacts.actions.beats import beat
from pacts.actions.control import in_hand
from pacts.actions.turns import give_turn, take_turn
from pacts.logic.run_sheet import Tile
from pacts.logic.running import faults_at_the_table, faults_of_calling, faults_of_skipping
from pacts.models import AgendaItem, Ceremony, Pact, Run, Turn
from pacts.staging import picture_of


@transaction.atomic
def invite(ceremony: Ceremony, pact: Pact, unit: Unit, *, by: User) -> Turn:
    """Call a unit to the table; the board comes on with it. An absent or passed over unit can be called later."""
    pact = Pact.objects.locked(pact.pk)
    run = in_hand(ceremony, by)
    tile = tile_of(ceremony, pact, unit)
    takes = run.is_rehearsal or pact.state in (Pact.State.OPEN, Pact.State.SEALED)
    _refuse(faults_of_calling(tile.name, tile.state, is_paused=bool(run.paused_at), takes_signatures=takes))
    turn = give_turn(run, pact, unit, Turn.State.INVITED)
    _set(run, screen=Run.Screen.BOARD)
    _tell(run, "pacts.call_unit", pact, by, unit=tile.name)
    return turn


@transaction.atomic
def invite_next(ceremony: Ceremony, *, by: User, seen: str = "") -> Turn:
    """Call the next in line over all pacts. `seen` is the key of the tile the button named: pressed twice, or on a page
    that is no longer true, it calls nobody.
    """
    picture = picture_of(ceremony)
    tile = picture.upcoming
    if tile is None:
        raise Refused(_("Every unit has been called or is recorded."))
    if seen and seen != tile.key:
        raise Refused(_("The queue has moved on. Next in line is %(unit)s.") % {"unit": tile.name})
    return invite(ceremony, Pact.objects.get(pk=tile.pact), Unit.objects.get(pk=tile.unit), by=by)


@transaction.atomic
def uninvite(ceremony: Ceremony, pact: Pact, unit: Unit, *, by: User) -> Run:
    """Take the call back, as if the unit had never been called; in a rehearsal also what was played."""
    Pact.objects.locked(pact.pk)
    run = in_hand(ceremony, by)
    tile = tile_of(ceremony, pact, unit)
    if not run.is_rehearsal and tile.state != Turn.State.SKIPPED:
        _refuse(faults_at_the_table(tile.name, tile.state))
    take_turn(run, pact, unit)
    _tell(run, "pacts.uncall_unit", pact, by, unit=tile.name)
    return run


@transaction.atomic
def begin_signing(ceremony: Ceremony, pact: Pact, unit: Unit, *, by: User) -> Turn:
    """The unit has sat down and signs."""
    Pact.objects.locked(pact.pk)
    run = in_hand(ceremony, by)
    tile = tile_of(ceremony, pact, unit)
    _refuse(faults_at_the_table(tile.name, tile.state))
    turn = give_turn(run, pact, unit, Turn.State.SIGNING)
    _tell(run, "pacts.begin_signing", pact, by, unit=tile.name)
    return turn


@transaction.atomic
def skip(ceremony: Ceremony, pact: Pact, unit: Unit, *, by: User) -> Turn:
    """Pass a unit over for now; it is called again after the others, or whenever it comes."""
    Pact.objects.locked(pact.pk)
    run = in_hand(ceremony, by)
    tile = tile_of(ceremony, pact, unit)
    _refuse(faults_of_skipping(tile.name, tile.state))
    turn = give_turn(run, pact, unit, Turn.State.SKIPPED)
    _tell(run, "pacts.skip_unit", pact, by, unit=tile.name)
    return turn


@transaction.atomic
def go_to_item(ceremony: Ceremony, item: AgendaItem, *, by: User) -> Run:
    """The programme moves to this item, forward or back: the one before ends, this one has begun.

    The first beginning of an item stays; going back to it takes its end away. A rehearsal keeps no times.
    """
    run = in_hand(ceremony, by)
    if item.ceremony_id != ceremony.pk:
        raise Refused(_("This item is not in the programme."))
    if run.item_id == item.pk:
        return run
    now = timezone.now()
    if not run.is_rehearsal:
        _end_others(ceremony, item, now)
        _begin(item, now)
    _set(run, item=item, item_began_at=now, paused_at=None)
    _tell(run, "pacts.go_to_item", item, by)
    return run


@transaction.atomic
def pause(ceremony: Ceremony, *, by: User) -> Run:
    """The timer stands still and nobody is called until the ceremony goes on."""
    run = in_hand(ceremony, by)
    if run.paused_at:
        raise Refused(_("The ceremony is paused already."))
    _set(run, paused_at=timezone.now())
    _tell(run, "pacts.pause", ceremony, by)
    return run


@transaction.atomic
def resume(ceremony: Ceremony, *, by: User) -> Run:
    """The item's timer goes on where it stood."""
    run = in_hand(ceremony, by)
    if not run.paused_at:
        raise Refused(_("The ceremony is not paused."))
    rest = timezone.now() - run.paused_at
    _set(run, paused_at=None, item_began_at=run.item_began_at + rest if run.item_began_at else None)
    _tell(run, "pacts.resume", ceremony, by)
    return run


@transaction.atomic
def choose_screen(ceremony: Ceremony, *, screen: str, by: User) -> Run:
    """What the projector shows: logo, agenda, board, thanks or black."""
    run = in_hand(ceremony, by)
    if screen not in Run.Screen.values:
        raise Refused(_("There is no such picture for the screen."))
    if run.screen != screen:
        _set(run, screen=screen)
        _tell(run, "pacts.choose_screen", ceremony, by, screen=screen)
    return run


def tile_of(ceremony: Ceremony, pact: Pact, unit: Unit) -> Tile:
    """The unit as the picture shows it now. Raises Refused for a unit that does not sign at this ceremony."""
    for tile in picture_of(ceremony).tiles:
        if (tile.pact, tile.unit) == (pact.pk, unit.pk):
            return tile
    raise Refused(_("%(unit)s does not sign this pact.") % {"unit": unit})


def _end_others(ceremony: Ceremony, item: AgendaItem, now) -> None:
    """Whatever was under way ends; normally that is one item."""
    under_way = ceremony.agenda.filter(began_at__isnull=False, ended_at=None).exclude(pk=item.pk)
    under_way.update(ended_at=now)


def _begin(item: AgendaItem, now) -> None:
    began = AgendaItem.objects.select_for_update().get(pk=item.pk)
    began.began_at, began.ended_at = began.began_at or now, None
    began.save(update_fields=["began_at", "ended_at"])


def _refuse(faults: list[str]) -> None:
    if faults:
        raise Refused(*faults)


def _set(run: Run, **facts) -> None:
    for name, value in facts.items():
        setattr(run, name, value)
    run.save(update_fields=list(facts))


def _tell(run: Run, verb: str, thing, by: User, **details) -> None:
    """Everybody who watches learns of it; the logbook only where it is real."""
    beat(run.ceremony_id)
    if not run.is_rehearsal:
        Event.record(verb, thing, by=by, **details)
