"""A unit's turn at the table, as the console gives it and the signing table ends it."""

from django.utils import timezone

from blocs.models import Unit
from pacts.models import Pact, Run, Turn


def give_turn(run: Run, pact: Pact | int, unit: Unit | int, state: str) -> Turn:
    """The unit's one turn of this run in a new state, since now."""
    keys = {"run": run, "pact_id": _pk(pact), "unit_id": _pk(unit), "is_rehearsal": run.is_rehearsal}
    turn, _made = Turn.objects.update_or_create(**keys, defaults={"state": state, "at": timezone.now()})
    return turn


def take_turn(run: Run, pact: Pact | int, unit: Unit | int) -> None:
    """Back to the line, as if it had not been called."""
    Turn.objects.filter(run=run, pact=_pk(pact), unit=_pk(unit), is_rehearsal=run.is_rehearsal).delete()


def end_turn(pact: Pact, unit: Unit | None) -> None:
    """What is written in the signing table ends the turn, so that a line struck later leaves the unit waiting."""
    if unit is not None:
        Turn.objects.filter(pact=pact, unit=unit, is_rehearsal=False).delete()


def _pk(row) -> int:
    return row if isinstance(row, int) else row.pk
