"""Who may do what on this floor. Predicates have names one can say aloud; each asks for a duty at the thing's place."""

import rules

from blocs.models import Headship, Role, Unit


@rules.predicate
def is_admin(user, thing=None):
    return user.is_authenticated and user.is_admin


@rules.predicate
def is_standing_body(user, thing=None):
    """At the organiser of the thing's bloc (or, with nothing named, anywhere)."""
    if thing is None:
        return any(duty.role == Role.STANDING for duty in user.duties_today)
    return user.holds(Role.STANDING, at=thing)


@rules.predicate
def is_secretary_of_bloc(user, thing):
    return thing is not None and user.holds(Role.SECRETARY, at=thing)


@rules.predicate
def is_secretary_somewhere(user, thing=None):
    return any(duty.role == Role.SECRETARY for duty in user.duties_today)


@rules.predicate
def commands_the_head_unit(user, thing):
    """Commander of the unit that heads the thing's bloc today, or acts in its place."""
    units = {duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER}
    heads = Headship.objects.heading().filter(bloc=thing.place.bloc_id)
    return bool(units) and heads.filter(unit__in=units).exists()


def _stands_at_unit(user, thing, roles):
    unit = thing.place.unit_id
    return unit is not None and any(duty.role in roles and duty.unit_id == unit for duty in user.duties_today)


@rules.predicate
def commands_the_unit(user, thing):
    """The unit's own commander (or who stands in for that duty); not one further up the tree."""
    return _stands_at_unit(user, thing, {Role.COMMANDER})


@rules.predicate
def speaks_for_the_unit(user, thing):
    """The unit's own commander or reporter."""
    return _stands_at_unit(user, thing, {Role.COMMANDER, Role.REPORTER})


def units_spoken_for(user) -> list[Unit]:
    """The units for which this user may enter figures."""
    return [duty.unit for duty in user.duties_today if duty.role in (Role.COMMANDER, Role.REPORTER)]


rules.add_perm("blocs.manage", is_admin)  # the registers
rules.add_perm("blocs.give_duty", is_admin)
rules.add_perm("blocs.name_acting_head", is_admin | is_standing_body)  # asked of the bloc
rules.add_perm("blocs.renew", is_admin | is_secretary_of_bloc)  # asked of the season that ends
rules.add_perm("blocs.release", is_admin | is_standing_body | commands_the_head_unit)
rules.add_perm("blocs.read_logbook", is_admin)
rules.add_perm("blocs.import_registers", is_admin)  # units, leaders; asked of nothing
rules.add_perm("blocs.import_members", is_admin | is_standing_body)  # asked of the bloc
rules.add_perm("blocs.reform", is_admin)  # reorganisations: units, memberships and duties at once
