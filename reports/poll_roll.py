"""Who votes for each member unit on the day: its commander, or whoever acts for them with a document."""

from datetime import date

from django.utils.translation import gettext as _

from blocs.models import Bloc, Duty, Role
from reports.models import Poll, Voter


def representatives(poll: Poll, day: date) -> list[Voter]:
    """One unsaved line for each unit of the bloc on the day, in its order; without an account, on paper."""
    units = [row.unit for row in poll.bloc.memberships.on(day).in_order()]
    duties = _commanders(poll.bloc, [unit.pk for unit in units], day)
    taken: set[int] = set()
    return [_line(poll, unit, duties.get(unit.pk), order, day, taken) for order, unit in enumerate(units, start=1)]


def _commanders(bloc: Bloc, units: list[int], day: date) -> dict[int, Duty]:
    """The duty that speaks for a unit that day; one in place of another goes before it."""
    rows = Duty.objects.on(day).filter(role=Role.COMMANDER, unit__in=units, user__is_active=True)
    found: dict[int, Duty] = {}
    for duty in rows.select_related("user", "acting_for__user").order_by("pk"):
        if duty.unit_id not in found or (duty.acting_for_id and not found[duty.unit_id].acting_for_id):
            found[duty.unit_id] = duty
    return found


def _line(poll: Poll, unit, duty: Duty | None, order: int, day: date, taken: set[int]) -> Voter:
    """A person who already stands for another unit votes once at the screen; this unit gets a paper."""
    name, has_account = unit.name_on(day), duty is not None and duty.user_id not in taken
    if duty is None or not has_account:
        return Voter(poll=poll, unit=unit, order=order, on_paper=True, name=_head_name(name))
    taken.add(duty.user_id)
    stands_for = _acting(duty) if duty.acting_for_id else ""
    return Voter(
        poll=poll, unit=unit, order=order, user=duty.user, name=str(duty.user), position=name, stands_for=stands_for
    )


def _head_name(unit: str) -> str:
    return _("Head of %(unit)s") % {"unit": unit}


def _acting(duty: Duty) -> str:
    words = {"name": duty.acting_for.user, "document": duty.note or _("no document named")}
    return _("in place of %(name)s (%(document)s)") % words
