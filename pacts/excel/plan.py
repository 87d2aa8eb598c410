"""What an Excel file would change in a table: line by line new, changed or unchanged, and what it would remove."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from blocs.logic.text import fold
from pacts.excel.columns import RULES
from pacts.excel.rows import COMPARED, Row, changed


@dataclass(frozen=True)
class Change:
    """One line of the file with the criterion it is (none: new) and the fields that differ."""

    row: Row
    old: Row | None = None
    fields: tuple[str, ...] = ()
    is_moved: bool = False

    @property
    def state(self) -> str:
        if self.old is None:
            return "new"
        return "changed" if self.fields or self.is_moved else "unchanged"


@dataclass(frozen=True)
class Plan:
    changes: list[Change] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> Counter:
        return Counter(change.state for change in self.changes) + Counter(removed=len(self.removed))

    def without(self, numbers: set[str]) -> "Plan":
        """Lines that could not be read are no lines left out."""
        return Plan(self.changes, [row for row in self.removed if row.number not in numbers])


def plan_of(old: Sequence[Row], new: Sequence[Row], columns: set[str]) -> Plan:
    """`columns`: those the file has; what it has no column for stays as it is."""
    matched = _matched(old, new)
    kept = [_kept(row, matched.get(place), columns) for place, row in enumerate(new)]
    moved = _moved(old, kept, matched)
    changes = [
        Change(row, matched.get(place), tuple(_fields(matched.get(place), row)), place in moved)
        for place, row in enumerate(kept)
    ]
    stays = {row.key for row in matched.values()}
    return Plan(changes, [row for row in old if row.key not in stays])


def _fields(old: Row | None, row: Row) -> list[str]:
    return changed(old, row) if old else []


def _kept(row: Row, old: Row | None, columns: set[str]) -> Row:
    if old is None:
        return replace(row, key=None)
    absent = {name for name in COMPARED if name not in {*columns, "rules", "part"}}
    if not columns & set(RULES) or "formula" not in columns:
        absent.add("rules")
    return replace(row, key=old.key, **{name: getattr(old, name) for name in absent})


def _matched(old: Sequence[Row], new: Sequence[Row]) -> dict[int, Row]:
    """{place in the file: the criterion it is}: by the hidden key, else by number and name, else by name and group.

    A line copied in Excel bears its model's key; the second of them is new.
    """
    found: dict[int, Row] = {}
    free = {row.key: row for row in old}
    for place, row in enumerate(new):
        if row.key in free:
            found[place] = free.pop(row.key)
    for name in (_by_number, _by_path):
        old_names, new_names = name(old), name(new)
        counts = Counter(old_names)
        by_name = {old_names[n]: row for n, row in enumerate(old) if row.key in free and counts[old_names[n]] == 1}
        for place in range(len(new)):
            row = by_name.pop(new_names[place], None) if place not in found else None
            if row is not None:
                found[place] = free.pop(row.key)
    return found


def _by_number(rows: Sequence[Row]) -> list:
    return [(row.number, fold(row.name)) for row in rows]


def _by_path(rows: Sequence[Row]) -> list:
    paths: dict[str, tuple] = {}
    for row in rows:
        paths[row.number] = (*paths.get(row.parent_number, ()), (fold(row.code), fold(row.name)))
    return [paths[row.number] for row in rows]


def _moved(old: Sequence[Row], new: Sequence[Row], matched: dict[int, Row]) -> set[int]:
    """Places whose criterion stands under another group, or in another order among those that stay beside it."""
    group_was, group_is = _groups(old), _groups(new)
    stay = {row.key for row in matched.values()}
    moved = {place for place, row in matched.items() if group_was[row.key] != group_is[row.key]}
    settled = [matched[place].key for place in sorted(matched) if place not in moved]
    before = [row.key for row in old if row.key in stay and row.key in set(settled)]
    return moved | {
        place for place, row in matched.items() if place not in moved and _shifted(row.key, before, settled, group_was)
    }


def _groups(rows: Sequence[Row]) -> dict[int | None, int | None]:
    """{key: key of its group}; a new group has none, so whatever goes under it has moved."""
    by_number = {row.number: row.key for row in rows}
    return {row.key: by_number.get(row.parent_number, 0) if row.parent_number else 0 for row in rows}


def _shifted(key, before: list, after: list, groups: dict) -> bool:
    group = groups[key]
    return [one for one in before if groups[one] == group].index(key) != [
        one for one in after if groups[one] == group
    ].index(key)
