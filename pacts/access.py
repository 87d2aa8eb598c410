"""Who may do what with pacts and ceremonies. Recording a signature is the secretary's act, signing the commander's."""

import rules
from django.db.models import QuerySet

from blocs.access import (
    commands_the_unit,
    is_admin,
    is_secretary_of_bloc,
    is_standing_body,
    speaks_for_the_unit,
    units_spoken_for,
)
from blocs.models import Bloc, Role

runs_the_bloc = is_admin | is_secretary_of_bloc

rules.add_perm("pacts.edit", runs_the_bloc)
rules.add_perm("pacts.edit_table", runs_the_bloc)
rules.add_perm("pacts.adopt_table", runs_the_bloc)
rules.add_perm("pacts.reopen_table", runs_the_bloc)
rules.add_perm("pacts.open", runs_the_bloc)
rules.add_perm("pacts.reopen", runs_the_bloc)
rules.add_perm("pacts.seal", runs_the_bloc)
rules.add_perm("pacts.amend", runs_the_bloc)
rules.add_perm("pacts.correct", runs_the_bloc)  # a dated erratum beside the seal
rules.add_perm("pacts.restate", is_admin | is_standing_body)  # beside the seal, after a reorganisation
rules.add_perm("pacts.record_signature", runs_the_bloc)
rules.add_perm("pacts.strike_signature", runs_the_bloc)
rules.add_perm("pacts.sign", commands_the_unit)  # asked of the membership; no way round it for admins
rules.add_perm("pacts.add_signature_file", runs_the_bloc | commands_the_unit)  # asked of the signature
rules.add_perm("pacts.circulate", runs_the_bloc)  # send a version round for comments
rules.add_perm("pacts.answer_comment", runs_the_bloc)
rules.add_perm("pacts.adopt_text", runs_the_bloc)  # record the vote of the meeting
rules.add_perm("pacts.comment", speaks_for_the_unit)  # asked of the membership

# Asked of a ceremony through its blocs: see `pacts.access.runs_all_its_blocs`.


@rules.predicate
def runs_all_its_blocs(user, ceremony):
    blocs = list(ceremony.blocs.all())
    return bool(blocs) and all(runs_the_bloc(user, bloc) for bloc in blocs)


@rules.predicate
def runs_one_of_its_blocs(user, ceremony):
    return any(runs_the_bloc(user, bloc) for bloc in ceremony.blocs.all())


def blocs_run_by(user) -> QuerySet[Bloc]:
    """The blocs whose ceremonies this user may plan."""
    if user.is_admin:
        return Bloc.objects.all()
    return Bloc.objects.filter(pk__in=[duty.bloc_id for duty in user.duties_today if duty.role == Role.SECRETARY])


@rules.predicate
def stands_over_its_blocs(user, ceremony):
    blocs = list(ceremony.blocs.all())
    return bool(blocs) and all((is_admin | is_standing_body)(user, bloc) for bloc in blocs)


for verb in ("plan", "begin", "hold", "postpone", "cancel"):
    rules.add_perm(f"pacts.{verb}", runs_all_its_blocs)
rules.add_perm("pacts.reopen_ceremony", stands_over_its_blocs)
rules.add_perm("pacts.run", runs_all_its_blocs)  # the console: call units, move the programme, choose the screen
rules.add_perm("pacts.rehearse", runs_all_its_blocs)
rules.add_perm("pacts.pair", runs_all_its_blocs)  # give screens and tablets their address, and shut them


@rules.predicate
def speaks_for_the_owner(user, direction):
    """Of a direction's unit, its commander or reporter; one without a unit is every unit's and nobody's own."""
    return any(unit.pk == direction.unit_id for unit in units_spoken_for(user))


@rules.predicate
def runs_a_bloc_of_its_ceremony(user, direction):
    return runs_one_of_its_blocs(user, direction.ceremony)


rules.add_perm("pacts.follow_up_direction", runs_a_bloc_of_its_ceremony | speaks_for_the_owner)
rules.add_perm("pacts.desk", runs_one_of_its_blocs)  # at a joint ceremony each secretary records for the own bloc
