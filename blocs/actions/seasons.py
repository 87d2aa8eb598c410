"""Seasons: added with the phases they are usually reported in, or made as the one that follows."""

from django.db import transaction

from blocs.actions.base import save_new
from blocs.logic.seasons import Stretch, following, usual_phases
from blocs.models import Phase, Season, User


def stretch_of(season: Season) -> Stretch:
    return Stretch(season.slug, season.name, season.kind, season.starts_on, season.ends_on)


@transaction.atomic
def add_season(season: Season, *, by: User) -> Season:
    """A new season and its usual phases."""
    phases = usual_phases(stretch_of(season))
    save_new(season, "blocs.add_season", by=by, phases=[phase.name for phase in phases])
    for phase in phases:
        Phase.objects.create(season=season, **phase._asdict())
    return season


def season_after(season: Season) -> Season | None:
    """The season that follows, from the register or as a row not yet saved; None after a campaign."""
    after = following(stretch_of(season))
    if after is None:
        return None
    starts_in_time = Season.objects.filter(kind=season.kind, starts_on=after.starts_on)
    return starts_in_time.order_by("ends_on").first() or Season(**after._asdict())
