"""First steps of an empty site, on the command line or on a guided page."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone, translation

from blocs.actions.setup import FirstFacts, set_up
from blocs.forms.setup import USUAL_LEVELS
from blocs.logic.lifecycle import Refused
from blocs.models import Body, Season
from blocs.views.setup import setup_token


class Command(BaseCommand):
    help = "Set up an empty site. Without --body it prints the address of the guided page, good for one use."

    def add_arguments(self, parser):
        year = timezone.localdate().year
        parser.add_argument("--body", help="name of the body that runs the site")
        parser.add_argument("--parent", default="", help="name of its parent body")
        parser.add_argument("--place", default="", help="place name on papers")
        parser.add_argument("--movement", default="Vì An ninh Tổ quốc")
        parser.add_argument("--season", default=f"Năm {year}")
        parser.add_argument("--kind", default=Season.Kind.YEAR, choices=Season.Kind.values)
        parser.add_argument("--starts", type=date.fromisoformat, default=date(year, 1, 1), help="YYYY-MM-DD")
        parser.add_argument("--ends", type=date.fromisoformat, default=date(year, 12, 31), help="YYYY-MM-DD")
        parser.add_argument("--levels", default=USUAL_LEVELS.replace("\n", ";"), help="highest first, with semicolons")
        parser.add_argument("--admin", default="quan-tri", help="user name of the first administrator")
        parser.add_argument("--admin-name", default="Quản trị viên")

    def handle(self, **options):
        with translation.override("vi"):
            if options["body"]:
                self.set_up(options)
            else:
                self.invite()

    def set_up(self, options):
        levels = [level.strip() for level in options["levels"].split(";") if level.strip()]
        facts = FirstFacts(
            body_name=options["body"],
            parent_name=options["parent"],
            place_name=options["place"],
            movement=options["movement"],
            season_name=options["season"],
            season_kind=options["kind"],
            starts_on=options["starts"],
            ends_on=options["ends"],
            levels=levels,
            admin_username=options["admin"],
            admin_name=options["admin_name"],
        )
        try:
            body, password = set_up(facts)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{body.name}\n{options['admin']}  {password}")

    def invite(self):
        if Body.objects.exists():
            raise CommandError("Trang này đã được cài đặt.")
        self.stdout.write(settings.SITE_URL + reverse("setup", args=[setup_token()]))
