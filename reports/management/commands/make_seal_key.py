"""manage.py make_seal_key: the key of the seal and its certificate, outside the database (docs/seal.md)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from blocs.logic.wording import day
from reports.actions.papers import register_certificate
from reports.papers.key_making import make
from reports.papers.keys import KeyTrouble, fingerprint

YEARS = 5
NAME = "Hệ thống Giao ước thi đua"


class Command(BaseCommand):
    help = "Make the key of the seal with its certificate in SEAL_DIR; never writes over one that is there."

    def add_arguments(self, parser):
        parser.add_argument("--name", default=NAME, help="to whom the certificate is given")
        parser.add_argument("--years", type=int, default=YEARS, help="how long it is valid (1–10)")
        parser.add_argument("--renew", action="store_true", help="put the key in use aside and make a new one")

    def handle(self, *args, name, years, renew, **options):
        if not 1 <= years <= 10:
            raise CommandError(_("A certificate is given for 1 to 10 years."))
        try:
            key = make(name, years=years, renew=renew)
        except KeyTrouble as trouble:
            raise CommandError(trouble.sentence, returncode=1) from trouble
        row = register_certificate(key, by="make_seal_key")
        words = {"folder": settings.SEAL_DIR, "until": day(row.not_after), "print": fingerprint(key.certificate)}
        self.stdout.write(_("The key of the seal is in %(folder)s, valid until %(until)s.") % words)
        self.stdout.write(_("SHA-256 fingerprint of the certificate: %(print)s") % words)
        self.stdout.write(_("Keep a copy of the folder apart from the database, and take root.key offline."))
