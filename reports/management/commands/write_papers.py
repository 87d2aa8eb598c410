"""manage.py write_papers FOLDER: every kind of paper of one bloc's season, in every format it has."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from blocs.models import Bloc
from reports import demo
from reports.models.documents import FORMATS
from reports.paper_folder import Written, write_folder


class Command(BaseCommand):
    help = "Write every paper of a bloc's season into a folder; without --bloc, of the illustrative one of the demo."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--bloc", help="slug of the series, as in the address of the bloc")
        parser.add_argument("--season", help="slug of the season, such as 2017")
        parser.add_argument("--format", action="append", choices=FORMATS, default=[], help="may be given several times")
        parser.add_argument("--every", action="store_true", help="about every subject, not only the first of each kind")

    def handle(self, *args, folder, bloc, season, every, **options):
        found = self.bloc_named(bloc, season)
        self.stdout.write(str(found))
        failed = []
        for one in write_folder(found, folder, options["format"], every=every):
            self.stdout.write(self.line(one))
            failed += [f"{one.kind.slug} {one.format}".strip()] if one.trouble else []
        if failed:
            raise CommandError(_("Not written: %(names)s.") % {"names": ", ".join(failed)})

    def bloc_named(self, series: str | None, season: str | None) -> Bloc:
        if not Bloc.objects.exists():
            raise CommandError(_("There is no bloc yet."))
        rows = Bloc.objects.select_related("season", "series__organiser", "previous__season")
        if not series and not season:
            return rows.get(pk=demo.illustrative_bloc().pk)
        named = {"series__slug": series, "season__slug": season}
        rows = rows.filter(**{key: value for key, value in named.items() if value})
        found = rows.order_by("-season__starts_on", "pk").first()
        if found is None:
            raise CommandError(_("There is no such bloc: %(name)s.") % {"name": f"{series or ''}/{season or ''}"})
        return found

    def line(self, one: Written) -> str:
        """The kind, its format, pages (sheets of a workbook) and bytes, and the file; or what kept it."""
        pages = "—" if one.pages is None else one.pages
        told = one.trouble or one.name
        return f"  {one.kind.slug:<16} {one.format:<5} {pages:>4} {one.size:>9}  {told}"
