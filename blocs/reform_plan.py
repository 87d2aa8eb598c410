"""What a reorganisation will do, worked out whole before a single row is written; the preview reads from it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic import reforms as logic
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Problem, Ref, Step, UnitFacts, eve, known
from blocs.logic.text import slugify
from blocs.logic.wording import day
from blocs.models import Reform, Succession, Unit, UnitPast
from blocs.reform_effects import REGISTERED
from blocs.reform_members import Members
from blocs.rows_kept import Ledger

KINDS = {
    Act.MERGE: Succession.Kind.MERGED,
    Act.SPLIT: Succession.Kind.SPLIT,
    Act.DISSOLVE: Succession.Kind.REPLACED,
}


class Plan:
    """`problems` say why it cannot be carried out; `told` what it does, as [heading, sentence]."""

    def __init__(
        self, steps: Sequence[Step], *, on: date, decision_number: str = "", reform: Reform | None = None
    ) -> None:
        self.on, self.decision_number, self.reform = on, decision_number, reform
        self.steps = logic.told_once(steps)
        self.ledger = Ledger()
        self.told: list[list[str]] = []
        self.about: list[Ref] = []
        self.units = {unit.pk: unit for unit in Unit.objects.select_related("level")}
        self.names = {unit.pk: unit.name for unit in self.units.values()}
        self.new: dict[str, Unit] = {}
        self.problems: list[Problem] = [*logic.problems(self.steps, self._facts(), on), *self._of_the_day()]
        if not self.problems:
            self._work_out()

    def _work_out(self) -> None:
        self._make_units()
        for unit in self.ended:
            self._end(unit)
        for step in self.steps:
            self._apply(step)
        self._pass_on_children()
        self.members = Members(self)
        self.members.work_out()
        for effects in REGISTERED:
            self.problems += [Problem(None, sentence) for sentence in effects.obstacles(self)]
        if not self.problems:
            for effects in REGISTERED:
                effects.add(self)

    # What the steps say

    def _of_the_day(self) -> list[Problem]:
        if self.on <= timezone.localdate():
            return []
        words = {"day": day(self.on)}
        return [Problem(None, _("It takes force on %(day)s; carry it out from that day on.") % words)]

    def _facts(self) -> dict[int, UnitFacts]:
        named = {unit for step in self.steps for unit in (*step.units, *step.into)}
        begun = self._forms_begun
        rows = self.units.values()
        return {
            row.pk: UnitFacts(row.name, row.from_on, row.until_on, begun.get(row.pk) if row.pk in named else None)
            for row in rows
        }

    @cached_property
    def _forms_begun(self) -> dict[int, date]:
        """The day each unit's present form began, where an earlier one is kept."""
        pasts = UnitPast.objects.filter(until_on__isnull=False).order_by("until_on").values_list("unit", "until_on")
        return {unit: until + timedelta(days=1) for unit, until in pasts}

    @cached_property
    def ended(self) -> list[Unit]:
        found = [self.units[pk] for pk in dict.fromkeys(logic.ended(self.steps))]
        return sorted(found, key=_precedence)

    @cached_property
    def successors(self) -> dict[int, list[Unit]]:
        """By the key of each unit that ends."""
        return {pk: [self.unit(ref) for ref in refs] for pk, refs in logic.successors(self.steps).items()}

    @cached_property
    def predecessors(self) -> dict[int, list[Unit]]:
        """The units that end, by the identity of who takes them over, in order of precedence."""
        found: dict[int, list[Unit]] = defaultdict(list)
        for unit in self.ended:
            for successor in self.successors[unit.pk]:
                found[id(successor)].append(unit)
        return found

    def before(self, successor: Unit) -> list[Unit]:
        return self.predecessors.get(id(successor), [])

    def is_new(self, unit: Unit) -> bool:
        return unit.pk is None

    def unit(self, ref: Ref) -> Unit:
        return self.units[ref] if isinstance(ref, int) else self.new[str(known(ref))]

    def continues_whole(self, unit: Unit) -> Unit | None:
        """The one unit that takes over all of this one; None where it is split or nobody does."""
        found = self.successors.get(unit.pk, [])
        return found[0] if len(found) == 1 else None

    def touched(self) -> list[Unit]:
        """Units whose name, life or bloc changes, and existing ones that take others over."""
        found = {unit.pk: unit for unit in self.ended}
        for step in self.steps:
            if step.act != Act.MOVE:
                found |= {ref: self.units[ref] for ref in (*step.units, *step.into) if isinstance(ref, int)}
        return list(found.values())

    def tell(self, heading: Any, sentence: str, unit: Unit | None = None) -> None:
        self.told.append([str(heading), sentence])
        self.about.append((unit.pk or str(known(unit.name))) if unit else "")

    def told_of(self, step: Step) -> list[list[str]]:
        """What is told of the units that this step names."""
        named = [*step.units, *(known(ref) for ref in step.into)]
        return [told for ref in dict.fromkeys(named) for told in self._told_about.get(ref, [])]

    @cached_property
    def _told_about(self) -> dict[Ref, list[list[str]]]:
        found: dict[Ref, list[list[str]]] = defaultdict(list)
        for told, about in zip(self.told, self.about, strict=True):
            found[about].append(told)
        return found

    def object_to(self, sentence: str) -> None:
        self.problems.append(Problem(None, sentence))

    # Units

    def _make_units(self) -> None:
        slugs = set(Unit.objects.values_list("slug", flat=True))
        for key, name in sorted(logic.new_names(self.steps).items()):
            self.new[key] = Unit(name=name, slug=_free(name, slugs), from_on=self.on)
        first: dict[str, Step] = {}
        for step in self.steps:
            for ref in step.into:
                if isinstance(ref, str) and (step.parent is not None or str(known(ref)) not in first):
                    first[str(known(ref))] = step
        for key, unit in self.new.items():
            self._describe(unit, first[key])
            self.ledger.make(unit)

    def _describe(self, unit: Unit, step: Step) -> None:
        """Level, place and precedence of the first of those it takes over; the parent the step names comes first."""
        model = next(iter(self.before(unit)), None)
        if model is not None:
            unit.level, unit.precedence, unit.is_illustrative = model.level, model.precedence, model.is_illustrative
            unit.parent = self._lasting(model.parent_id)
        if step.parent is not None:
            unit.parent = self.unit(step.parent)
        unit.short_name = step.short_name
        words = {"unit": unit.name, "parent": unit.parent or _("none, at the top"), "day": day(self.on)}
        self.tell(_("Units"), _("%(unit)s comes into being on %(day)s; parent unit: %(parent)s.") % words, unit)

    def _lasting(self, pk: int | None) -> Unit | None:
        """The parent, or whoever takes it over."""
        if pk is None:
            return None
        return self.continues_whole(self.units[pk]) or self.units[pk]

    def _end(self, unit: Unit) -> None:
        self.ledger.change(unit, until_on=eve(self.on))
        found = self.successors[unit.pk]
        for successor in found:
            row = Succession(before=unit, after=successor, kind=self._kinds[unit.pk], on=self.on)
            row.decision_number = self.decision_number
            self.ledger.make(row)
        names = ", ".join(row.name for row in found)
        words = {"unit": unit.name, "day": day(eve(self.on)), "names": names}
        with_names = _("%(unit)s ends on %(day)s; taken over by: %(names)s. Its past stays with it and is shown there.")
        self.tell(
            _("Units"), (with_names if names else _("%(unit)s ends on %(day)s without a successor.")) % words, unit
        )

    @cached_property
    def _kinds(self) -> dict[int, str]:
        """How each unit ends."""
        return {pk: KINDS[Act(step.act)] for step in self.steps if step.act in logic.ENDING for pk in step.units}

    def _apply(self, step: Step) -> None:
        if step.act == Act.RENAME:
            unit = self.units[step.units[0]]
            words = {"old": unit.name, "new": step.name, "day": day(self.on)}
            self.tell(
                _("Units"), _("%(old)s is called %(new)s from %(day)s; older papers keep the old name.") % words, unit
            )
            self._reshape(unit, name=step.name, short_name=step.short_name)
        elif step.act == Act.MOVE:
            for pk in sorted(step.units):
                self._put_under(self.units[pk], self.unit(step.parent) if step.parent is not None else None)

    def _put_under(self, unit: Unit, parent: Unit | None) -> None:
        words = {"unit": unit.name, "parent": parent or _("none, at the top"), "day": day(self.on)}
        self.tell(_("Units"), _("%(unit)s stands under %(parent)s from %(day)s.") % words, unit)
        self._reshape(unit, parent=parent)

    def _reshape(self, unit: Unit, **values: Any) -> None:
        """The form that ends the day before is kept once, whatever changes of it."""
        if unit.pk not in self._kept:
            past = UnitPast(unit=unit, name=unit.name, level=unit.level, parent_id=unit.parent_id)
            past.from_on, past.until_on = self._forms_begun.get(unit.pk) or unit.from_on, eve(self.on)
            past.decision_number = self.decision_number
            self._kept.add(unit.pk)
            self.ledger.make(past)
        self.ledger.change(unit, **values)

    @cached_property
    def _kept(self) -> set[int]:
        """Units whose earlier form is written already."""
        return set()

    def _pass_on_children(self) -> None:
        """Units under one that ends go with it to its one successor; otherwise a step must say where."""
        gone, moved = {unit.pk for unit in self.ended}, self._moved()
        for child in sorted(self.units.values(), key=_precedence):
            if child.parent_id not in gone or child.pk in gone | moved or (child.until_on and child.until_on < self.on):
                continue
            parent = self.units[child.parent_id]
            if heir := self.continues_whole(parent):
                self._put_under(child, heir)
            else:
                sentence = _("%(unit)s stands under %(parent)s, which ends: say in a step where it goes.")
                self.object_to(sentence % {"unit": child.name, "parent": parent.name})

    def _moved(self) -> set[int]:
        return {pk for step in self.steps if step.act == Act.MOVE for pk in step.units}

    # What follows

    def require_possible(self) -> None:
        if self.problems:
            raise Refused(*dict.fromkeys(self.sentence_of(problem) for problem in self.problems))

    def sentence_of(self, problem: Problem) -> str:
        if problem.step is None:
            return problem.sentence
        words = {"step": problem.step + 1, "sentence": problem.sentence}
        return _("Step %(step)s: %(sentence)s") % words


def _precedence(unit: Unit) -> tuple[int, str, int]:
    return unit.precedence, unit.name_sort, unit.pk


def _free(name: str, slugs: set[str]) -> str:
    stem = slugify(name)[:80].strip("-") or "unit"
    found = (
        stem if stem not in slugs else next(s for n in range(2, len(slugs) + 3) if (s := f"{stem}-{n}") not in slugs)
    )
    slugs.add(found)
    return found
