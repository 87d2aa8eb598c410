"""What the public calendar holds: published meetings whose day is known, and the ends of phases of public blocs."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.icalendar import CalendarEvent, midnight
from blocs.models import Bloc
from pacts.models import Ceremony
from reports import published

MOST = 200
KEPT = timedelta(days=400)  # how long the phases of a season that is over stay


def events(host: str) -> list[CalendarEvent]:
    """Meetings, newest first, then phases; `host` (“https://…”, no slash at its end) begins every address."""
    return [*_meetings(host), *_phase_ends(host)]


def _meetings(host: str) -> list[CalendarEvent]:
    kinds = Ceremony.Precision
    rows = published.ceremonies().filter(precision__in=[kinds.DAY, kinds.RANGE]).prefetch_related("blocs__season")
    return [_meeting(one, host) for one in rows.order_by("-on", "-pk")[:MOST]]


def _meeting(one: Ceremony, host: str) -> CalendarEvent:
    return CalendarEvent(
        uid=_uid("ceremony", one.pk, host),
        title=one.title,
        on=one.on,
        until=one.until,
        at=_hour(one),
        changed_at=one.released_at or midnight(one.on),
        place=one.place_name,
        text="; ".join(f"{bloc.name}, {bloc.season}" for bloc in one.blocs.all() if bloc.is_public),
        url=f"{host}{reverse('public_ceremony', args=[one.slug])}",
        is_cancelled=one.state == Ceremony.State.CANCELLED,
    )


def _hour(one: Ceremony) -> datetime | None:
    """When it begins, where the hour is known; the site's zone."""
    if one.starts_at is None or one.until:
        return None
    return timezone.make_aware(datetime.combine(one.on, one.starts_at))


def _phase_ends(host: str) -> list[CalendarEvent]:
    """The last day of each phase of running and newly ended seasons, once for each public bloc."""
    rows = published.blocs().filter(season__ends_on__gte=timezone.localdate() - KEPT)
    blocs = rows.prefetch_related("season__phases").order_by("season__starts_on", "name_sort", "pk")[:MOST]
    found = [(bloc, phase) for bloc in blocs for phase in bloc.season.phases.all()]
    return [_phase_end(bloc, phase.pk, phase.name, phase.ends_on, host) for bloc, phase in found]


def _phase_end(bloc: Bloc, phase: int, name: str, on: date, host: str) -> CalendarEvent:
    words = {"phase": name, "bloc": bloc.name, "season": bloc.season.name}
    return CalendarEvent(
        uid=_uid("phase", f"{bloc.pk}-{phase}", host),
        title=_("Last day of %(phase)s, %(season)s: %(bloc)s") % words,
        on=on,
        changed_at=bloc.released_at or midnight(bloc.season.starts_on),
        url=f"{host}{reverse('public_season', args=[bloc.series.slug, bloc.season.slug])}",
    )


def _uid(kind: str, number: int | str, host: str) -> str:
    return f"{kind}-{number}@{host.split('://')[-1]}"
