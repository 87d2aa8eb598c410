"""The rows a contents page sends while they are typed: a strict shape, so that nothing else is slipped in."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused

MOST_ROWS = 100
MOST_TEXT = 4000  # characters of one field as typed; what is longer than its column is refused at the field
FIELDS = ("name", "kind", "target", "target_max", "measure", "baseline_label", "note")


@dataclass(frozen=True)
class TypedRow:
    """One row as typed. `key` names it in the answer; `row` is its pledge, None for a new one, which goes into
    `section` (None: outside any content) behind the pledge `after` (None: at the end). `revision` is the one seen.
    """

    key: str
    row: int | None = None
    section: int | None = None
    after: int | None = None
    revision: int | None = None
    fields: dict[str, str] = field(default_factory=dict)


def rows_in(posted: Any) -> list[TypedRow]:
    """The rows of a posted JSON list. Raises Refused for anything else, for more than 100, for one row twice."""
    if not isinstance(posted, list) or not all(_is_row(one) for one in posted):
        raise Refused(_("The page sent something that is no row; reload it and try again."))
    if len(posted) > MOST_ROWS:
        raise Refused(_("At most %(most)s rows are saved at once.") % {"most": MOST_ROWS})
    rows = [TypedRow(**one) for one in posted]
    known = [row.row for row in rows if row.row is not None]
    if len({row.key for row in rows}) < len(rows) or len(set(known)) < len(known):
        raise Refused(_("The page sent one pledge twice; reload it and try again."))
    return rows


def _is_row(one: Any) -> bool:
    if not isinstance(one, dict) or not {"key", "fields"} <= set(one) <= set(TypedRow.__dataclass_fields__):
        return False
    numbers = (one.get(name) for name in ("row", "section", "after", "revision"))
    return _is_text(one["key"], 64) and all(map(_is_number_or_none, numbers)) and _are_fields(one["fields"])


def _are_fields(fields: Any) -> bool:
    if not isinstance(fields, dict) or not set(fields) <= set(FIELDS):
        return False
    return all(_is_text(value, MOST_TEXT) for value in fields.values())


def _is_text(value: Any, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most


def _is_number_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18)
