"""What happens to units: added, corrected, renamed, moved, merged, split, dissolved; nothing is forgotten."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import change, differences, locked, logged, save_new, validate
from blocs.actions.slugs import free_slug
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Ref, Step
from blocs.logic.wording import day
from blocs.models import Event, Succession, Unit, UnitPast, User
from blocs.reform_plan import Plan


def add_unit(unit: Unit, *, by: User) -> Unit:
    """A new unit; its address is made from its name where none is given."""
    unit.slug = unit.slug or free_slug(Unit, unit.name)
    return save_new(unit, "blocs.add_unit", by=by)


def correct_unit(unit: Unit, *, by: User, revision: int | None = None) -> Unit:
    """Put right what was written wrongly; a new name or place from a day on is a renaming or a move."""
    return change(unit, "blocs.change_unit", by=by, revision=revision)


@transaction.atomic
def rename_unit(
    unit: Unit, *, name: str, on: date, by: User, decision_number: str = "", short_name: str = "", revision=None
) -> Unit:
    """From the day on it bears the new name; papers of earlier days keep the old one."""
    before = Unit.objects.locked(unit.pk, revision)
    if before.name == name:
        raise Refused(_("The unit bears this name already."))
    _require_unbound(Step(Act.RENAME, (unit.pk,), name=name), on)
    return _with_past(before, "blocs.rename_unit", on, decision_number, by, name=name, short_name=short_name)


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit | None, on: date, by: User, decision_number: str = "", revision=None) -> Unit:
    """From the day on it stands under another unit (under none: at the top)."""
    before = Unit.objects.locked(unit.pk, revision)
    if parent and before.pk in parent.ancestor_ids():
        raise Refused(_("A unit cannot stand under itself or under one of its own units."))
    if before.parent == parent:
        raise Refused(_("The unit stands there already."))
    return _with_past(before, "blocs.move_unit", on, decision_number, by, parent=parent)


def _with_past(before: Unit, verb: str, on: date, decision_number: str, by: User, **news) -> Unit:
    unit = _past_written(before, on, decision_number)
    for field, value in news.items():
        setattr(unit, field, value)
    validate(unit)
    unit.save()
    changed = differences(before, unit)
    Event.record(verb, unit, by=by, on=on, decision_number=decision_number, changed=changed)
    return unit


def _past_written(before: Unit, on: date, decision_number: str) -> Unit:
    """Keeps the form that ends the day before; raises Refused for a day that is out of order."""
    _require_past_day(on)
    _require_alive(before, on)
    last = before.pasts.order_by("-until_on").first()
    starts = last.until_on + timedelta(days=1) if last and last.until_on else before.from_on
    if starts and on <= starts:
        raise Refused(_("The day must be after %(day)s, when the present form began.") % {"day": day(starts)})
    past = UnitPast(unit=before, name=before.name, level=before.level, parent=before.parent, from_on=starts)
    past.until_on, past.decision_number = on - timedelta(days=1), decision_number
    validate(past)
    past.save()
    return Unit.objects.get(pk=before.pk)


def _require_past_day(on: date) -> None:
    if on > timezone.localdate():
        raise Refused(_("This day lies in the future; record the change once it is in force."))


def _require_alive(unit: Unit, on: date) -> None:
    if unit.until_on and unit.until_on < on:
        words = {"unit": unit, "day": day(unit.until_on)}
        raise Refused(_("%(unit)s ended on %(day)s already.") % words)


@transaction.atomic
def merge_units(units: Sequence[Unit], *, into: Unit, on: date, by: User, decision_number: str = "") -> Unit:
    """Units end the day before and live on in `into`, new or existing, which also takes over the units under them."""
    if into in units:
        raise Refused(_("A unit cannot be merged into itself."))
    if not units:
        raise Refused(_("Name the units that are merged."))
    _require_unbound(Step(Act.MERGE, tuple(unit.pk for unit in units), _named([into])), on)
    if into._state.adding:
        into.from_on = into.from_on or on
        add_unit(into, by=by)
    _require_alive(into, on)
    for unit in units:
        _end(unit, on)
        _succeed(unit, into, Succession.Kind.MERGED, on, decision_number)
        for child in unit.children.on(on):
            _with_past(child, "blocs.move_unit", on, decision_number, by, parent=into)
    return _told("blocs.merge_units", into, by, on, decision_number, units=[logged(unit) for unit in units])


@transaction.atomic
def split_unit(unit: Unit, *, into: Sequence[Unit], on: date, by: User, decision_number: str = "") -> Unit:
    """The unit ends the day before; two or more, new or existing, take it over."""
    if len(into) < 2:
        raise Refused(_("A unit is split into two or more."))
    return _dissolve(unit, "blocs.split_unit", into, Succession.Kind.SPLIT, on, by, decision_number)


@transaction.atomic
def dissolve_unit(
    unit: Unit, *, on: date, by: User, successors: Sequence[Unit] = (), decision_number: str = ""
) -> Unit:
    """The unit ends the day before, with or without successors."""
    return _dissolve(unit, "blocs.dissolve_unit", successors, Succession.Kind.REPLACED, on, by, decision_number)


def _dissolve(unit, verb, successors, kind, on, by, decision_number):
    _require_no_children(unit, on)
    _require_unbound(Step(ACTS[kind], (unit.pk,), _named(successors)), on)
    ended = _end(unit, on)
    for successor in successors:
        if successor._state.adding:
            successor.from_on = successor.from_on or on
            add_unit(successor, by=by)
        _succeed(ended, successor, kind, on, decision_number)
    return _told(verb, ended, by, on, decision_number, successors=[logged(row) for row in successors])


ACTS = {Succession.Kind.SPLIT: Act.SPLIT, Succession.Kind.REPLACED: Act.DISSOLVE}


def _named(units: Sequence[Unit]) -> tuple[Ref, ...]:
    return tuple(unit.pk or unit.name for unit in units)


def _require_unbound(step: Step, on: date) -> None:
    """What a whole reorganisation is refused for, a single step is too: a sealed pact, a bloc left with one unit."""
    found = [problem.sentence for problem in Plan([step], on=on).problems if problem.step is None]
    if found and on <= timezone.localdate():
        raise Refused(*dict.fromkeys(found))


def _require_no_children(unit: Unit, on: date) -> None:
    names = ", ".join(str(child) for child in unit.children.on(on))
    if names:
        raise Refused(_("Units still stand under it: %(names)s. Move them first.") % {"names": names})


def _end(unit: Unit, on: date) -> Unit:
    unit = locked(unit)
    _require_past_day(on)
    _require_alive(unit, on)
    unit.until_on = on - timedelta(days=1)
    validate(unit)
    unit.save(update_fields=["until_on"])
    return unit


def _succeed(before: Unit, after: Unit, kind: str, on: date, decision_number: str) -> None:
    row = Succession(before=before, after=after, kind=kind, on=on, decision_number=decision_number)
    validate(row)
    row.save()


def _told(verb: str, unit: Unit, by: User, on: date, decision_number: str, **details) -> Unit:
    Event.record(verb, unit, by=by, on=on, decision_number=decision_number, **details)
    return unit


def end_unit(unit: Unit, *, successors: Sequence[Unit], on: date, by: User, decision_number: str = "") -> Unit:
    """Split where two or more take it over, otherwise dissolved."""
    if len(successors) > 1:
        return split_unit(unit, into=successors, on=on, by=by, decision_number=decision_number)
    return dissolve_unit(unit, successors=successors, on=on, by=by, decision_number=decision_number)
