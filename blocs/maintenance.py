"""Work on the server: while the file `VAR_DIR/maintenance` stands, every page answers 503 and says until when.

`touch var/maintenance` begins it, removing the file ends it; a line of text in it is shown to readers.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.template import loader

from blocs import keeping

RETRY = 300  # seconds a machine is asked to wait
LONGEST = 300  # characters of the file that are shown
OPEN = ("/suc-khoe/",)  # whoever watches the site learns that it lives

log = logging.getLogger(__name__)


def sign() -> Path:
    return settings.VAR_DIR / "maintenance"


class MaintenanceMiddleware:
    """Before the session and the database: either may be what is being worked on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path in OPEN or not sign().exists():
            return self.get_response(request)
        return _closed(request)


def _closed(request) -> HttpResponse:
    """What was typed into a form stands on the page, to be copied."""
    posted = keeping.typed(request) if request.method == "POST" else []
    text = loader.get_template("503.html").render({"sentence": _sentence(), "posted": posted})
    return HttpResponse(text, status=503, headers={"Retry-After": str(RETRY), "Cache-Control": "no-store"})


def _sentence() -> str:
    try:
        return sign().read_text(encoding="utf-8").strip()[:LONGEST]
    except (OSError, UnicodeDecodeError):
        return ""
