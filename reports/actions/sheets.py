"""Marks on a score sheet: saved cell by cell, agreed with, changed on appeal. What is right is kept even where a cell
beside it is refused.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from blocs.models import User
from reports.models import Appeal, Mark, Sheet

MOST_CELLS = 200


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


@dataclass(frozen=True)
class Told:
    """What became of a cell. `field`: “given” or “reason”, where a refusal belongs. On a conflict `mark` is what
    somebody else saved meanwhile (None: took out), and `given`/`reason` what was typed here.
    """

    criterion: int
    fate: Fate
    given: str = ""
    reason: str = ""
    sentence: str = ""
    field: str = ""
    mark: Mark | None = None


def cells_in(posted: Any) -> list[Cell]:
    """The cells of a posted JSON list [{"criterion", "given", "reason", "revision"}]. Raises Refused for anything else:

    another key (a final score, a stage, a unit), another type, more than 200, one criterion twice.
    """
    raise NotImplementedError


def save_marks(sheet: Sheet, cells: list[Cell], *, by: User, stage: int | None = None) -> list[Told]:
    """Write this stage's marks; one Told for each cell, in order.

    `stage` is the pk of the stage the page showed: Refused where the sheet has moved on since. Raises Refused for the
    sheet as a whole (closed, deadline past, checks not drawn), PermissionDenied for who has no work on it now.
    """
    raise NotImplementedError


def agree_with_rest(sheet: Sheet, *, by: User, stage: int | None = None) -> int:
    """Mark the rows left like the stage before, except those at the maximum, which need a reason each; how many."""
    raise NotImplementedError


def correct_mark_for_appeal(appeal: Appeal, given: str, reason: str, *, by: User) -> tuple[Mark, dict]:
    """Write anew the mark an open appeal is about, with the reason; the mark and {"mark": [old, new]} for the logbook.

    Called inside the transaction of the answer, which records the event. Raises Refused as a cell is refused.
    """
    raise NotImplementedError
