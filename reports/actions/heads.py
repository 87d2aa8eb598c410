"""Who heads the bloc next season: by rota, elected in the year-end meeting, or assigned by the superior."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, Headship, Unit, User
from reports.actions.poll_closing import chosen_units
from reports.logic.handover_states import REASON_LEAST
from reports.models import Poll

Part, Chosen = Headship.Part, Headship.Chosen
NEXT = (Part.NEXT_HEAD, Part.NEXT_DEPUTY)


@dataclass(frozen=True)
class Pick:
    """One of the two units with its ground. `poll` is the ballot of an election, `number` and `decided_on` the decision
    of the superior who assigned it, or of the meeting that confirmed it.
    """

    unit: Unit
    chosen: str
    poll: Poll | None = None
    number: str = ""
    decided_on: date | None = None


@transaction.atomic
def choose_heads(bloc: Bloc, *, head: Pick, deputy: Pick | None = None, reason: str = "", by: User) -> list[Headship]:
    """Record head and deputy for the next season; a later press corrects it, with its reason, until the renewal.

    Raises Refused where the next season's bloc exists, a unit is no member, both are one, an election has no closed
    ballot that chose the unit, or an assignment no decision. Each of the two has a ground of its own.
    """
    bloc = Bloc.objects.locked(bloc.pk)
    picks = {Part.NEXT_HEAD: head, **({Part.NEXT_DEPUTY: deputy} if deputy else {})}
    _require_open(bloc)
    _require_members(bloc, [pick.unit for pick in picks.values()])
    for part, pick in picks.items():
        _require_ground(bloc, part, pick)
    former = _taken_back(bloc, reason)
    rows = [_written(bloc, part, pick) for part, pick in picks.items()]
    said = {str(part): f"{pick.unit.name} ({Chosen(pick.chosen)})" for part, pick in picks.items()}
    numbers = [pick.number for pick in picks.values() if pick.number]
    Event.record("reports.choose_heads", bloc, by=by, reason=reason, numbers=numbers, former=former, **said)
    return rows


def _taken_back(bloc: Bloc, reason: str) -> list[str]:
    before = list(bloc.headships.filter(part__in=NEXT).select_related("unit"))
    if before and len(reason.strip()) < REASON_LEAST:
        raise Refused(_("The heads were chosen already; say why this is corrected (at least 10 characters)."))
    for row in before:
        row.delete()
    return [str(row) for row in before]


def _require_open(bloc: Bloc) -> None:
    after = Bloc.objects.filter(previous=bloc).first()
    if after:
        raise Refused(_("“%(bloc)s” exists already; its head is changed there.") % {"bloc": after})


def _require_members(bloc: Bloc, units: list[Unit]) -> None:
    ours = set(bloc.memberships.on(bloc.day).values_list("unit", flat=True))
    for unit in units:
        if unit.pk not in ours:
            raise Refused(_("%(unit)s is not among the members.") % {"unit": unit})
    if len({unit.pk for unit in units}) < len(units):
        raise Refused(_("Head and deputy are two different units."))


def _require_ground(bloc: Bloc, part: str, pick: Pick) -> None:
    if pick.chosen == Chosen.ASSIGNED and not pick.number.strip():
        raise Refused(_("Give the number of the superior's decision."))
    if pick.chosen == Chosen.ELECTED:
        _require_elected(bloc, part, pick)


def _require_elected(bloc: Bloc, part: str, pick: Pick) -> None:
    """By a closed ballot of this bloc about this very part."""
    poll = pick.poll
    if poll is None or poll.bloc_id != bloc.pk or poll.kind != Poll.Kind.HEAD or poll.state != Poll.State.CLOSED:
        raise Refused(_("Name the closed ballot that elected %(unit)s.") % {"unit": pick.unit})
    if poll.part != part:
        raise Refused(_("This ballot was about another part; %(unit)s was not elected by it.") % {"unit": pick.unit})
    if pick.unit.pk not in {unit.pk for unit in chosen_units(poll)}:
        raise Refused(_("%(unit)s was not elected in this ballot.") % {"unit": pick.unit})


def _written(bloc: Bloc, part: str, pick: Pick) -> Headship:
    facts = {"decision_number": pick.number, "decided_on": pick.decided_on}
    row = Headship(bloc=bloc, unit=pick.unit, part=part, chosen=pick.chosen, **facts)
    validate(row)
    row.save()
    return row
