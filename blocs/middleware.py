"""Login by default, and refusals brought back to the person as sentences."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from blocs.logic.lifecycle import Refused


class KeptLoginMiddleware(LoginRequiredMiddleware):
    """Every view asks for a login unless it says otherwise."""


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
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe else "/")
