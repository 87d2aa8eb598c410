"""Login by default, typed text kept over an expired session, forms carried out once, refusals told in sentences."""

import hashlib

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from blocs import keeping, sessions
from blocs.logic.lifecycle import Refused

ASKED_BY_ITSELF = {"session_left", "board_state"}
MAY_WAIT = {
    *["account_change_password", "account_logout", "account_reauthenticate"],
    *["set_language", "help", "session_left"],
}


def _must_choose_a_password(request) -> bool:
    """A one-time password opens the page where one's own is chosen, and no other."""
    user = request.user
    return user.is_authenticated and user.must_change_password and request.resolver_match.url_name not in MAY_WAIT


def _only_asks_the_time(request) -> bool:
    """A page left open asks by itself how long its login lasts, or how the hall stands; that is no use of the site."""
    match = request.resolver_match
    return bool(match and match.url_name in ASKED_BY_ITSELF)


class KeptLoginMiddleware(LoginRequiredMiddleware):
    """Every view asks for a login unless it says otherwise; a form that came too late is not lost.

    What somebody saw who was logged in is kept by no browser: after logging out “back” shows nothing of it.
    """

    def __call__(self, request):
        response = super().__call__(request)
        if request.user.is_authenticated:
            keeping.remember_who(request, response)
            if not _only_asks_the_time(request):
                sessions.renew_by_use(request)
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        if _must_choose_a_password(request):
            return redirect("account_change_password")
        if request.method == "GET" and request.user.is_authenticated:
            fields = keeping.kept_for(request)
            if fields is not None:
                keeping.forget(request)
                return render(request, "kept_post.html", {"fields": fields, "address": request.get_full_path()})
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            keeping.keep(request, keeping.last_user(request))
            messages.info(request, _("Session expired, draft kept"))
        return super().handle_no_permission(request, view_func)


class OnceMiddleware:
    """A form sent twice is carried out once; the second time leads to where the first led.

    Each page that is shown carries a token of its own, so the same token with the same words is the same press.
    """

    SLOT, MOST = "sent_forms", 20

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        sent = getattr(request, "sent_as", None)
        if sent and response.status_code == 302 and request.user.is_authenticated:
            done = {**request.session.get(self.SLOT, {}), sent: response["Location"]}
            request.session[self.SLOT] = dict(list(done.items())[-self.MOST :])
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.method != "POST" or not request.user.is_authenticated or keeping.keeps_none_of(request):
            return None
        sent = _sent_as(request)
        led_to = request.session.get(self.SLOT, {}).get(sent)
        if led_to is None:
            request.sent_as = sent
            return None
        messages.info(request, _("This form had been sent already; it was carried out once."))
        return redirect(led_to)


def _sent_as(request) -> str | None:
    """What this press of a button is known by; None for a form without a token."""
    if not request.POST.get("csrfmiddlewaretoken"):
        return None
    files = [(name, upload.name, upload.size) for name, upload in request.FILES.items()]
    told = repr((request.get_full_path(), sorted(request.POST.lists()), files))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


class RefusalMiddleware:
    """A button that was refused leads back to its page with the sentences; nothing else catches Refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        request.sent_as = None  # what was refused may be sent again
        for sentence in exception.sentences:
            messages.error(request, sentence)
        back = request.headers.get("Referer", "")
        hosts = {request.get_host()}
        return redirect(back if url_has_allowed_host_and_scheme(back, hosts, request.is_secure()) else "/")
