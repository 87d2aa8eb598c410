"""Wall screens: hung with a key of their own, shut for good."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import locked, save_new
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from reports.models import WallScreen

LONGEST = timedelta(days=366)


def hang_wall(screen: WallScreen, *, by: User) -> WallScreen:
    """A new screen with a key nobody can guess. Refused for a day that is past or more than a year away."""
    today = timezone.localdate()
    if not today <= screen.until_on <= today + LONGEST:
        raise Refused(_("The last day lies between today and one year from now."))
    screen.made_by = by
    return save_new(screen, "reports.hang_wall", by=by)


@transaction.atomic
def shut_wall(screen: WallScreen, *, by: User) -> WallScreen:
    """From now on its address shows nothing; a screen that is wanted again gets a new key."""
    screen = locked(screen)
    if screen.shut_at:
        raise Refused(_("This wall screen is already shut."))
    screen.shut_at = timezone.now()
    screen.save(update_fields=["shut_at"])
    Event.record("reports.shut_wall", screen, by=by)
    return screen
