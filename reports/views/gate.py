"""The gate of the public pages: open to all, closed pages to staff only, withdrawn ones answered with their reason."""

import hashlib
import re
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from blocs.models import Release

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class Withdrawn(Exception):
    """What was public once: 410 with its reason, and where they are known the day and what replaces it."""

    def __init__(self, reason: str, at=None, replacement_url: str = ""):
        super().__init__(reason)
        self.context = {"reason": reason, "withdrawn_at": at, "replacement_url": replacement_url}


def public_page(view):
    """A page anyone may ask for. Strangers get an ETag, so that a page that did not change is not sent again."""

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Withdrawn as gone:
            return render(request, "410.html", gone.context, status=410)
        return _unless_known(request, response)

    return answer


def _unless_known(request, response):
    """304 for a stranger who has this page already; the token of the language form is no part of the page."""
    if request.user.is_authenticated or response.streaming or response.status_code != 200:
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if "ETag" not in response:
        body = TOKEN.sub(b"", response.content)
        response["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def ribbon_of(thing, may_see_closed) -> str:
    """“” for a public page; the state of any other to those who may see it (a function, asked only then)."""
    if thing.release == Release.PUBLIC:
        return ""
    if may_see_closed():
        return "withdrawn" if thing.release == Release.WITHDRAWN else "unpublished"
    if thing.release == Release.WITHDRAWN:
        raise Withdrawn(thing.withdrawn_reason)
    raise Http404


def may_see(user, thing):
    """A question for `ribbon_of`: may this user see the thing though it is closed?"""
    return lambda: user.is_authenticated and type(thing).objects.visible_to(user).filter(pk=thing.pk).exists()
