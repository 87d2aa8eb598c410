"""Polls of the hall's screens, answered before session, language and login are looked at (docs/decisions, 36)."""

import json
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from blocs import maintenance
from pacts import hall
from pacts.models import Ceremony
from pacts.staging import picture_of

POLL = re.compile(r"/le-ky-ket/(\d{1,18})/man-hinh/trang-thai/")

_kept: dict[int, tuple[str, bytes]] = {}
"""By ceremony the newest picture this process has drawn, and its ETag: forty screens ask, one is drawn for."""

MOST_KEPT = 20


class PulseMiddleware:
    """Whoever asks without the key of a screen goes on to the view, which knows people too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = POLL.fullmatch(request.path_info) if request.method == "GET" else None
        if found is None or "token" not in request.GET or maintenance.sign().exists():
            return self.get_response(request)
        known = hall.pass_of(int(found[1]), request.GET["token"])
        return self.get_response(request) if known is None else answer_to(request, int(found[1]), known)


def answer_to(request: HttpRequest, ceremony: int, known: hall.Pass) -> HttpResponse:
    """410 when the key has ended, 304 where nothing has changed, otherwise the whole picture."""
    hall.mark_seen(known)
    if known.is_gone:
        return kept_by_nobody(HttpResponse(status=410), "")
    if hall.is_same(known.etag, request.headers.get("If-None-Match", "")):
        return kept_by_nobody(HttpResponse(status=304), known.etag)
    return kept_by_nobody(as_response(drawn(ceremony, known.etag)), known.etag)


def drawn(ceremony: int, etag: str) -> bytes:
    """The ETag was read before the picture, so that a kept picture is never older than it says."""
    if etag and _kept.get(ceremony, ("", b""))[0] == etag:
        return _kept[ceremony][1]
    told = hall.hall_json(picture_of(get_object_or_404(Ceremony, pk=ceremony)))
    text = json.dumps(told, ensure_ascii=False).encode()
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[ceremony] = (etag, text)
    return text


def as_response(text: bytes) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def kept_by_nobody(response: HttpResponse, etag: str) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if etag:
        response["ETag"] = etag
    return response
