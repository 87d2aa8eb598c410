"""The release level of a page or a figure; who may set it is asked by the caller."""

from django.db import transaction
from django.utils import timezone

from blocs.actions.base import locked
from blocs.logic.publicity import verb_towards
from blocs.models import Event, Release, User


@transaction.atomic
def set_release(thing, *, level: str, by: User, reason: str = "", revision: int | None = None):
    """Closed → public → withdrawn → public. `thing` is any Releasable; raises Refused for any other way."""
    row = locked(thing, revision)
    verb = verb_towards(level, row.release, reason)
    row.release = level
    if level == Release.PUBLIC:
        row.released_at, row.withdrawn_reason = timezone.now(), ""
    else:
        row.withdrawn_reason = reason.strip()
    row.save(update_fields=["release", "released_at", "withdrawn_reason"])
    Event.record(f"{row._meta.app_label}.{verb}", row, by=by, reason=reason.strip())
    return row
