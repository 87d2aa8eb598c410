"""Loads season files and workbooks of a bloc's year, each all or nothing."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.actions.seasons import BadSeasonFile, Outcome, load_season
from reports.seasonfile.faults import Fault
from reports.seasonfile.reading import parse
from reports.yearbook.opening import document_in


class Command(BaseCommand):
    help = (
        "Loads season files (docs/season-file.md), workbooks of a bloc's year, or folders of both; each whole or not."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE_OR_FOLDER", type=Path)

    def handle(self, *args, files, verbosity, **options):
        with override("vi"):
            paths = [path for one in files for path in self.paths_in(one)]
            failed = [path for path in paths if not self.load(path, verbosity)]
            if failed:
                words = {"failed": len(failed), "all": len(paths)}
                raise CommandError(_("%(failed)s of %(all)s files were not loaded.") % words)

    def paths_in(self, path: Path) -> list[Path]:
        """The files of a folder by name, a file itself."""
        return sorted(one for one in path.iterdir() if one.suffix in (".json", ".xlsx")) if path.is_dir() else [path]

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
        return load_season(self.document_of(path, raw), name=path.name, digest=digest, by=by, folder=path.parent)

    def document_of(self, path: Path, raw: bytes) -> Any:
        """Raises BadSeasonFile with every fault, those of a workbook by sheet and cell."""
        return document_in(BytesIO(raw), {}) if path.suffix == ".xlsx" else parse(raw)
