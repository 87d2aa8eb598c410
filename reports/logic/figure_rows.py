"""The rows of a sheet as the page posts them while it is being filled: a strict shape, nothing else slips in."""

from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused

MOST_CELLS = 200
MOST_TYPED = 1000  # characters of one cell; a field's own limit is told by its form
CELLS = ("value", "numerator", "denominator", "statement", "note", "source")
TICK = "is_not_applicable"


@dataclass(frozen=True)
class TypedRow:
    """One pledge's cells, raw as typed. `revision` is that of the figure the writer saw, None where there was none."""

    pledge: int
    cells: dict[str, str | bool] = field(default_factory=dict)
    revision: int | None = None
    remove: bool = False

    @property
    def posted(self) -> dict[str, Any]:
        """As the row's form reads them."""
        names = {"revision": "" if self.revision is None else str(self.revision), "remove": self.remove}
        return {f"p{self.pledge}-{name}": value for name, value in (self.cells | names).items()}


def rows_in(posted: Any) -> list[TypedRow]:
    """The rows of a posted JSON object {"rows": [{"pledge", "cells", "revision", "remove"}]}.

    Raises Refused for anything else: another key or type, more than 200 cells, one pledge twice.
    """
    rows = posted.get("rows") if isinstance(posted, dict) and set(posted) == {"rows"} else None
    if not isinstance(rows, list) or not all(_is_row(one) for one in rows):
        raise Refused(_("The page sent something that is no figure; reload it and try again."))
    if sum(len(one.get("cells", {})) for one in rows) > MOST_CELLS or len(rows) > MOST_CELLS:
        raise Refused(_("At most %(most)s cells are saved at once.") % {"most": MOST_CELLS})
    if len({one["pledge"] for one in rows}) < len(rows):
        raise Refused(_("The page sent one row twice; reload it and try again."))
    return [TypedRow(**one) for one in rows]


def _is_row(one: Any) -> bool:
    known = {name.name for name in fields(TypedRow)}
    if not isinstance(one, dict) or "pledge" not in one or not set(one) <= known:
        return False
    revision = one.get("revision")
    return (
        _is_number(one["pledge"])
        and (revision is None or _is_number(revision))
        and isinstance(one.get("remove", False), bool)
        and _are_cells(one.get("cells", {}))
    )


def _are_cells(cells: Any) -> bool:
    if not isinstance(cells, dict) or not set(cells) <= {*CELLS, TICK}:
        return False
    texts = [text for name, text in cells.items() if name != TICK]
    typed = all(isinstance(text, str) and len(text) <= MOST_TYPED for text in texts)
    return typed and isinstance(cells.get(TICK, False), bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31
