"""A task list: the facts behind it, its tasks and how they are grouped. The rules are in `task_rules`.

The facts are plain values; `reports/task_facts.py` collects them. A task has exactly one of eight statuses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from reports.logic.deadlines import SOON, words


class TaskStatus(StrEnum):
    """The eight words of the task list; their signs and colours are those of the style sheet."""

    NOT_STARTED = "not-started"
    INCOMPLETE = "incomplete"
    BLOCKED = "blocked"
    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"
    REVIEW = "review"
    RETURNED = "returned"
    APPROVED = "approved"


DONE = (TaskStatus.SUBMITTED, TaskStatus.APPROVED)


# Facts


@dataclass(frozen=True)
class PactFacts:
    """`missing`: how many member units have not signed (nor were recorded absent); `signed`: the units that have."""

    pk: int
    state: str
    pledges: int
    unreviewed: int
    missing: int
    signed: frozenset[int]


@dataclass(frozen=True)
class CeremonyFacts:
    pk: int
    title: str
    state: str
    on: date | None
    is_signing: bool
    is_rehearsed: bool = False


@dataclass(frozen=True)
class OwnReport:
    """How far a unit's report for a phase is: figures entered of figures asked for."""

    pk: int | None
    state: str
    filled: int
    total: int
    due_on: date | None
    reason: str = ""


@dataclass(frozen=True)
class PhaseFacts:
    pk: int
    name: str
    state: str
    ends_on: date
    due_on: date | None
    units: int
    sent: int
    own: dict[int, OwnReport]


class OwnUnit(NamedTuple):
    pk: int
    name: str
    i_command: bool


@dataclass(frozen=True)
class BlocFacts:
    """One bloc this person runs, or in which they speak for a unit."""

    pk: int
    name: str
    starts_on: date
    ends_on: date
    has_next: bool
    i_run: bool
    my_units: tuple[OwnUnit, ...] = ()
    pact: PactFacts | None = None
    ceremonies: tuple[CeremonyFacts, ...] = ()
    phases: tuple[PhaseFacts, ...] = ()


@dataclass(frozen=True)
class DraftFacts:
    pk: int
    title: str
    bloc: str
    is_mine: bool


@dataclass(frozen=True)
class Facts:
    """`drafts` are summaries that wait for release: own ones, and those this person may release."""

    blocs: tuple[BlocFacts, ...] = ()
    drafts: tuple[DraftFacts, ...] = ()


# Tasks


class Address(NamedTuple):
    """Where the link leads, by URL name; `query` without its question mark."""

    name: str
    args: tuple = ()
    query: str = ""


@dataclass(frozen=True)
class Task:
    """`rank` orders tasks due on the same day, lowest first. `verb` is the link; with the title its name is unique."""

    title: str
    where: str
    verb: Any
    address: Address
    status: TaskStatus
    due_on: date | None = None
    note: str = ""
    rank: int = 50

    @property
    def is_done(self) -> bool:
        return self.status in DONE


@dataclass(frozen=True)
class Groups:
    """The task list as it is read: overdue, the next seven days, afterwards, done."""

    overdue: list[Task]
    soon: list[Task]
    later: list[Task]
    done: list[Task]

    @property
    def open_count(self) -> int:
        return len(self.overdue) + len(self.soon) + len(self.later)

    @property
    def all_count(self) -> int:
        return self.open_count + len(self.done)


def grouped(tasks: Iterable[Task], today: date) -> Groups:
    """By day, then precedence; what is equal in both stays as it came: by season, bloc and the order of its units."""
    rows = sorted(tasks, key=lambda task: (task.due_on or date.max, task.rank))
    open_rows = [task for task in rows if not task.is_done]
    last_soon = today + timedelta(days=SOON)
    return Groups(
        overdue=[task for task in open_rows if task.due_on and task.due_on < today],
        soon=[task for task in open_rows if task.due_on and today <= task.due_on <= last_soon],
        later=[task for task in open_rows if task.due_on is None or task.due_on > last_soon],
        done=[task for task in rows if task.is_done],
    )


def when(task: Task, today: date) -> str:
    """“Còn 3 ngày”; nothing for what is done or has no day."""
    return "" if task.is_done else words(task.due_on, today)
