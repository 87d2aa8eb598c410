"""Loads season files, each all or nothing."""

from hashlib import sha256
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.actions.seasons import BadSeasonFile, Outcome, load_season
from reports.seasonfile.faults import Fault
from reports.seasonfile.reading import parse


class Command(BaseCommand):
    help = "Loads season files (docs/season-file.md). Each is loaded whole or not at all."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)

    def handle(self, *args, files, verbosity, **options):
        with override("vi"):
            failed = [path for path in files if not self.load(path, verbosity)]
            if failed:
                words = {"failed": len(failed), "all": len(files)}
                raise CommandError(_("%(failed)s of %(all)s files were not loaded.") % words)

    def load(self, path: Path, verbosity: int) -> bool:
        """Whether the file is here now; if not, every fault is on standard error."""
        try:
            outcome = self.outcome_of(path)
        except BadSeasonFile as error:
            for fault in error.faults:
                self.stderr.write(f"{path}: {fault}")
            return False
        if verbosity:
            words = {"file": path, "created": outcome.created, "unchanged": outcome.unchanged}
            self.stdout.write(_("%(file)s: %(created)s rows created, %(unchanged)s here already.") % words)
        return True

    def outcome_of(self, path: Path) -> Outcome:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise BadSeasonFile([Fault("", _("The file cannot be read."))]) from error
        digest = sha256(raw).hexdigest()
        by = _("the command load_season")
        return load_season(parse(raw), name=path.name, digest=digest, by=by, folder=path.parent)
