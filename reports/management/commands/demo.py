"""The whole demo: prepare the site, load the season files, make the accounts, say where to look, and serve."""

import sys

from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs import preparing, running
from blocs.management.commands.serve import asked_port, tell_ready
from reports import demo, demo_ballot, demo_hall, demo_honours, demo_papers


class Command(BaseCommand):
    help = "Prepare the demo and serve it the way production does; --prepare-only stops before serving."

    def add_arguments(self, parser):
        parser.add_argument("--prepare-only", action="store_true", help="stop before serving")
        parser.add_argument("--hall", action="store_true", help="with a signing that only waits to begin")

    def handle(self, *args, prepare_only, hall=False, **options):
        port = asked_port(free=not prepare_only)
        try:
            self.prepare(port, hall)
        except KeyboardInterrupt:
            sys.exit(130)
        if not prepare_only:
            sys.exit(running.run(port, ready=lambda: tell_ready(self.stdout, port)))

    def prepare(self, port, hall):
        preparing.prepare()
        for name in demo.load_seasons():
            self.stdout.write(_("Loaded: %(file)s") % {"file": name})
        demo.ensure_body()
        demo.ensure_templates()
        demo.keep_package()
        demo.ensure_seal(running.address(port))
        self.tell_accounts(demo.ensure_accounts())
        demo.ensure_desk()
        demo_ballot.ensure_ballot()
        demo_papers.ensure_papers()
        demo_honours.ensure_honours()
        if hall:
            self.tell_hall(demo_hall.ensure_hall(), running.address(port))
        self.tell_sights(running.address(port))

    def tell_accounts(self, accounts):
        self.stdout.write("\n" + _("Accounts of the demo (also kept in %(file)s):") % {"file": demo.accounts_file()})
        for name, password, duty in accounts:
            self.stdout.write(f"  {name:<16} {password}   {duty}")

    def tell_hall(self, ceremony, address):
        """The console of the signing, and an account for each signer."""
        path = reverse("pacts:ceremony_console", args=[ceremony.pk]).lstrip("/")
        self.stdout.write(
            "\n" + _("A signing waits to begin; log in as thu-ky: %(address)s") % {"address": address + path}
        )
        self.stdout.write(_("Accounts of the signers (also kept in %(file)s):") % {"file": demo_hall.signers_file()})
        for name, password, unit in demo_hall.ensure_signers(ceremony):
            self.stdout.write(f"  {name:<16} {password}   {unit}")

    def tell_sights(self, address):
        self.stdout.write("\n" + _("Pages to open first:"))
        for words, path in demo.sights():
            self.stdout.write(f"  {address}{path.lstrip('/')}  {words}")
        self.stdout.flush()
