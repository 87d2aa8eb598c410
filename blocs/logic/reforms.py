"""What a reorganisation consists of, and whether its steps can stand together: nothing here knows a database.

A unit that exists is named by its number, one that comes into being by its name. All steps take force on the same day,
so their order says nothing: a unit merged into one that is itself merged goes where that one goes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.text import fold
from blocs.logic.wording import day

Ref = int | str


class Act(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    DISSOLVE = "dissolve"
    MOVE = "move"
    TRANSFER = "transfer"
    FOUND = "found"

    @property
    def label(self) -> Any:
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Any]]:
        return [(act.value, act.label) for act in cls]


LABELS: dict[Act, Any] = {
    Act.MERGE: gettext_lazy("merger"),
    Act.SPLIT: gettext_lazy("split"),
    Act.RENAME: gettext_lazy("renaming"),
    Act.DISSOLVE: gettext_lazy("dissolution"),
    Act.MOVE: gettext_lazy("new parent unit"),
    Act.TRANSFER: gettext_lazy("change of bloc"),
    Act.FOUND: gettext_lazy("new unit"),
}
ENDING = (Act.MERGE, Act.SPLIT, Act.DISSOLVE)


@dataclass(frozen=True)
class Step:
    """`units` exist; `into` are those that take over or come into being; `name` the new name of a renaming.

    `parent` is the new parent (of new units and moved ones), `bloc` the bloc that is entered.
    """

    act: str
    units: tuple[int, ...] = ()
    into: tuple[Ref, ...] = ()
    name: str = ""
    short_name: str = ""
    parent: Ref | None = None
    bloc: int | None = None


@dataclass(frozen=True)
class UnitFacts:
    """A unit as the register has it; `form_from` is the day its present name and place began."""

    name: str
    from_on: date | None = None
    until_on: date | None = None
    form_from: date | None = None


@dataclass(frozen=True)
class Problem:
    """Why the steps cannot stand; `step` is the place of the step in the list, None where it is the whole."""

    step: int | None
    sentence: str


def written(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """As JSON keeps them: what is empty is left out."""
    rows = [asdict(step) for step in steps]
    return [{key: _as_json(value) for key, value in row.items() if value not in ("", (), None)} for row in rows]


def _as_json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def read(rows: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Raises TypeError for what `written` never wrote."""
    kept: list[dict[str, Any]] = [{key: _as_kept(value) for key, value in row.items()} for row in rows]
    return [Step(**row) for row in kept]


def _as_kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def told_once(steps: Sequence[Step]) -> list[Step]:
    """“A and B become A”: A goes on, so only B ends."""
    return [_without_survivor(step) if step.act == Act.MERGE else step for step in steps]


def _without_survivor(step: Step) -> Step:
    units = tuple(unit for unit in step.units if unit not in step.into)
    return Step(**{**asdict(step), "units": units, "into": step.into})


def ended(steps: Iterable[Step]) -> list[int]:
    return [unit for step in steps if step.act in ENDING for unit in step.units]


def known(ref: Ref) -> Ref:
    """New units are the same where their names are, whatever the letters' case."""
    return fold(ref) if isinstance(ref, str) else ref


def successors(steps: Sequence[Step]) -> dict[int, list[Ref]]:
    """Who takes over each unit that ends, through chains to those that last; [] for none. A ring leads nowhere."""
    direct: dict[int, list[Ref]] = {}
    for step in steps:
        if step.act in ENDING:
            for unit in step.units:
                direct.setdefault(unit, []).extend(known(ref) for ref in step.into)
    return {unit: list(dict.fromkeys(_lasting(unit, direct, ()))) for unit in direct}


def _lasting(unit: int, direct: Mapping[int, list[Ref]], seen: tuple[int, ...]) -> list[Ref]:
    if unit in seen:
        return []
    found = []
    for ref in direct[unit]:
        found += _lasting(ref, direct, (*seen, unit)) if isinstance(ref, int) and ref in direct else [ref]
    return found


def rings(steps: Sequence[Step]) -> list[int]:
    """Units that would in the end be merged into themselves."""
    found = successors(steps)
    into = {unit for step in steps if step.act in (Act.MERGE, Act.SPLIT) for unit in step.units}
    return [unit for unit in into if not found[unit]]


def new_names(steps: Iterable[Step]) -> dict[str, str]:
    """The units that come into being: {folded: as written}."""
    return {fold(ref): ref for step in steps for ref in step.into if isinstance(ref, str)}


# --- Whether they can stand -----------------------------------------------------------------------


def problems(steps: Sequence[Step], facts: Mapping[int, UnitFacts], on: date) -> list[Problem]:
    """Everything the steps and the register alone can tell, in sentences."""
    found = [Problem(None, _("A reorganisation has at least one step."))] if not steps else []
    for number, step in enumerate(steps):
        sentences = [*_shape(step), *_unknown(step, facts), *_dead(step, facts, on)]
        found += [Problem(number, sentence) for sentence in sentences]
    names = {unit: fact.name for unit, fact in facts.items()}
    return [*found, *_twice(steps, names), *_against_each_other(steps, names), *_same_names(steps, facts, on)]


def _shape(step: Step) -> list[str]:
    missing = {
        Act.MERGE: not step.units or len(step.into) != 1,
        Act.SPLIT: len(step.units) != 1 or len(set(map(known, step.into))) < 2,
        Act.RENAME: len(step.units) != 1 or not step.name,
        Act.DISSOLVE: not step.units,
        Act.MOVE: not step.units,
        Act.TRANSFER: not step.units or step.bloc is None,
        Act.FOUND: len(step.into) != 1 or not isinstance(step.into[0], str),
    }
    return [str(SHAPES[Act(step.act)])] if missing[Act(step.act)] else []


SHAPES: dict[Act, Any] = {
    Act.MERGE: gettext_lazy("A merger names the units that end and the one unit they become."),
    Act.SPLIT: gettext_lazy("A split names one unit and at least two that take it over."),
    Act.RENAME: gettext_lazy("A renaming names one unit and its new name."),
    Act.DISSOLVE: gettext_lazy("A dissolution names the units that end."),
    Act.MOVE: gettext_lazy("A move names the units and their new parent unit."),
    Act.TRANSFER: gettext_lazy("A change of bloc names the units and the bloc they enter."),
    Act.FOUND: gettext_lazy("A new unit needs a name that no unit bears."),
}


def _unknown(step: Step, facts: Mapping[int, UnitFacts]) -> list[str]:
    refs = [*step.units, *step.into, *([step.parent] if step.parent is not None else [])]
    gone = any(isinstance(ref, int) and ref not in facts for ref in refs)
    return [_("A unit of this step is not in the register.")] if gone else []


def _dead(step: Step, facts: Mapping[int, UnitFacts], on: date) -> list[str]:
    """Ended before the day, or not begun on it; a changed form may not begin before the present one did."""
    found = []
    into = [ref for ref in step.into if isinstance(ref, int) and ref in facts]
    for unit in [unit for unit in (*step.units, *into) if unit in facts]:
        fact = facts[unit]
        words = {"unit": fact.name, "day": day(fact.until_on or fact.from_on)}
        if fact.until_on and fact.until_on < on:
            found.append(_("%(unit)s ended on %(day)s already.") % words)
        elif fact.until_on:
            found.append(_("%(unit)s is already set to end on %(day)s.") % words)
        elif fact.from_on and fact.from_on >= on:
            found.append(_("%(unit)s began only on %(day)s.") % words)
    return found + _form_too_young(step, facts, on)


def _form_too_young(step: Step, facts: Mapping[int, UnitFacts], on: date) -> list[str]:
    if step.act not in (Act.RENAME, Act.MOVE):
        return []
    young = [facts[unit] for unit in step.units if unit in facts]
    young = [fact for fact in young if fact.form_from and fact.form_from >= on and fact.form_from != fact.from_on]
    sentence = _("%(unit)s: the day must be after %(day)s, when the present form began.")
    return [sentence % {"unit": fact.name, "day": day(fact.form_from)} for fact in young]


ONLY_ONCE = {Act.RENAME, Act.MOVE, Act.TRANSFER}


def _twice(steps: Sequence[Step], names: Mapping[int, str]) -> list[Problem]:
    """A unit ends once, is renamed once, moves once, changes its bloc once."""
    seen: dict[tuple[str, int], int] = {}
    found = []
    for number, step in enumerate(steps):
        kind = "end" if step.act in ENDING else step.act
        for unit in step.units:
            first = seen.setdefault((kind, unit), number)
            if first != number or Counter(step.units)[unit] > 1:
                found.append(Problem(number, _said_twice(unit, first, names)))
    return list(dict.fromkeys(found))


def _said_twice(unit: int, first: int, names: Mapping[int, str]) -> str:
    words = {"unit": names.get(unit, unit), "step": first + 1}
    return _("%(unit)s is named twice: step %(step)s says the same of it or something else. Keep one.") % words


def _against_each_other(steps: Sequence[Step], names: Mapping[int, str]) -> list[Problem]:
    """What ends is not renamed, moved or transferred besides; nobody ends in a ring or stands under what ends."""
    gone = set(ended(steps))
    found = []
    for number, step in enumerate(steps):
        for unit in [unit for unit in step.units if step.act in ONLY_ONCE and unit in gone]:
            sentence = _("%(unit)s ends in this reorganisation, so nothing else can happen to it.")
            found.append(Problem(number, sentence % {"unit": names.get(unit, unit)}))
        if step.parent in gone:
            sentence = _("%(unit)s ends in this reorganisation, so no unit can be put under it.")
            found.append(Problem(number, sentence % {"unit": names.get(int(step.parent or 0), "")}))
    sentence = _("%(unit)s would in the end be merged into itself.")
    return found + [Problem(None, sentence % {"unit": names.get(unit, unit)}) for unit in rings(steps)]


def _same_names(steps: Sequence[Step], facts: Mapping[int, UnitFacts], on: date) -> list[Problem]:
    """A new name that a living unit bears and keeps would be two units with one name."""
    gone = set(ended(steps)) | {unit for step in steps if step.act == Act.RENAME for unit in step.units}
    alive = {fold(fact.name) for unit, fact in facts.items() if unit not in gone and not fact.until_on}
    sentence = _("A unit called “%(name)s” is there already. Choose it as an existing unit.")
    found = []
    for number, step in enumerate(steps):
        fresh = [ref for ref in step.into if isinstance(ref, str)] if step.act != Act.RENAME else [step.name]
        found += [Problem(number, sentence % {"name": name}) for name in fresh if name and fold(name) in alive]
    return found


# --- Days --------------------------------------------------------------------------------------------


def eve(on: date) -> date:
    """The last day of what ends."""
    return on - timedelta(days=1)
