"""Reorganisations: prepared step by step, carried out whole or not at all, taken back while nothing builds on them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.base import change, save_new
from blocs.logic import reforms as logic
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Step
from blocs.models import Event, Reform, Succession, User
from blocs.reform_effects import REGISTERED
from blocs.reform_plan import Plan
from blocs.rows_kept import take_back

MOST_STEPS = 5000


def plan_of(reform: Reform) -> Plan:
    """What it will do, worked out with what the registers hold now."""
    return Plan(logic.read(reform.steps), on=reform.on, decision_number=reform.decision_number, reform=reform)


def prepare(reform: Reform, *, by: User, steps: Sequence[Step] = ()) -> Reform:
    reform.made_by, reform.steps = by, logic.written(steps)
    return save_new(reform, "blocs.prepare_reform", by=by, count=len(reform.steps))


@transaction.atomic
def correct(reform: Reform, *, by: User, revision: int | None = None) -> Reform:
    """Title, day and papers, while it is being prepared."""
    _draft(reform)
    return change(reform, "blocs.change_reform", by=by, revision=revision)


@transaction.atomic
def add_step(reform: Reform, *, step: Step, by: User) -> Reform:
    """Refused where the step contradicts itself, one that is there or the register; the rest the preview says."""
    row = _draft(reform)
    steps = [*logic.read(row.steps), step]
    plan = Plan(steps, on=row.on, decision_number=row.decision_number)
    wrong = [problem.sentence for problem in plan.problems if problem.step == len(steps) - 1]
    if wrong:
        raise Refused(*dict.fromkeys(wrong))
    return _with_steps(row, steps, by, "blocs.add_reform_step")


@transaction.atomic
def drop_step(reform: Reform, *, place: int, by: User) -> Reform:
    row = _draft(reform)
    steps = logic.read(row.steps)
    if not 0 <= place < len(steps):
        raise Refused(_("This step is no longer there."))
    return _with_steps(row, steps[:place] + steps[place + 1 :], by, "blocs.drop_reform_step")


def _with_steps(row: Reform, steps: Sequence[Step], by: User, verb: str) -> Reform:
    row.steps = logic.written(steps)
    row.save()
    Event.record(verb, row, by=by, count=len(steps))
    return row


def _draft(reform: Reform) -> Reform:
    row = Reform.objects.locked(reform.pk)
    if not row.is_draft:
        raise Refused(_("This reorganisation has been carried out; it can only be taken back."))
    return row


@transaction.atomic
def carry_out(reform: Reform, *, by: User, revision: int | None = None) -> Reform:
    """All of it in one transaction and one line of the logbook. Raises Refused with every sentence that stands in the
    way, Stale where the steps are no longer those that were looked at.
    """
    row = Reform.objects.locked(reform.pk, revision)
    if not row.is_draft:
        raise Refused(_("This reorganisation has been carried out already."))
    plan_of(row).require_possible()
    with override("vi"):  # what is kept beside a pact is Vietnamese, whatever tongue the page speaks
        plan = plan_of(row)
    row.undo, row.told = plan.ledger.write(by), plan.told
    row.state, row.applied_at, row.applied_by = Reform.State.APPLIED, timezone.now(), str(by)
    row.save()
    ended = [plan.names[unit.pk] for unit in plan.ended][:50]
    words = {"on": row.on, "decision_number": row.decision_number, "count": len(plan.steps), "units": ended}
    Event.record("blocs.carry_out_reform", row, by=by, **words)
    by.__dict__.pop("duties_today", None)
    return row


@transaction.atomic
def undo(reform: Reform, *, by: User) -> Reform:
    """Every row as it was. Raises Refused naming what was changed since or builds on it."""
    row = Reform.objects.locked(reform.pk)
    if not row.is_applied:
        raise Refused(_("Only a reorganisation that was carried out can be taken back."))
    units = {int(pk) for pk in row.undo["after"].get("blocs.unit", {})}
    units |= {int(values["unit_id"]) for values in row.undo["before"].get("blocs.membership", {}).values()}
    made = {int(pk) for label, keys in row.undo["made"] if label == "blocs.succession" for pk in keys}
    units |= set(Succession.objects.filter(pk__in=made).values_list("after", flat=True))
    if found := [sentence for effects in REGISTERED for sentence in effects.builds_on(row, units)]:
        raise Refused(*found)
    take_back(row.undo, by=by)
    row.state, row.undone_at, row.undone_by = Reform.State.UNDONE, timezone.now(), str(by)
    row.save()
    Event.record("blocs.undo_reform", row, by=by, on=row.on, decision_number=row.decision_number)
    by.__dict__.pop("duties_today", None)
    return row


@transaction.atomic
def remove(reform: Reform, *, by: User) -> None:
    """A draft is given up."""
    row = _draft(reform)
    Event.record("blocs.delete_reform", row, by=by, count=len(row.steps))
    row.delete()
