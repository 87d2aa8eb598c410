"""What one criteria table says otherwise than another, row by row, in words (`pacts.logic.table_text`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.wording import day, trimmed
from pacts.logic.formulas import Formula, Measure
from pacts.logic.kinds import Kind
from pacts.logic.table_text import AssignmentText, CriterionText, StageText, TableText

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"

HEAD: dict[str, Any] = {
    "name": gettext_lazy("Name of the table"),
    "maximum": gettext_lazy("Maximum"),
    "bonus_is_inside": gettext_lazy("Bonus is part of the maximum"),
    "step": gettext_lazy("Smallest step of points"),
    "reason_length": gettext_lazy("Shortest reason, in characters"),
    "outcome": gettext_lazy("What comes out"),
    "classes": gettext_lazy("Groups"),
    "tie_breaks": gettext_lazy("What breaks a tie, in order"),
    "stages": gettext_lazy("Stage of scoring"),
    "appeals_from": gettext_lazy("Appeals from"),
    "appeals_until": gettext_lazy("Appeals until"),
    "formulas": gettext_lazy("Version of the formulas"),
    "source": gettext_lazy("Source"),
}
ROW: dict[str, Any] = {
    "name": gettext_lazy("Name of the criterion"),
    "code": gettext_lazy("Number on paper"),
    "points": gettext_lazy("Maximum score"),
    "part": gettext_lazy("Part"),
    "formula": gettext_lazy("Formula"),
    "rules": gettext_lazy("Rules of the formula"),
    "assessor": gettext_lazy("Assessed by"),
    "department": gettext_lazy("Functional department"),
    "pledge": gettext_lazy("Fed by the pledge"),
    "evidence": gettext_lazy("Evidence"),
    "evidence_note": gettext_lazy("Which evidence"),
    "note": gettext_lazy("Guidance"),
    "assignments": gettext_lazy("Decisions on single units"),
}


@dataclass(frozen=True)
class Difference:
    """One change. `number` and `name` of the criterion in the newer table (removed: in the older), "" for the table.

    `what` is the fact that changed (“Maximum score”), `before` and `after` in words, "—" where nothing was said.
    """

    kind: str
    number: str = ""
    name: str = ""
    what: str = ""
    before: str = ""
    after: str = ""

    @property
    def label(self) -> str:
        return self.what or _("Position in the table")

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.kind if self.name else "table"] % vars(self)


_SENTENCES: dict[str, Any] = {
    ADDED: gettext_lazy("Added: %(number)s “%(name)s”, %(after)s points."),
    REMOVED: gettext_lazy("Removed: %(number)s “%(name)s”, %(before)s points."),
    MOVED: gettext_lazy("Moved: “%(name)s”, %(before)s → %(after)s."),
    CHANGED: gettext_lazy("%(number)s “%(name)s”: %(what)s %(before)s → %(after)s."),
    "table": gettext_lazy("%(what)s: %(before)s → %(after)s."),
}


def compare_tables(old: TableText, new: TableText) -> list[Difference]:
    """The table's own rules first, then its criteria in the order of the newer one, at last what was removed.

    A criterion is known again by its names from the top down, else by its place, else by a name that stands once in
    each table.
    """
    pairs = _pairs(old, new)
    return [*_of_table(old, new), *_of_rows(new, pairs), *_removed(old, pairs)]


# --- Which row is which ---


def _pairs(old: TableText, new: TableText) -> dict[str, CriterionText]:
    """{number in the new table: the old row}."""
    found: dict[str, CriterionText] = {}
    for key_of in (_paths, _numbers, _names):
        taken = {row.number for row in found.values()}
        before = {key: row for key, row in key_of(old).items() if row.number not in taken}
        rest = {key: row for key, row in key_of(new).items() if row.number not in found}
        found |= {row.number: before[key] for key, row in rest.items() if key in before}
    return found


def _paths(table: TableText) -> dict[Any, CriterionText]:
    def under(rows, above: tuple[str, ...]) -> Iterator[tuple[Any, CriterionText]]:
        for row in rows:
            path = (*above, row.name)
            yield (path, bool(row.formula)), row
            yield from under(row.children, path)

    return _once(list(under(table.criteria, ())))


def _numbers(table: TableText) -> dict[Any, CriterionText]:
    """A leaf is not taken for a group that came to stand in its place."""
    return {(row.number, bool(row.formula)): row for row in table.walk()}


def _names(table: TableText) -> dict[Any, CriterionText]:
    return _once([((row.name, bool(row.formula)), row) for row in table.walk()])


def _once(pairs: list[tuple[Any, CriterionText]]) -> dict[Any, CriterionText]:
    keys = [key for key, _row in pairs]
    twice = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set()
    return {key: row for key, row in pairs if key not in twice}


# --- What differs ---


def _of_table(old: TableText, new: TableText) -> Iterator[Difference]:
    for field, label in HEAD.items():
        before, after = getattr(old, field), getattr(new, field)
        if field == "stages":
            yield from _of_stages(before, after)
        elif before != after:
            yield Difference(CHANGED, what=str(label), before=in_words(field, before), after=in_words(field, after))


def _of_stages(old: Sequence[StageText], new: Sequence[StageText]) -> Iterator[Difference]:
    """One by one, in their order: a stage is known again by its kind."""
    before, after = ({stage.kind: stage for stage in stages} for stages in (old, new))
    for kind in dict.fromkeys([*after, *before]):
        one, other = before.get(kind), after.get(kind)
        if one != other:
            yield Difference(CHANGED, what=str(HEAD["stages"]), before=_stage(one), after=_stage(other))


def _of_rows(new: TableText, pairs: Mapping[str, CriterionText]) -> Iterator[Difference]:
    for row in new.walk():
        before = pairs.get(row.number)
        if before is None:
            yield Difference(ADDED, row.number, row.name, after=trimmed(row.points))
        else:
            yield from _of_row(before, row)


def _of_row(old: CriterionText, new: CriterionText) -> Iterator[Difference]:
    if old.number.rpartition(".")[0] != new.number.rpartition(".")[0] and old.name == new.name:
        yield Difference(MOVED, new.number, new.name, before=old.number, after=new.number)
    for field, label in ROW.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            words = {"before": in_words(field, before), "after": in_words(field, after)}
            yield Difference(CHANGED, new.number, new.name, str(label), **words)


def _removed(old: TableText, pairs: Mapping[str, CriterionText]) -> Iterator[Difference]:
    kept = {row.number for row in pairs.values()}
    for row in old.walk():
        if row.number not in kept:
            yield Difference(REMOVED, row.number, row.name, before=trimmed(row.points))


# --- Values in words ---

WORDS: dict[str, dict[str, Any]] = {
    "outcome": {"ranks": gettext_lazy("ranks"), "classes": gettext_lazy("groups")},
    "part": {
        "main": gettext_lazy("counts into the maximum"),
        "bonus": gettext_lazy("bonus"),
        "penalty": gettext_lazy("penalty"),
    },
    "assessor": {
        "unit": gettext_lazy("the unit, then its reviewers"),
        "bloc": gettext_lazy("the bloc"),
        "department": gettext_lazy("a functional department"),
    },
    "evidence": {
        "none": gettext_lazy("no evidence needed"),
        "wanted": gettext_lazy("evidence welcome"),
        "required": gettext_lazy("evidence required"),
    },
    "formula": {formula.value: formula.label for formula in Formula},
    "kind": {kind.value: kind.label for kind in Kind},
}


def in_words(field: str, value: Any) -> str:
    """A fact as a reader takes it in; “—” for nothing."""
    if value in (None, "", (), {}):
        return "—"
    if field in WORDS:
        return str(WORDS[field].get(value, value))
    if field in ("appeals_from", "appeals_until"):
        return _day(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _compound(field, value)


def _compound(field: str, value: Any) -> str:
    if isinstance(value, Decimal | int):
        return trimmed(value)
    if field == "tie_breaks":
        return ", ".join(_measure(name) for name in value)
    if field == "assignments":
        return "; ".join(_assignment(line) for line in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{KEYS.get(key, key)} {in_words(key, item)}" for key, item in value.items())
    return "; ".join(in_words("", item) for item in value) if isinstance(value, tuple) else str(value)


KEYS: dict[str, Any] = {
    "per": gettext_lazy("points for each"),
    "floor": gettext_lazy("floor"),
    "bands": gettext_lazy("bands"),
    "upto": gettext_lazy("up to"),
    "points": gettext_lazy("points"),
    "kind": gettext_lazy("kind"),
    "target": gettext_lazy("target"),
    "target_max": gettext_lazy("upper target"),
    "baseline": gettext_lazy("baseline"),
    "measure": gettext_lazy("unit of measure"),
    "name": gettext_lazy("name"),
    "from": gettext_lazy("begins at"),
}


MEASURES: dict[str, Any] = {
    Measure.FEWER_PENALTIES: gettext_lazy("Fewer penalty points"),
    Measure.PLEDGES_MET: gettext_lazy("More pledges met"),
    Measure.EVIDENCE: gettext_lazy("More criteria with evidence"),
}


def _measure(name: str) -> str:
    base, _colon, number = name.partition(":")
    return _("More points in group %(number)s") % {"number": number} if number else str(MEASURES.get(base, name))


def _stage(stage: StageText | None) -> str:
    return f"{stage.name} ({_day(stage.opens_on)} – {_day(stage.due_on)})" if stage else "—"


def _day(on: str | None) -> str:
    return day(date.fromisoformat(on)) if on else "…"


def _assignment(line: AssignmentText) -> str:
    words = {"unit": line.unit, "reason": line.reason}
    words |= {"target": trimmed(line.target), "baseline": trimmed(line.baseline)}
    if not line.applies:
        return _("%(unit)s: does not apply (%(reason)s)") % words
    if line.is_without_target:
        return _("%(unit)s: without a target") % words
    if line.target is None:
        return _("%(unit)s: baseline %(baseline)s") % words
    return _("%(unit)s: target %(target)s") % words
