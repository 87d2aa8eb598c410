"""Which appeals wait for a person, and which they may read: the predicates of evidence_access as one query each."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from blocs.models import Headship, Role, User
from pacts.logic.formulas import Assessor, StageKind
from reports.models import Appeal
from reports.sheet_access import OWN_PEOPLE

SPEAKS = (Role.COMMANDER, Role.REPORTER)


def spoken_for(user: User, *roles) -> set[int]:
    return {duty.unit_id for duty in user.duties_today if duty.role in (roles or SPEAKS) and duty.unit_id}


def _own(user: User) -> set[int]:
    """The units whose appeals this person never answers."""
    return spoken_for(user, *OWN_PEOPLE)


def waiting_for(user: User) -> QuerySet[Appeal]:
    """Open appeals this person answers; never those of the units they speak for."""
    mine = _cross(user) | _review(user) | _department(user) | (Q(stage__kind=StageKind.APPRAISE) & _stands_over(user))
    rows = Appeal.objects.filter(mine, state=Appeal.State.OPEN)
    return _with_names(rows.exclude(sheet__unit__in=_own(user)).order_by("filed_at", "pk"))


def readable(user: User) -> QuerySet[Appeal]:
    """Own ones, those of the blocs one runs or stands over, and those one answers or has answered; newest first."""
    rows = Appeal.objects.visible_to(user).order_by("-filed_at", "-pk")
    if user.is_admin:
        return _with_names(rows)
    by_stage = _cross(user) | _department(user)
    seen = Q(sheet__unit__in=spoken_for(user)) | _reviews(user) | _stands_over(user) | by_stage
    return _with_names(rows.filter(seen))


def _with_names(rows: QuerySet[Appeal]) -> QuerySet[Appeal]:
    return rows.select_related("sheet__unit", "sheet__bloc__season", "criterion", "stage")


def _cross(user: User) -> Q:
    """Of sheets one's unit was drawn to check; where none was drawn, the standing body's."""
    drawn = Q(sheet__checker__in=spoken_for(user)) | (Q(sheet__checker=None) & _stands_over(user))
    return Q(stage__kind=StageKind.CROSS) & drawn & ~Q(sheet__unit__in=_own(user))


def _review(user: User) -> Q:
    return Q(stage__kind=StageKind.REVIEW) & ~Q(criterion__assessor=Assessor.DEPARTMENT) & _reviews(user)


def _reviews(user: User) -> Q:
    """The secretary's and the head unit's; the head's own unit is the deputy's or the standing body's."""
    heads = Headship.objects.heading()
    is_head = Exists(heads.filter(bloc=OuterRef("sheet__bloc"), unit=OuterRef("sheet__unit")))
    commanded = spoken_for(user, Role.COMMANDER)
    deputy = Headship.objects.on().filter(part=Headship.Part.DEPUTY, unit__in=commanded)
    run = {duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY}
    ordinary = Q(sheet__bloc__in=run) | Q(sheet__bloc__in=heads.filter(unit__in=commanded).values("bloc"))
    for_head = Q(sheet__bloc__in=deputy.values("bloc")) | _stands_over(user)
    return ((~is_head & ordinary) | (is_head & for_head)) & ~Q(sheet__unit__in=_own(user))


def _department(user: User) -> Q:
    mine = spoken_for(user, Role.DEPARTMENT)
    theirs = Q(criterion__assessor=Assessor.DEPARTMENT, criterion__department__in=mine)
    return Q(stage__kind=StageKind.REVIEW) & theirs & ~Q(sheet__unit__in=_own(user))


def _stands_over(user: User) -> Q:
    """The standing body at the organiser of the bloc, or above the unit."""
    found = Q(pk__in=[])
    for duty in user.duties_today:
        if duty.role == Role.STANDING:
            path = duty.unit.path
            found |= Q(sheet__bloc__series__organiser__path__startswith=path) | Q(sheet__unit__path__startswith=path)
    return found
