"""What parts two criteria tables, for the page that compares them; `logic.table_differences` finds it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from blocs.logic.intake import Difference as Changed
from blocs.logic.wording import trimmed
from pacts.logic.table_differences import ADDED, REMOVED, Difference, compare_tables
from pacts.logic.table_text import TableText
from pacts.models import CriteriaTable
from pacts.text import text_of_table

STATES = {ADDED: "new", REMOVED: "removed"}


BADGES = {"new": "submitted", "changed": "in-progress", "unchanged": "done", "removed": "withdrawn"}
WORDS = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "removed": gettext_lazy("deleted"),
}


@dataclass(frozen=True)
class ChangedLine:
    """One criterion that parts the tables."""

    number: str
    name: str
    points: str
    state: str
    differences: list[Changed] = field(default_factory=list)

    @property
    def word(self) -> Any:
        return WORDS[self.state]

    @property
    def badge(self) -> str:
        return BADGES[self.state]


@dataclass
class Differences:
    """`sentences` of the table as a whole; `lines` of its criteria, those that agree left out."""

    sentences: list[str] = field(default_factory=list)
    lines: list[ChangedLine] = field(default_factory=list)
    unchanged: int = 0

    @property
    def found_any(self) -> bool:
        return bool(self.sentences or self.lines)


def differences_between(old: CriteriaTable, new: CriteriaTable) -> Differences:
    """From the old table to the new one. Pledges are told by number, departments and units by name."""
    after = text_of_table(new)
    found = compare_tables(text_of_table(old), after)
    sentences = [one.sentence for one in found if not one.name]
    lines = _lines([one for one in found if one.name], after)
    kept = sum(1 for _row in after.walk()) - sum(line.state != "removed" for line in lines)
    return Differences(sentences, lines, kept)


def _lines(found: list[Difference], after: TableText) -> list[ChangedLine]:
    """One line a criterion, however much of it differs."""
    rows = {row.number: trimmed(row.points) for row in after.walk()}
    by_row: dict[tuple[bool, str], list[Difference]] = {}
    for one in found:
        by_row.setdefault((one.kind == REMOVED, one.number), []).append(one)
    return [_line(differences, rows) for differences in by_row.values()]


def _line(differences: list[Difference], rows: dict[str, str]) -> ChangedLine:
    one = differences[0]
    state = STATES.get(one.kind, "changed")
    points = one.before if one.kind == REMOVED else rows[one.number]
    changed = [Changed(row.label, row.before, row.after) for row in differences if state == "changed"]
    return ChangedLine(one.number, one.name, points, state, changed)
