"""The text of a criteria table as it is sealed with its pact: plain words and figures (`pacts.logic.seal`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pacts.logic.table_rules import FIGURES, read_figure


@dataclass(frozen=True)
class AssignmentText:
    """What the bloc decided beforehand of one unit on one criterion, or on a group and all below it."""

    unit: str
    applies: bool = True
    is_without_target: bool = False
    target: Decimal | None = None
    baseline: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True)
class CriterionText:
    """One node. `number` is its place, `code` what stands on paper; `pledge` the number of the pledge that feeds it."""

    number: str
    name: str
    points: Decimal
    code: str = ""
    name_is_open: bool = False
    part: str = "main"
    formula: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    assessor: str = "unit"
    department: str = ""
    pledge: str = ""
    evidence: str = "none"
    evidence_note: str = ""
    note: str = ""
    assignments: tuple[AssignmentText, ...] = ()
    children: tuple["CriterionText", ...] = ()

    def walk(self) -> "Iterator[CriterionText]":
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class StageText:
    """Days as “2017-12-01”, None where none is named."""

    kind: str
    name: str
    opens_on: str | None = None
    due_on: str | None = None


@dataclass(frozen=True)
class TableText:
    name: str
    maximum: Decimal
    bonus_is_inside: bool
    step: Decimal
    reason_length: int
    formulas: str
    outcome: str
    classes: tuple[Mapping[str, Any], ...] = ()
    tie_breaks: tuple[str, ...] = ()
    appeals_from: str | None = None
    appeals_until: str | None = None
    source: str = ""
    stages: tuple[StageText, ...] = ()
    criteria: tuple[CriterionText, ...] = ()

    def walk(self) -> Iterator[CriterionText]:
        for root in self.criteria:
            yield from root.walk()


def rules_as_figures(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as Decimal, so that "2.50" and "2.5" seal alike; what is no figure (in a draft) stays as typed."""
    return {key: _as_figure(key, value) for key, value in rules.items()}


def _as_figure(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(rules_as_figures(item) if isinstance(item, Mapping) else str(item) for item in value)
    if key not in (*FIGURES, "from") or value in (None, ""):
        return value
    try:
        return read_figure(value)
    except ValueError:
        return str(value)
