"""What a changed line of a file says before and after, as the preview shows it."""

from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.intake import Difference
from blocs.logic.wording import trimmed
from pacts.excel.columns import BY_KEY, RULES
from pacts.excel.plan import Change
from pacts.excel.rows import Names, Row, cells_of


def differences_of(change: Change, names: Names) -> list[Difference]:
    """Of a changed line: each field before and after, then its place."""
    old, new = cells_of(change.old, names), cells_of(change.row, names)
    keys = [key for name in change.fields for key in (RULES if name == "rules" else [name])]
    found = [
        Difference(BY_KEY[key].header, in_words(old[key]), in_words(new[key])) for key in keys if old[key] != new[key]
    ]
    if change.is_moved:
        found.append(Difference(_("Position in the table"), *_places(change)))
    return found


def _places(change: Change) -> tuple[str, str]:
    """The number before and after; where both are one, the group of that number is another."""
    before, after = _number(change.old), _number(change.row)
    return before, after if after != before else _("%(number)s, in a new group") % {"number": after}


def _number(row: Row | None) -> str:
    return row.number if row else "—"


def in_words(value: Any) -> str:
    if value is None:
        return "—"
    return value if isinstance(value, str) else trimmed(value)
