"""The lines of a file as the preview shows them: what each would do, and in every changed field old and new."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.logic.wording import trimmed
from pacts.excel.columns import BY_KEY, RULES
from pacts.excel.plan import Change, Plan
from pacts.excel.rows import Names, Row, cells_of

BADGES = {"new": "submitted", "changed": "in-progress", "unchanged": "done", "removed": "withdrawn"}
WORDS = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "removed": gettext_lazy("deleted"),
}


@dataclass(frozen=True)
class Difference:
    field: str
    old: str
    new: str


@dataclass(frozen=True)
class PreviewLine:
    """`line` in the file (0: stands only in the table)."""

    line: int
    number: str
    name: str
    points: str
    state: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def word(self) -> Any:
        return WORDS[self.state]

    @property
    def badge(self) -> str:
        return BADGES[self.state]


def lines_of(plan: Plan, names: Names) -> list[PreviewLine]:
    """What the file does, unchanged lines left out, then what it removes."""
    acting = [_line(change, names) for change in plan.changes if change.state != "unchanged"]
    gone = [PreviewLine(0, row.number, row.name, trimmed(row.points), "removed") for row in plan.removed]
    return [*acting, *gone]


def _line(change: Change, names: Names) -> PreviewLine:
    row = change.row
    found = _differences(change, names) if change.old else []
    return PreviewLine(row.line, row.number, row.name, trimmed(row.points), change.state, found)


def _differences(change: Change, names: Names) -> list[Difference]:
    old, new = cells_of(change.old, names), cells_of(change.row, names)
    keys = [key for name in change.fields for key in (RULES if name == "rules" else [name])]
    found = [Difference(BY_KEY[key].header, _say(old[key]), _say(new[key])) for key in keys if old[key] != new[key]]
    if change.is_moved:
        found.append(Difference(_("Position in the table"), *_places(change)))
    return found


def _places(change: Change) -> tuple[str, str]:
    """The number before and after; where both are one, the group of that number is another."""
    before, after = _number(change.old), _number(change.row)
    return before, after if after != before else _("%(number)s, in a new group") % {"number": after}


def _number(row: Row | None) -> str:
    return row.number if row else "—"


def _say(value: Any) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else trimmed(value)
