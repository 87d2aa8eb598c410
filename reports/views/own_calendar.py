"""The deadlines and ceremonies of one person for their own calendar program, by a secret address and without login."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from blocs.logic.icalendar import CONTENT_TYPE, CalendarEvent, calendar_text, midnight
from blocs.models import User
from pacts.models import Ceremony
from reports.logic.tasks import Task
from reports.task_sources import all_tasks
from reports.views.tasks import address_of

BACK = timedelta(days=60)  # how long a ceremony that is over stays in the calendar
KNOWN_TO_THE_DAY = (Ceremony.Precision.DAY, Ceremony.Precision.RANGE)


@login_not_required
@require_safe
def own_calendar(request: HttpRequest, key: str):
    """Whoever knows the key reads it; a key given up, or of a closed account, answers 404."""
    user = get_object_or_404(User, preference__calendar_key=key, is_active=True)
    today = timezone.localdate()
    with override("vi"):
        text = calendar_text(_("Tasks of %(name)s") % {"name": user}, [*_tasks(user, today), *_ceremonies(user, today)])
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type=CONTENT_TYPE, headers=headers)


def _tasks(user: User, today: date) -> Iterator[CalendarEvent]:
    """Those with a day that are not done yet."""
    for task in all_tasks(user, today):
        if task.due_on and not task.is_done:
            url = settings.SITE_URL + address_of(task)
            title = f"{task.verb}: {task.title}"
            yield CalendarEvent(_uid(task), title, task.due_on, midnight(today), text=task.where, url=url)


def _uid(task: Task) -> str:
    """The same for the same task on the same page, whatever the day."""
    told = repr((task.address.name, task.address.args, task.address.query, task.title))
    return f"{sha256(told.encode()).hexdigest()[:24]}@giao-uoc"


def _ceremonies(user: User, today: date) -> Iterator[CalendarEvent]:
    ahead = Q(on__gte=today - BACK) | Q(until__gte=today - BACK)
    rows = Ceremony.objects.visible_to(user).filter(ahead, precision__in=KNOWN_TO_THE_DAY)
    for row in rows.order_by("on", "pk"):
        url = settings.SITE_URL + reverse("pacts:ceremony_detail", args=[row.pk])
        yield CalendarEvent(
            f"ceremony-{row.pk}@giao-uoc",
            row.title,
            row.on,
            midnight(today),
            until=row.until,
            at=_beginning(row),
            place=row.place_name,
            url=url,
            is_cancelled=row.state == Ceremony.State.CANCELLED,
        )


def _beginning(ceremony: Ceremony) -> datetime | None:
    if ceremony.starts_at is None or ceremony.until:
        return None
    return timezone.make_aware(datetime.combine(ceremony.on, ceremony.starts_at))
