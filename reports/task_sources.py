"""Where the tasks of a person come from: one function a source, each in a fixed number of queries."""

from collections.abc import Callable, Iterable
from datetime import date

from blocs.models import User
from reports.adoption_tasks import adoption_tasks
from reports.appeal_tasks import appeal_tasks
from reports.direction_tasks import direction_tasks_for
from reports.directive_facts import directive_tasks_for
from reports.logic.task_rules import tasks_of
from reports.logic.tasks import Task
from reports.poll_tasks import poll_tasks
from reports.sheet_tasks import sheet_tasks_for
from reports.task_facts import facts_for
from reports.turning_tasks import turning_tasks


def _of_the_year(user: User, today: date) -> list[Task]:
    return tasks_of(facts_for(user), today)


def _of_appeals(user: User, today: date) -> list[Task]:
    return appeal_tasks(user)


SOURCES: tuple[Callable[[User, date], Iterable[Task]], ...] = (
    _of_the_year,
    adoption_tasks,
    sheet_tasks_for,
    _of_appeals,
    directive_tasks_for,
    direction_tasks_for,
    poll_tasks,
    turning_tasks,
)
"""A further kind of work adds its function here; the list, the calendar and the reminders of a person follow."""


def all_tasks(user: User, today: date) -> list[Task]:
    return [task for source in SOURCES for task in source(user, today)]
