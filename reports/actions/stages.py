"""A sheet's steps from stage to stage: opened, sent on, moved on after the deadline, sent back; deadlines extended."""

from collections.abc import Iterable
from datetime import date

from blocs.models import Unit, User
from pacts.models import CriteriaTable, Criterion, Stage
from reports.models import Return, Sheet, StageExtension


def open_scoring(table: CriteriaTable, *, by: User) -> list[Sheet]:
    """A sheet at the first stage for every member of the pact's day. Pressing twice makes nothing twice.

    Raises Refused: the pact is not sealed or not the newest, the table not adopted or without stages.
    """
    raise NotImplementedError


def send_sheet(sheet: Sheet, *, by: User, stage: int | None = None) -> Sheet:
    """Pass the stage the sheet stands at. `stage` (pk) is the one the page showed: Refused where it was sent already."""
    raise NotImplementedError


def advance(sheet: Sheet, note: str, *, by: User, stage: int | None = None) -> Sheet:
    """Move on a sheet whose deadline passed, without the marks of the stage. `note` says why (20 characters)."""
    raise NotImplementedError


def send_back(sheet: Sheet, to_stage: Stage, criteria: Iterable[Criterion], reason: str, *, by: User) -> Return:
    """Return it to an earlier stage; only the named criteria reopen (none named: all). Reason ≥ 20 characters."""
    raise NotImplementedError


def extend_stage(stage: Stage, due_on: date, reason: str, *, by: User, unit: Unit | None = None) -> StageExtension:
    """A later last day of the stage, for all units or for one."""
    raise NotImplementedError
