"""Bring the site up to date and serve it: web server, job worker, daily reminders; until Ctrl-C or SIGTERM."""

import os
import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from blocs import preparing, running


def asked_port(*, free: bool = True) -> int:
    """The port of the PORT variable; ends with one sentence when it is no port, or is in use where it must be free."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(_("PORT must be a number from 1 to 65535, not “%(port)s”.") % {"port": text})
    if free and not running.port_is_free(int(text)):
        sys.exit(_("Port %(port)s is in use. Choose another one, for example: make demo PORT=8001") % {"port": text})
    return int(text)


def tell_ready(out, port: int):
    out.write(_("The site is ready at %(url)s – press Ctrl-C to stop.") % {"url": running.address(port)})
    out.flush()


class Command(BaseCommand):
    help = "Migrate, collect static files, then serve with one job worker beside."

    def add_arguments(self, parser):
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")

    def handle(self, *args, prepare_only, **options):
        port = asked_port(free=not prepare_only)
        preparing.prepare()
        if not prepare_only:
            daily = running.daily_command()
            sys.exit(running.run(port, ready=lambda: tell_ready(self.stdout, port), daily=daily))
