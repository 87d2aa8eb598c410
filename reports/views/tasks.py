"""What waits for this person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from blocs.pages import page
from reports.appeal_tasks import appeal_tasks
from reports.logic.task_rules import tasks_of
from reports.logic.tasks import Groups, Task, grouped, when
from reports.sheet_tasks import sheet_tasks_for
from reports.task_facts import facts_for


def my_tasks(request: HttpRequest):
    today = timezone.localdate()
    user = request.user
    tasks = [*tasks_of(facts_for(user), today), *sheet_tasks_for(user, today), *appeal_tasks(user)]
    groups = grouped(tasks, today)
    return page(request, "reports/my_tasks.html", {"groups": groups, "lists": _lists(groups, today)})


def _lists(groups: Groups, today) -> dict[str, list[dict]]:
    names = ["overdue", "soon", "later", "done"]
    return {name: [_shown(task, today) for task in getattr(groups, name)] for name in names}


def _shown(task: Task, today) -> dict:
    url = reverse(task.address.name, args=task.address.args)
    return {
        "task": task,
        "when": when(task, today),
        "url": f"{url}?{task.address.query}" if task.address.query else url,
    }
