"""The blocs at which a user may draft or publish, as queries: what the predicates of `access` say of one, for lists.

A test holds both against each other.
"""

from django.db.models import Q, QuerySet

from blocs.models import Bloc, Headship, Role


def stood_over(user) -> Q:
    """Blocs that a unit of the standing body, or one below it, organises."""
    paths = [duty.unit.path for duty in user.duties_today if duty.role == Role.STANDING]
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(series__organiser__path__startswith=path)
    return found


def may_draft(user) -> QuerySet[Bloc]:
    """`reports.draft`, `reports.correct` and `reports.record_honour`."""
    if user.is_admin:
        return Bloc.objects.all()
    own = [duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY]
    return Bloc.objects.filter(Q(pk__in=own) | stood_over(user))


def may_publish(user) -> QuerySet[Bloc]:
    """`reports.set_release`; and `reports.release` of a summary the user did not write."""
    if user.is_admin:
        return Bloc.objects.all()
    units = [duty.unit_id for duty in user.duties_today if duty.role == Role.COMMANDER]
    heads = Headship.objects.heading().filter(unit__in=units).values("bloc")
    return Bloc.objects.filter(Q(pk__in=heads) | stood_over(user))


def hangs_walls(user) -> QuerySet[Bloc]:
    """`reports.hang_wall`: who runs a bloc or stands over it."""
    return Bloc.objects.filter(Q(pk__in=may_draft(user).values("pk")) | Q(pk__in=may_publish(user).values("pk")))
