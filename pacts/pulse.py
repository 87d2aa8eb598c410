"""Polls of the hall's screens and tablets, answered before session and login are looked at (docs/decisions, 36)."""

import json
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from blocs import maintenance
from pacts import hall
from pacts.models import Ceremony, Device
from pacts.staging import as_json, picture_of

BOARD = re.compile(r"/le-ky-ket/(\d{1,18})/man-hinh/trang-thai/")
TABLET = re.compile(r"/ky/ban/([\w-]{1,64})/trang-thai/")
SEEN_BY_TABLETS = ("pulse", "state", "is_rehearsal", "is_paused", "current")
GUARDS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}

_kept: dict[tuple[str, int], tuple[str, bytes]] = {}
"""By kind and ceremony the newest picture this process has drawn, and its ETag: forty ask, one is drawn for."""

MOST_KEPT = 20


class PulseMiddleware:
    """Whoever asks without the key of a screen goes on to the view, which knows people too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = pass_in(request) if request.method == "GET" and not maintenance.sign().exists() else None
        return self.get_response(request) if known is None else answer_to(request, known)


def pass_in(request: HttpRequest) -> hall.Pass | None:
    """The device that polls; None for every other address, and for a key nobody has."""
    if found := TABLET.fullmatch(request.path_info):
        return hall.pass_of(Device.Kind.TABLET, found[1])
    found = BOARD.fullmatch(request.path_info)
    return hall.pass_of(Device.Kind.BOARD, request.GET.get("token", ""), int(found[1])) if found else None


def answer_to(request: HttpRequest, known: hall.Pass) -> HttpResponse:
    """410 when the key has ended, 304 where nothing has changed, otherwise the whole picture."""
    hall.mark_seen(known)
    if known.is_gone:
        return kept_by_nobody(HttpResponse(status=410), "")
    if hall.is_same(known.etag, request.headers.get("If-None-Match", "")):
        return kept_by_nobody(HttpResponse(status=304), known.etag)
    return kept_by_nobody(as_response(drawn(known.kind, known.ceremony, known.etag)), known.etag)


def drawn(kind: str, ceremony: int, etag: str) -> bytes:
    """The ETag was read before the picture, so that a kept picture is never older than it says."""
    if etag and _kept.get((kind, ceremony), ("", b""))[0] == etag:
        return _kept[kind, ceremony][1]
    text = json.dumps(_told(kind, ceremony), ensure_ascii=False).encode()
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[kind, ceremony] = (etag, text)
    return text


def _told(kind: str, ceremony: int) -> dict:
    picture = picture_of(get_object_or_404(Ceremony, pk=ceremony))
    if kind == Device.Kind.BOARD:
        return hall.hall_json(picture)
    whole = as_json(picture)
    return {name: whole[name] for name in SEEN_BY_TABLETS}


def as_response(text: bytes) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def kept_by_nobody(response: HttpResponse, etag: str) -> HttpResponse:
    """With the guards the middleware passed by would have set."""
    for name, value in GUARDS.items():
        response.headers[name] = value
    if etag:
        response["ETag"] = etag
    return response
