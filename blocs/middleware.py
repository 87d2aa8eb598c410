"""Login by default, typed text kept over an expired session, refusals brought back as sentences."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from blocs import keeping
from blocs.logic.lifecycle import Refused

MAY_WAIT = {"account_change_password", "account_logout", "account_reauthenticate", "set_language", "help"}


def _must_choose_a_password(request) -> bool:
    """A one-time password opens the page where one's own is chosen, and no other."""
    user = request.user
    return user.is_authenticated and user.must_change_password and request.resolver_match.url_name not in MAY_WAIT


class KeptLoginMiddleware(LoginRequiredMiddleware):
    """Every view asks for a login unless it says otherwise; a form that came too late is not lost.

    What somebody saw who was logged in is kept by no browser: after logging out “back” shows nothing of it.
    """

    def __call__(self, request):
        response = super().__call__(request)
        if request.user.is_authenticated:
            keeping.remember_who(request, response)
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


class RefusalMiddleware:
    """A button that was refused leads back to its page with the sentences; nothing else catches Refused."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        for sentence in exception.sentences:
            messages.error(request, sentence)
        back = request.headers.get("Referer", "")
        hosts = {request.get_host()}
        return redirect(back if url_has_allowed_host_and_scheme(back, hosts, request.is_secure()) else "/")
