"""Duties: given, ended, and taken over for a while by a deputy."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import change, locked, remove, save_new
from blocs.actions.blocs import overlap
from blocs.logic.lifecycle import Refused
from blocs.logic.wording import day
from blocs.models import Duty, Event, Role, User


@transaction.atomic
def give_duty(duty: Duty, *, by: User) -> Duty:
    """A role at a place, from a day until a day; the same duty twice at once is refused."""
    same = Duty.objects.filter(user=duty.user, role=duty.role, bloc=duty.bloc_id, unit=duty.unit_id)
    if any(overlap(row, duty) for row in same):
        raise Refused(_("%(user)s holds this duty at that time already.") % {"user": duty.user})
    return save_new(duty, "blocs.give_duty", by=by)


@transaction.atomic
def end_duty(duty: Duty, *, on: date, by: User, note: str = "", revision: int | None = None) -> Duty:
    """The duty is held until this day, the last one included; whoever stands in for it ends with it."""
    row = Duty.objects.locked(duty.pk, revision)
    if row.until_on and row.until_on <= on:
        raise Refused(_("The duty ends on %(day)s already.") % {"day": day(row.until_on)})
    for deputy in row.deputies.all():
        if deputy.until_on is None or deputy.until_on > on:
            deputy.until_on = max(on, deputy.from_on or on)
            change(deputy, "blocs.end_duty", by=by)
    row.until_on, row.note = on, note or row.note
    return change_duty(row, by=by, verb="blocs.end_duty")


@transaction.atomic
def change_duty(duty: Duty, *, by: User, revision: int | None = None, verb: str = "blocs.change_duty") -> Duty:
    """Put right a duty; an administrator must remain."""
    duty = change(duty, verb, by=by, revision=revision)
    require_an_administrator()
    return duty


@transaction.atomic
def remove_duty(duty: Duty, *, by: User, reason: str = "") -> None:
    """A duty given by mistake; one that was held is ended instead."""
    remove(duty, "blocs.delete_duty", by=by, reason=reason)
    require_an_administrator()


@transaction.atomic
def change_user(user: User, *, by: User, revision: int | None = None) -> User:
    """Name, leader, closed or open; an administrator must remain."""
    user = change(user, "blocs.change_user", by=by, revision=revision)
    require_an_administrator()
    return user


@transaction.atomic
def close_user(user: User, *, reason: str, by: User) -> User:
    """The account can no longer log in. Raises Refused where it is closed already, or nobody could keep the house."""
    if not locked(user).is_active:
        raise Refused(_("This account is closed already."))
    user.is_active = False
    user = change(user, "blocs.change_user", by=by, reason=reason)
    require_an_administrator()
    return user


def may_be_deleted(user: User) -> bool:
    """An account that never did anything; any other is closed, so that its name stays explained."""
    return user.last_login is None and not Event.objects.filter(by_id=str(user.pk)).exists()


def require_an_administrator() -> None:
    """Nobody may lock the house from inside; asked after the change, in its transaction."""
    lasting = Duty.objects.on(timezone.localdate()).filter(role=Role.ADMIN, until_on__isnull=True, user__is_active=True)
    if not lasting.exists() and not User.objects.filter(is_superuser=True, is_active=True).exists():
        raise Refused(_("At least one administrator must remain."))


@transaction.atomic
def stand_in(duty: Duty, *, user: User, from_on: date, until_on: date, by: User, note: str = "") -> Duty:
    """Another user acts in this duty from a day until a day, while its holder is away."""
    held = Duty.objects.locked(duty.pk)
    if held.acting_for_id:
        raise Refused(_("Who stands in for someone cannot hand that on."))
    if user == held.user:
        raise Refused(_("%(user)s holds this duty already.") % {"user": user})
    if not (held.is_in_force(from_on) and held.is_in_force(until_on)):
        raise Refused(_("The duty itself is not held over all of that time."))
    deputy = Duty(user=user, role=held.role, bloc=held.bloc, unit=held.unit, acting_for=held, note=note)
    deputy.from_on, deputy.until_on = from_on, until_on
    same = Duty.objects.filter(user=user, role=held.role, bloc=held.bloc_id, unit=held.unit_id)
    if any(overlap(row, deputy) for row in same):
        raise Refused(_("%(user)s holds this duty at that time already.") % {"user": user})
    return save_new(deputy, "blocs.stand_in", by=by)
