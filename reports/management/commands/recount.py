"""Recounts an exported ballot box with the site's key."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.box import faults, read_box

NO_BOX = 2


class Command(BaseCommand):
    help = "Recounts a ballot box: 0 all agrees, 1 what is wrong is named, 2 it is no box of this site."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("box", help="the JSON file of a closed ballot")

    def handle(self, *args, box, **options):
        try:
            told = read_box(Path(box).read_bytes())
            found = faults(told)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.stderr.write(_("The box cannot be read: %(error)s") % {"error": error})
            sys.exit(NO_BOX)
        self.stdout.write("\n".join(found) if found else self.agreed(told))
        if found:
            sys.exit(1)

    def agreed(self, box):
        outcome = box["outcome"]
        facts = {name: outcome[name] for name in ("valid", "invalid", "blank")} | {"ballots": len(box["ballots"])}
        return (
            _("All agrees: %(ballots)s ballots in the box; valid %(valid)s, invalid %(invalid)s, blank %(blank)s.")
            % facts
        )
