"""Who reads under their bell that a direction of the ceremony is theirs. The sentences are Vietnamese."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.logic.wording import day
from blocs.models import Membership, Notice, User
from blocs.people_of import others, people_of_units
from pacts.models import Ceremony, Direction

LONGEST = 200
"""Characters of a direction's text in its message."""


@override("vi")
def direction_given(direction: Direction, ceremony: Ceremony, *, by: User) -> None:
    """To the people of its unit, or of every member unit."""
    words = {"text": direction.text[:LONGEST], "day": day(direction.due_on)}
    title = _("Direction: %(text)s") % words
    if direction.due_on:
        title = _("Direction, due on %(day)s: %(text)s") % words
    notify(others(people_of(direction), by), Notice.Kind.DIRECTIVE, about(direction), title, page_of(direction))


def people_of(direction: Direction) -> list[User]:
    """Commanders and reporters of the unit that carries it out; without one, of every member unit."""
    units = [direction.unit_id] if direction.unit_id else _members(direction)
    found = people_of_units(units).values()
    return list(dict.fromkeys(user for users in found for user in users))


def _members(direction: Direction) -> list[int]:
    blocs = direction.ceremony.blocs.all()
    return list(Membership.objects.filter(bloc__in=blocs).values_list("unit", flat=True).distinct())


def about(direction: Direction) -> str:
    return f"direction:{direction.pk}"


def page_of(direction: Direction) -> str:
    """Where its unit says what was done; one of every unit is read in the book of the ceremony."""
    if direction.unit_id:
        return reverse("pacts:direction_follow_up", args=[direction.ceremony_id, direction.pk])
    return reverse("pacts:ceremony_detail", args=[direction.ceremony_id])
