"""manage.py use_seal_key CERTIFICATE KEY: seal with a key given by somebody else; without files, with the one there."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.actions.papers import register_certificate
from reports.papers.key_making import use
from reports.papers.keys import KeyTrouble, current


class Command(BaseCommand):
    help = "Take in a certificate (PEM, with those above it) and its key (PKCS#8); both must fit and be valid now."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, metavar="CERTIFICATE KEY")

    def handle(self, *args, files, **options):
        if len(files) not in (0, 2):
            raise CommandError(_("Name the file of the certificate and the file of its key, or neither."))
        try:
            key = use(*(path.read_bytes() for path in files)) if files else current()
        except (KeyTrouble, OSError) as trouble:
            raise CommandError(str(trouble), returncode=1) from trouble
        row = register_certificate(key, by="use_seal_key")
        words = {"subject": row.subject, "print": row.fingerprint}
        self.stdout.write(_("Papers are sealed with the certificate of %(subject)s, %(print)s.") % words)
