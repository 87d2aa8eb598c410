"""Pages for requests that cannot be answered: each says why and what to do."""

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template import loader

from blocs import keeping

log = logging.getLogger(__name__)


def csrf_failure(request, reason=""):
    """A form older than the login it was sent under comes back for another press of the button.

    Only when the browser says it stood on our own page; anything else is refused.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and keeping.came_from_our_page(request):
        keeping.keep(request, str(user.pk))
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=403)


@login_not_required
def bad_request(request, exception=None):
    """What could not be read at all; a body beyond every limit says so (RFC 9110, 15.5.14). Asks no database."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return HttpResponse(loader.get_template(f"{status}.html").render(), status=status)


@login_not_required
def server_error(request):
    """Says what happened, gives back what was typed, and a code that stands in the log beside the trace.

    Uses neither the database nor the session: either may be what failed.
    """
    code = secrets.token_hex(4)
    log.error("error code %s at %s", code, request.path)
    posted = [] if request.method != "POST" else keeping.typed(request)
    return HttpResponseServerError(loader.get_template("500.html").render({"code": code, "posted": posted}))


@login_not_required
def styleguide(request):
    """The parts of the house on one page, for who builds the next one."""
    return render(request, "styleguide.html")
