"""Who stands behind a unit or a bloc today: the people a message goes to, in one query whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from blocs.models import Bloc, Duty, Headship, Role, Unit, User

OWN_PEOPLE = (Role.COMMANDER, Role.REPORTER)


def people_of_units(units: Collection[int]) -> dict[int, list[User]]:
    """Commanders and reporters by unit; a unit without any is missing."""
    found: dict[int, list[User]] = defaultdict(list)
    for duty in _duties().filter(unit__in=units, role__in=OWN_PEOPLE):
        if duty.user not in found[duty.unit_id]:
            found[duty.unit_id].append(duty.user)
    return dict(found)


def people_of_unit(unit: Unit | None) -> list[User]:
    """Its commanders and reporters; nobody where the bloc as a whole is meant."""
    return people_of_units([unit.pk]).get(unit.pk, []) if unit else []


def secretaries_of(bloc: Bloc) -> list[User]:
    return _users(_duties().filter(role=Role.SECRETARY, bloc=bloc.pk))


def commanders_of_head(bloc: Bloc) -> list[User]:
    heads = Headship.objects.heading().filter(bloc=bloc).values("unit")
    return _users(_duties().filter(role=Role.COMMANDER, unit__in=heads))


def standing_body_of(bloc: Bloc) -> list[User]:
    """At the unit that organises the bloc, or above it."""
    above = bloc.series.organiser.ancestor_ids()
    return _users(_duties().filter(role=Role.STANDING, unit__in=above))


def people_of_bloc(bloc: Bloc) -> list[User]:
    """Secretaries, and the commanders and reporters of every unit that is a member by the season's last day."""
    members = bloc.memberships.on(bloc.season.ends_on).values("unit")
    mine = Q(role=Role.SECRETARY, bloc=bloc.pk) | Q(role__in=OWN_PEOPLE, unit__in=members)
    return _users(_duties().filter(mine))


def others(people: Iterable[User], by: User) -> list[User]:
    """Whoever acts is not told of it."""
    return [user for user in people if user.pk != by.pk]


def _duties():
    """Those in force today of people who can log in."""
    rows = Duty.objects.on().filter(user__is_active=True)
    return rows.select_related("user").order_by("user__name_sort", "pk")


def _users(duties: Iterable[Duty]) -> list[User]:
    return list(dict.fromkeys(duty.user for duty in duties))
