"""Writes season files to standard output."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from blocs.models import Bloc
from reports.seasonfile import dumping, writing
from reports.seasonfile.writing_scoring import files_left_out, signature_files_left_out


class Command(BaseCommand):
    help = "Writes blocs as a season file (docs/season-file.md), the whole site where none is named."

    def add_arguments(self, parser):
        parser.add_argument("blocs", nargs="*", metavar="BLOC", help="series/season, for example khoi-csnd/2017")
        parser.add_argument("--photos", type=Path, metavar="FOLDER", help="copy the photographs into this folder")

    def handle(self, *args, blocs, photos, **options):
        with override("vi"), transaction.atomic():
            document = dumping.of_blocs([self.bloc(text) for text in blocs]) if blocs else dumping.site()
            if photos:
                self.copy_photos(document, photos)
            left_out = self.left_out(blocs) + self.signatures_left_out(blocs)
        self.stdout.write(dumping.as_text(document), ending="")
        if left_out:
            self.stderr.write(left_out)

    def left_out(self, blocs: list[str]) -> str:
        """How many files of evidence the dump does not hold, in a sentence; nothing where there are none."""
        files = files_left_out([self.bloc(text) for text in blocs] or None)
        sentence = ngettext(
            "%(files)s file of evidence is not in a season file; it stays in the site's backup.",
            "%(files)s files of evidence are not in a season file; they stay in the site's backup.",
            files,
        )
        return sentence % {"files": files} + "\n" if files else ""

    def signatures_left_out(self, blocs: list[str]) -> str:
        """The same of drawn signatures, scanned sheets and documents of delegation."""
        files = signature_files_left_out([self.bloc(text) for text in blocs] or None)
        sentence = ngettext(
            "%(files)s drawn signature or scan is not in a season file; it stays in the site's backup.",
            "%(files)s drawn signatures and scans are not in a season file; they stay in the site's backup.",
            files,
        )
        return sentence % {"files": files} + "\n" if files else ""

    def bloc(self, text: str) -> Bloc:
        series, season = [*text.split("/"), ""][:2]
        found = Bloc.objects.filter(series__slug=series, season__slug=season).select_related("series", "season").first()
        if found is None:
            raise CommandError(_("There is no bloc %(bloc)s; write it as series/season.") % {"bloc": text})
        return found

    def copy_photos(self, document: dict, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for photo in dumping.photos_of(document):
            name = writing.photo(photo)["file"]
            with photo.image.open("rb") as picture:
                (folder / name).write_bytes(picture.read())
