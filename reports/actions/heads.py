"""Who heads the bloc next season: by rota, elected in the year-end meeting, or assigned by the superior."""

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


@transaction.atomic
def choose_heads(
    bloc: Bloc,
    *,
    head: Unit,
    deputy: Unit | None = None,
    chosen: str,
    poll: Poll | None = None,
    decision_number: str = "",
    reason: str = "",
    by: User,
) -> list[Headship]:
    """Record head and deputy for the next season; a later press corrects it, with its reason, until the renewal.

    Raises Refused where the next season's bloc exists, a unit is no member, both are one, an election has no closed
    ballot that chose the unit, or an assignment no decision.
    """
    bloc = Bloc.objects.locked(bloc.pk)
    _require_open(bloc)
    _require_members(bloc, head, deputy)
    _require_ground(bloc, chosen, head, poll, decision_number)
    before = list(bloc.headships.filter(part__in=NEXT).select_related("unit"))
    if before and len(reason.strip()) < REASON_LEAST:
        raise Refused(_("The heads were chosen already; say why this is corrected (at least 10 characters)."))
    for row in before:
        row.delete()
    rows = _written(bloc, {Part.NEXT_HEAD: head, Part.NEXT_DEPUTY: deputy}, chosen, decision_number)
    names = {
        "head": head.name,
        "deputy": deputy.name if deputy else "",
        "former": ", ".join(str(one) for one in before),
    }
    Event.record("reports.choose_heads", bloc, by=by, chosen=chosen, number=decision_number, reason=reason, **names)
    return rows


def _require_open(bloc: Bloc) -> None:
    after = Bloc.objects.filter(previous=bloc).first()
    if after:
        raise Refused(_("“%(bloc)s” exists already; its head is changed there.") % {"bloc": after})


def _require_members(bloc: Bloc, head: Unit, deputy: Unit | None) -> None:
    ours = set(bloc.memberships.on(bloc.day).values_list("unit", flat=True))
    for unit in filter(None, (head, deputy)):
        if unit.pk not in ours:
            raise Refused(_("%(unit)s is not among the members.") % {"unit": unit})
    if deputy is not None and head.pk == deputy.pk:
        raise Refused(_("Head and deputy are two different units."))


def _require_ground(bloc: Bloc, chosen: str, head: Unit, poll: Poll | None, number: str) -> None:
    if chosen == Chosen.ASSIGNED and not number.strip():
        raise Refused(_("Give the number of the superior's decision."))
    if chosen == Chosen.ELECTED:
        is_ours = poll is not None and poll.bloc_id == bloc.pk and poll.kind == Poll.Kind.HEAD
        if not is_ours or poll.state != Poll.State.CLOSED:
            raise Refused(_("Name the closed ballot that elected the head."))
        if head.pk not in {unit.pk for unit in chosen_units(poll)}:
            raise Refused(_("%(unit)s was not elected in this ballot.") % {"unit": head})


def _written(bloc: Bloc, units: dict[str, Unit | None], chosen: str, number: str) -> list[Headship]:
    rows = []
    for part, unit in units.items():
        if unit is not None:
            row = Headship(bloc=bloc, unit=unit, part=part, chosen=chosen, decision_number=number)
            validate(row)
            row.save()
            rows.append(row)
    return rows
