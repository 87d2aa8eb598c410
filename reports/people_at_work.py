"""Whom to tell of something at work: the people of a unit, and those who run or stand over its bloc."""

from collections.abc import Iterable

from django.db.models import Q

from blocs.models import Bloc, Duty, Headship, Role, Unit, User

OF_THE_UNIT = (Role.COMMANDER, Role.REPORTER)


def people_of_unit(unit: Unit | None) -> list[User]:
    """Its commanders and reporters of today; nobody for the bloc as a whole."""
    return _holding(Q(role__in=OF_THE_UNIT, unit=unit)) if unit else []


def secretaries_of(bloc: Bloc) -> list[User]:
    return _holding(Q(role=Role.SECRETARY, bloc=bloc))


def _holding(asked: Q) -> list[User]:
    rows = Duty.objects.on().filter(asked, user__is_active=True).select_related("user").order_by("pk")
    return list({duty.user_id: duty.user for duty in rows}.values())


def commanders_of_head(bloc: Bloc) -> list[User]:
    heads = Headship.objects.on().filter(part=Headship.Part.HEAD, bloc=bloc).values("unit")
    return _holding(Q(role=Role.COMMANDER, unit__in=heads))


def others(people: Iterable[User], by: User) -> list[User]:
    return [user for user in people if user.pk != by.pk]
