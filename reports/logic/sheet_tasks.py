"""What of the scoring waits for one person: their unit's sheets, the sheet they check, and what they review, confirm
and appraise. Computed from facts at every look; `reports/sheet_tasks.py` collects them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from blocs.logic.wording import day
from pacts.logic.formulas import StageKind
from reports.logic.tasks import Address, Task, TaskStatus

RANKS = {StageKind.SELF: 3, StageKind.CROSS: 4, StageKind.REVIEW: 24, StageKind.EXPLAIN: 3, StageKind.APPRAISE: 24}


@dataclass(frozen=True)
class SheetFacts:
    """A sheet this person works on as its unit or as its checker.

    `at`: the kind of stage it stands at, "" once closed; `order`: the kinds of its table; `marked` of `asked` rows are
    marked at that stage; `reason` of the return that waits; `is_held_back`: this person's own self-score comes first.
    """

    pk: int
    unit: str
    bloc: str
    order: tuple[str, ...]
    at: str
    is_own: bool
    is_returned: bool = False
    is_held_back: bool = False
    opens_on: date | None = None
    due_on: date | None = None
    marked: int = 0
    asked: int = 0
    reason: str = ""


@dataclass(frozen=True)
class PileFacts:
    """The sheets of one bloc at one stage, for who reviews, confirms or appraises them: `here` wait now, `coming` are
    still on their way, `done` have passed; `returned` of those here came back, `reason` says why the first did.
    """

    table: int
    bloc: str
    kind: str
    here: int
    coming: int
    done: int
    returned: int = 0
    due_on: date | None = None
    reason: str = ""
    is_department: bool = False


@dataclass(frozen=True)
class RunFacts:
    """A table this person runs the scoring of: not opened yet, or its cross-checks not drawn yet."""

    table: int
    bloc: str
    is_open: bool


def sheet_tasks_of(
    sheets: Iterable[SheetFacts], piles: Iterable[PileFacts], runs: Iterable[RunFacts], today: date
) -> list[Task]:
    found: list[Task] = []
    for sheet in sheets:
        found += _own_tasks(sheet, today) if sheet.is_own else _check_task(sheet, today)
    return [*found, *map(_pile_task, piles), *map(_run_task, runs)]


def _run_task(run: RunFacts) -> Task:
    address = Address("reports:scoring_detail", (run.table,))
    title, verb = _("Draw the cross-checks"), _("Go to the draw")
    if not run.is_open:
        title, verb = _("Open the scoring"), _("Go to the scoring")
    return Task(title, run.bloc, verb, address, TaskStatus.NOT_STARTED, rank=23)


# --- The unit's own sheet


def _own_tasks(sheet: SheetFacts, today: date) -> Iterator[Task]:
    address = Address("reports:sheet_detail", (sheet.pk,))
    if sheet.at == StageKind.EXPLAIN:
        title = _("Explain the marks: %(unit)s") % {"unit": sheet.unit}
        status = TaskStatus.RETURNED if sheet.is_returned else TaskStatus.NOT_STARTED
        status, note = _held(sheet, today, status, sheet.reason)
        yield Task(title, sheet.bloc, _("Explain"), address, status, sheet.due_on, note, RANKS[StageKind.EXPLAIN])
    if StageKind.SELF in sheet.order:
        yield _self_task(sheet, address, today)


def _self_task(sheet: SheetFacts, address: Address, today: date) -> Task:
    title, rank = _("Self-scoring: %(unit)s") % {"unit": sheet.unit}, RANKS[StageKind.SELF]
    if sheet.at != StageKind.SELF:
        status = TaskStatus.SUBMITTED if sheet.at else TaskStatus.APPROVED
        return Task(title, sheet.bloc, _("View the score sheet"), address, status, rank=rank)
    verb = _("Complete the sheet") if sheet.is_returned else _("Score the criteria")
    status, note = _held(sheet, today, _progress(sheet), sheet.reason or _counted(sheet))
    return Task(title, sheet.bloc, verb, address, status, sheet.due_on, note, rank)


def _progress(sheet: SheetFacts) -> TaskStatus:
    if sheet.is_returned:
        return TaskStatus.RETURNED
    if not sheet.marked:
        return TaskStatus.NOT_STARTED
    return TaskStatus.INCOMPLETE if sheet.marked < sheet.asked else TaskStatus.IN_PROGRESS


def _counted(sheet: SheetFacts) -> str:
    if not sheet.marked:
        return ""
    return _("%(marked)s of %(asked)s criteria marked") % {"marked": sheet.marked, "asked": sheet.asked}


def _held(sheet: SheetFacts, today: date, status: TaskStatus, note: str) -> tuple[TaskStatus, str]:
    """Before its first day a stage waits."""
    if sheet.opens_on and today < sheet.opens_on:
        return TaskStatus.BLOCKED, _("begins on %(day)s") % {"day": day(sheet.opens_on)}
    return status, note


# --- The sheet one checks


def _check_task(sheet: SheetFacts, today: date) -> list[Task]:
    address, rank = Address("reports:cross_check", (sheet.pk,)), RANKS[StageKind.CROSS]
    title = _("Cross-check %(unit)s") % {"unit": sheet.unit}
    if sheet.at == StageKind.CROSS:
        status, note = _check_status(sheet, today)
        return [Task(title, sheet.bloc, _("Cross-check"), address, status, sheet.due_on, note, rank)]
    if sheet.at == StageKind.SELF:
        note = _("waits for the self-score of the unit")
        return [Task(title, sheet.bloc, _("View the score sheet"), address, TaskStatus.BLOCKED, None, note, rank)]
    status = TaskStatus.SUBMITTED if sheet.at else TaskStatus.APPROVED
    return [Task(title, sheet.bloc, _("View the score sheet"), address, status, rank=rank)]


def _check_status(sheet: SheetFacts, today: date) -> tuple[TaskStatus, str]:
    if sheet.is_held_back:
        return TaskStatus.BLOCKED, _("waits for the self-score of your own unit")
    return _held(sheet, today, _progress(sheet), sheet.reason or _counted(sheet))


# --- What is reviewed, confirmed, appraised


def _pile_task(pile: PileFacts) -> Task:
    address, rank = Address("reports:scoring_detail", (pile.table,)), RANKS[StageKind(pile.kind)]
    title, verb = _pile_words(pile)
    if pile.here:
        status, note = _pile_status(pile)
        return Task(title, pile.bloc, verb, address, status, pile.due_on, note, rank)
    view = _("View the score sheets")
    if pile.coming:
        note = _("waits for the stages before")
        return Task(title, pile.bloc, view, address, TaskStatus.BLOCKED, pile.due_on, note, rank)
    return Task(title, pile.bloc, view, address, TaskStatus.APPROVED, rank=rank)


def _pile_words(pile: PileFacts) -> tuple[str, str]:
    if pile.is_department:
        return _("Confirm the department's criteria"), _("Confirm")
    if pile.kind == StageKind.REVIEW:
        return _("Review the score sheets"), _("Review the sheets")
    if pile.kind == StageKind.CROSS:
        return _("Cross-check the score sheets"), _("Cross-check the sheets")
    return _("Appraise the score sheets"), _("Appraise the sheets")


def _pile_status(pile: PileFacts) -> tuple[TaskStatus, str]:
    if pile.returned:
        return TaskStatus.RETURNED, pile.reason
    words = {"here": pile.here, "all": pile.here + pile.coming + pile.done}
    status = TaskStatus.IN_PROGRESS if pile.done else TaskStatus.NOT_STARTED
    return status, _("%(here)s of %(all)s sheets wait") % words
