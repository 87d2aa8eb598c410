"""Who works on a sheet at which stage, and whose marks a person may read. Asked of duties, never of posted fields."""

import rules

from blocs.access import commands_the_head_unit, is_admin, is_secretary_of_bloc, is_standing_body
from blocs.models import Headship, Role
from pacts.logic.formulas import StageKind
from reports.models import Sheet

OWN_PEOPLE = (Role.COMMANDER, Role.REPORTER, Role.DEPARTMENT)


def _units(user, *roles) -> set[int]:
    """The units at which the user holds one of these duties today; not those below them."""
    return {duty.unit_id for duty in user.duties_today if duty.role in roles and duty.unit_id}


def head_units(bloc_id: int, part=Headship.Part.HEAD) -> set[int]:
    return set(Headship.objects.on().filter(bloc=bloc_id, part=part).values_list("unit_id", flat=True))


@rules.predicate
def speaks_for_its_unit(user, sheet):
    return sheet.unit_id in _units(user, Role.COMMANDER, Role.REPORTER)


@rules.predicate
def commands_its_unit(user, sheet):
    return sheet.unit_id in _units(user, Role.COMMANDER)


@rules.predicate
def is_of_its_unit(user, sheet):
    """Holds any duty at the unit itself: never judges its sheet, whatever other duty would let them."""
    return sheet.unit_id in _units(user, *OWN_PEOPLE)


@rules.predicate
def checks_it(user, sheet):
    """For the unit drawn to check it; where none was drawn, the standing body."""
    if is_of_its_unit(user, sheet):
        return False
    if sheet.checker_id is None:
        return is_standing_body(user, sheet)
    return sheet.checker_id in _units(user, Role.COMMANDER, Role.REPORTER)


@rules.predicate
def commands_its_checker(user, sheet):
    if is_of_its_unit(user, sheet):
        return False
    if sheet.checker_id is None:
        return is_standing_body(user, sheet)
    return sheet.checker_id in _units(user, Role.COMMANDER)


@rules.predicate
def reviews_it(user, sheet):
    """The bloc's secretary or the head unit's commander; the head's own unit is reviewed by the deputy unit's commander
    or the standing body, never by its own people.
    """
    if is_of_its_unit(user, sheet):
        return False
    if sheet.unit_id in head_units(sheet.bloc_id):
        deputies = head_units(sheet.bloc_id, Headship.Part.DEPUTY) - {sheet.unit_id}
        return bool(deputies & _units(user, Role.COMMANDER)) or is_standing_body(user, sheet)
    return (is_secretary_of_bloc | commands_the_head_unit)(user, sheet)


@rules.predicate
def appraises_it(user, sheet):
    """The standing body; nobody who is also of the unit."""
    return is_standing_body(user, sheet) and not is_of_its_unit(user, sheet)


def departments_of(user) -> set[int]:
    """The functional departments for which the user confirms criteria."""
    return _units(user, Role.DEPARTMENT)


def departments_for(user, sheet) -> set[int]:
    """Those for which the user may confirm criteria of this sheet; none where it is that of their own unit."""
    return set() if is_of_its_unit(user, sheet) else departments_of(user)


@rules.predicate
def confirms_some_of_it(user, sheet):
    mine = departments_for(user, sheet)
    return bool(mine) and sheet.table.criteria.filter(department__in=mine).exists()


MARKS_AT = {
    StageKind.SELF: speaks_for_its_unit,
    StageKind.CROSS: checks_it,
    StageKind.REVIEW: reviews_it | confirms_some_of_it,
    StageKind.EXPLAIN: speaks_for_its_unit,
    StageKind.APPRAISE: appraises_it,
}
SENDS_AT = {
    StageKind.SELF: commands_its_unit,
    StageKind.CROSS: commands_its_checker,
    StageKind.REVIEW: reviews_it,
    StageKind.EXPLAIN: commands_its_unit,
    StageKind.APPRAISE: appraises_it,
}


@rules.predicate
def marks_it_now(user, sheet):
    return sheet.state != Sheet.State.CLOSED and MARKS_AT[StageKind(sheet.stage.kind)](user, sheet)


@rules.predicate
def sends_it_now(user, sheet):
    return sheet.state != Sheet.State.CLOSED and SENDS_AT[StageKind(sheet.stage.kind)](user, sheet)


@rules.predicate
def runs_its_bloc(user, sheet):
    return (is_admin | is_secretary_of_bloc)(user, sheet)


def has_a_stake(user, sheet) -> bool:
    """Is of another unit of this table whose own self-score is not sent yet, and so must not read marks here."""
    return _owes_a_self_score(user, sheet.table_id, sheet.bloc_id, leaving_out=sheet.unit_id)


def has_a_stake_in(user, table) -> bool:
    """The same asked of a page that shows the marks of the whole bloc."""
    return _owes_a_self_score(user, table.pk, table.pact.bloc_id)


def _owes_a_self_score(user, table_id: int, bloc_id: int, leaving_out: int | None = None) -> bool:
    """The secretary counts as of the head unit."""
    mine = _units(user, *OWN_PEOPLE)
    if any(duty.role == Role.SECRETARY and duty.bloc_id == bloc_id for duty in user.duties_today):
        mine |= head_units(bloc_id)
    mine -= {leaving_out}
    waiting = Sheet.objects.filter(table=table_id, unit__in=mine)
    return waiting.filter(stage__kind=StageKind.SELF).exclude(state=Sheet.State.CLOSED).exists() if mine else False
