"""The cells a page posts: a strict shape, so that nothing else can be slipped in beside them."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused

MOST_CELLS = 200
MOST_REASON = 2000  # characters
MOST_GIVEN = 100  # characters


@dataclass(frozen=True)
class Cell:
    """One row as it was typed. `given` is the raw text (points, figure, “12/15”, “1”/“0” for yes/no; "" takes the
    mark out); `revision` that of the mark the writer saw, None where there was none.
    """

    criterion: int
    given: str = ""
    reason: str = ""
    revision: int | None = None


class Fate(StrEnum):
    SAVED = "saved"
    SAME = "same"  # nothing to write
    REMOVED = "removed"
    REFUSED = "refused"
    CONFLICT = "conflict"


def cells_in(posted: Any) -> list[Cell]:
    """The cells of a posted JSON list [{"criterion", "given", "reason", "revision"}]. Raises Refused for anything else:

    another key (a final score, a stage, a unit), another type, more than 200, one criterion twice.
    """
    if not isinstance(posted, list) or not all(_is_cell(one) for one in posted):
        raise Refused(_("The page sent something that is no mark; reload it and try again."))
    if len(posted) > MOST_CELLS:
        raise Refused(_("At most %(most)s rows are saved at once.") % {"most": MOST_CELLS})
    cells = [Cell(**one) for one in posted]
    if len({cell.criterion for cell in cells}) < len(cells):
        raise Refused(_("The page sent one row twice; reload it and try again."))
    return cells


def _is_cell(one: Any) -> bool:
    known = {field.name for field in fields(Cell)}
    if not isinstance(one, dict) or "criterion" not in one or not set(one) <= known:
        return False
    texts = [one.get("given", ""), one.get("reason", "")]
    return (
        _is_number(one["criterion"])
        and (one.get("revision") is None or _is_number(one["revision"]))
        and all(isinstance(text, str) for text in texts)
        and len(texts[0]) <= MOST_GIVEN
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63
