import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.logic.package_form import Malformed
from reports.recompute import NO_PACKAGE, recompute


class Command(BaseCommand):
    help = "Reckons a frozen result again: 0 the digits agree, 1 the first that differs is named, 2 it is no package."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("package", help="the JSON file of a published result")

    def handle(self, *args, package, **options):
        try:
            code, lines = recompute(Path(package).read_bytes())
        except (Malformed, OSError) as error:
            self.stderr.write(_("The package cannot be read: %(error)s") % {"error": error})
            sys.exit(NO_PACKAGE)
        self.stdout.write("\n".join(lines))
        if code:
            sys.exit(code)
