"""The minute book of a ceremony in rows: who came, what was on the agenda, what was directed, what was given."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions import base
from blocs.logic.lifecycle import Refused
from blocs.models import Membership, User
from pacts.actions.beats import beat
from pacts.actions.ceremonies import keep_open, refuse_cancelled
from pacts.actions.frozen import as_on
from pacts.actions.telling_directions import direction_given
from pacts.logic.ceremony_states import votes_faults
from pacts.models import AgendaItem, Attendee, Ceremony, Contribution, Direction


@transaction.atomic
def record_attendance(attendee: Attendee, *, by: User) -> Attendee:
    """Invite a person before the day, record them on it; a leader from the register is frozen as of that day."""
    ceremony = Ceremony.objects.locked(attendee.ceremony_id)
    keep_open(ceremony)
    _refuse_twice(attendee)
    _freeze(attendee, ceremony.day)
    if attendee.part == Attendee.Part.ABSENT and not attendee.reason.strip():
        raise Refused(_("Say why this person is absent."))
    verb = "pacts.invite" if ceremony.state == Ceremony.State.PLANNED else "pacts.record_attendance"
    return _save(attendee, ceremony, verb, by=by)


invite = record_attendance


@transaction.atomic
def save_agenda_item(item: AgendaItem, *, by: User) -> AgendaItem:
    """A point of the programme, with its votes; there are at most as many votes as member units that day."""
    ceremony = Ceremony.objects.locked(item.ceremony_id)
    keep_open(ceremony)
    votes = (item.votes_for, item.votes_against, item.abstentions)
    if faults := votes_faults(*votes, item.is_unanimous, count_members(ceremony)):
        raise Refused(*faults)
    beat(ceremony)
    return _save(item, ceremony, "pacts.save_agenda_item", by=by)


@transaction.atomic
def save_direction(direction: Direction, *, by: User, revision: int | None = None) -> Direction:
    """A point of the leader's directions; minutes are written after the ceremony too, so this stays possible.

    Once the ceremony has begun it is a task of its unit (of every member unit where none is named), whose people are
    told.
    """
    ceremony = Ceremony.objects.locked(direction.ceremony_id)
    refuse_cancelled(ceremony)
    _refuse_before(ceremony, direction.due_on)
    _refuse_strange_unit(ceremony, direction.unit_id)
    saved = _save(direction, ceremony, "pacts.save_direction", by=by, revision=revision)
    if ceremony.state in (Ceremony.State.LIVE, Ceremony.State.HELD):
        direction_given(saved, ceremony, by=by)
    return saved


@transaction.atomic
def follow_up(direction: Direction, *, text: str, on: date | None = None, by: User) -> Direction:
    """What was done about a direction, and when (today where no day is given)."""
    direction = Direction.objects.locked(direction.pk)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise Refused(_("The day cannot be in the future."))
    _refuse_before(direction.ceremony, on)
    direction.follow_up, direction.followed_up_on = text, on
    return base.change(direction, "pacts.follow_up", by=by)


@transaction.atomic
def save_contribution(contribution: Contribution, *, by: User) -> Contribution:
    """What units gave, each of them or one."""
    ceremony = Ceremony.objects.locked(contribution.ceremony_id)
    refuse_cancelled(ceremony)
    if contribution.amount is not None and contribution.amount < 0:
        raise Refused(_("The amount cannot be negative."))
    return _save(contribution, ceremony, "pacts.save_contribution", by=by)


@transaction.atomic
def remove(row: models.Model, *, by: User) -> None:
    """Take a line out of the minute book while the ceremony is open; what it said stays in the logbook."""
    ceremony = Ceremony.objects.locked(row.ceremony_id)
    keep_open(ceremony)
    beat(ceremony)
    base.remove(row, f"pacts.remove_{row._meta.model_name}", by=by, ceremony=str(ceremony))


def count_members(ceremony: Ceremony) -> int:
    """Member units of all its blocs on its day; a unit in two blocs votes in each.

    A pact is often signed before its season begins: then the members of the season's first day count.
    """
    found = 0
    for bloc in ceremony.blocs.select_related("season"):
        day = ceremony.day and min(max(ceremony.day, bloc.season.starts_on), bloc.season.ends_on)
        found += bloc.memberships.on(day).count()
    return found


def _freeze(attendee: Attendee, day: date | None) -> None:
    """Copy the leader's facts where none are typed; a changed leader replaces those of the one before."""
    if attendee.leader is None:
        attendee.unit_name = attendee.unit_name or (attendee.unit.name_on(day) if attendee.unit else "")
        return
    old = Attendee.objects.filter(pk=attendee.pk).first()
    exchanged = old is not None and old.leader_id != attendee.leader_id
    for name, value in as_on(attendee.leader, day, attendee.unit).items():
        if not getattr(attendee, name) or (exchanged and getattr(attendee, name) == getattr(old, name)):
            setattr(attendee, name, value)


def _refuse_twice(attendee: Attendee) -> None:
    others = Attendee.objects.filter(ceremony=attendee.ceremony_id, leader=attendee.leader).exclude(pk=attendee.pk)
    if attendee.leader and others.exists():
        raise Refused(_("%(name)s is recorded at this ceremony already.") % {"name": attendee.leader.name})


def _refuse_before(ceremony: Ceremony, on: date | None) -> None:
    if on and ceremony.day and on < ceremony.day:
        raise Refused(_("The day cannot be before the ceremony."))


def _refuse_strange_unit(ceremony: Ceremony, unit: int | None) -> None:
    if unit and not Membership.objects.filter(bloc__in=ceremony.blocs.all(), unit=unit).exists():
        raise Refused(_("This unit is not a member of the bloc."))


def _save(row: models.Model, ceremony: Ceremony, verb: str, *, by: User, revision: int | None = None):
    if row._state.adding:
        return base.save_new(row, verb, by=by, ceremony=str(ceremony))
    return base.change(row, verb, by=by, revision=revision, ceremony=str(ceremony))
