"""What waits for this person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from blocs.access import is_secretary_somewhere
from blocs.pages import page
from reports.logic.tasks import Groups, Task, grouped, when
from reports.task_sources import all_tasks


def my_tasks(request: HttpRequest):
    today = timezone.localdate()
    groups = grouped(all_tasks(request.user, today), today)
    context = {"groups": groups, "lists": _lists(groups, today), "may_draft": _may_draft(request.user)}
    return page(request, "reports/my_tasks.html", context)


def _may_draft(user) -> bool:
    """Whether a person without any task yet begins with a pact."""
    return user.is_admin or is_secretary_somewhere(user)


def _lists(groups: Groups, today) -> dict[str, list[dict]]:
    names = ["overdue", "soon", "later", "done"]
    return {name: [_shown(task, today) for task in getattr(groups, name)] for name in names}


def _shown(task: Task, today) -> dict:
    return {"task": task, "when": when(task, today), "url": address_of(task)}


def address_of(task: Task) -> str:
    url = reverse(task.address.name, args=task.address.args)
    return f"{url}?{task.address.query}" if task.address.query else url
