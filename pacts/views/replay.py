"""The replay of a held ceremony, for those who may see it."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from blocs.pages import get_for, number_in, page
from pacts import replaying
from pacts.models import Ceremony
from pacts.staging import in_vietnamese

SPEEDS = (1, 10, 60, 300)
USUAL_SPEED = 60


def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """?buoc=N shows the Nth moment, counted from 1, also without script."""
    ceremony = get_for(request.user, Ceremony, pk)
    reel = replaying.reel_of(ceremony)
    steps = len(reel.moments)
    step = min(max(number_in(request.GET.get("buoc")) or 1, 1), steps) if steps else 0
    told = replaying.told_at(reel, reel.moments[step - 1]) if steps else None
    context = {
        "ceremony": ceremony,
        "film": replaying.film_of(reel),
        "told": told,
        "hall": _hall(request, told) if told else "",
        "rows": replaying.rows_of(reel),
        "step": step,
        "steps": steps,
        "lasted": replaying.lasted(reel),
        "speeds": SPEEDS,
        "speed": USUAL_SPEED,
    }
    return page(request, "pacts/replay.html", context)


def _hall(request: HttpRequest, told: dict) -> str:
    """The screen as the hall saw it, in Vietnamese on a page in any language."""
    with in_vietnamese():
        return render_to_string("pacts/_hall.html", {"told": told, "is_replay": True}, request)
