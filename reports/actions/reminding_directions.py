"""The site reminds of directions too: those with a last day, on the days everything else is reminded."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.notices import notify
from blocs.models import Notice
from pacts.actions.telling_directions import LONGEST, about, page_of, people_of
from pacts.models import Ceremony, Direction
from reports.logic.deadlines import words
from reports.logic.reminding import REMINDED_ON, is_day_to_remind


def remind_directions(today: date) -> int:
    """How many people were told; a second time the same day nobody is."""
    return sum(_remind(row, today) for row in directions_due(today))


def directions_due(today: date) -> list[Direction]:
    rows = Direction.objects.filter(followed_up_on=None, due_on__isnull=False, ceremony__blocs__next=None)
    rows = rows.filter(ceremony__state=Ceremony.State.HELD).select_related("ceremony").distinct()
    near = rows.filter(due_on__gte=date.fromordinal(today.toordinal() + min(REMINDED_ON)))
    return [row for row in near.order_by("due_on", "pk") if is_day_to_remind(row.due_on, today)]


@transaction.atomic
@override("vi")
def _remind(row: Direction, today: date) -> int:
    told = f"{about(row)}:deadline"
    if Notice.objects.filter(kind=Notice.Kind.DEADLINE, about=told, on=today).exists():
        return 0
    title = _("Direction: %(text)s") % {"text": row.text[:LONGEST]}
    return len(notify(people_of(row), Notice.Kind.DEADLINE, told, f"{title} {words(row.due_on, today)}", page_of(row)))
