"""The screen of the hall: opened by its key alone, asked every second what has changed, and nobody's in particular."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blocs.pages import page
from pacts import hall, pulse
from pacts.models import Ceremony, Device
from pacts.staging import in_vietnamese, picture_of

POLL_SECONDS = 1


@login_not_required
@require_safe
@never_cache
def board_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """410 with thanks when the key is shut or the ceremony over; whoever sees the ceremony looks without a key."""
    known, ceremony = _watched(request, pk)
    token = request.GET.get("token", "")
    nobody = {"user": AnonymousUser(), "nav": [], "ceremony": ceremony}
    is_gone = known is not None and known.is_gone
    told = hall.hall_json(picture_of(ceremony))
    state = reverse("pacts:board_state", args=[pk]) + (f"?token={token}" if known else "")
    facts = {"told": told, "state": state, "now": timezone.now(), "poll": POLL_SECONDS, "is_gone": is_gone}
    with in_vietnamese():
        response = page(request, "pacts/board.html", nobody | facts, status=410 if is_gone else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@require_safe
def board_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Screens with a key are answered before they come here (pacts/pulse.py); this is for people who look on."""
    known, ceremony = _asked(request, pk)
    if known is not None:
        return pulse.answer_to(request, known)
    etag = hall.etag_for(ceremony)
    if hall.is_same(etag, request.headers.get("If-None-Match", "")):
        return pulse.kept_by_nobody(HttpResponse(status=304), etag)
    return pulse.kept_by_nobody(pulse.as_response(pulse.drawn(Device.Kind.BOARD, pk, etag)), etag)


def _watched(request: HttpRequest, pk: int) -> tuple[hall.Pass | None, Ceremony]:
    known, ceremony = _asked(request, pk)
    return known, ceremony or get_object_or_404(Ceremony, pk=pk)


def _asked(request: HttpRequest, pk: int) -> tuple[hall.Pass | None, Ceremony | None]:
    """By the key of a screen, else as somebody who may see the ceremony; 404 for everybody else."""
    if known := hall.pass_of(Device.Kind.BOARD, request.GET.get("token", ""), pk):
        return known, None
    if "token" in request.GET or not request.user.is_authenticated:
        raise Http404
    return None, get_object_or_404(Ceremony.objects.visible_to(request.user), pk=pk)
