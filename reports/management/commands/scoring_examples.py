"""Makes the definitions and examples in docs/scoring.md and docs/scoring.en.md anew, from the formulas themselves."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from reports.logic.scoring.examples import document

DOCUMENTS = {"vi": "docs/scoring.md", "en": "docs/scoring.en.md"}


def renewed(language: str) -> tuple[Path, str, str]:
    """The document of a language: its path, its text as it is, and as it should be."""
    path = Path(settings.BASE_DIR) / DOCUMENTS[language]
    text = path.read_text("utf-8")
    with translation.override(language):
        return path, text, document(text)


class Command(BaseCommand):
    help = "Makes the examples in docs/scoring.md and docs/scoring.en.md anew; with --check only says whether they are."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail where a document is out of date")

    def handle(self, *args, **options):
        stale = [(path, new) for path, old, new in map(renewed, DOCUMENTS) if old != new]
        if options["check"] and stale:
            raise CommandError("Out of date: " + ", ".join(path.name for path, _new in stale))
        for path, new in stale:
            path.write_text(new, "utf-8")
            self.stdout.write(f"{path.name}: made anew")
        if not stale:
            self.stdout.write("The documents are up to date.")
