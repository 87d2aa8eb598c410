"""manage.py verify_seal [PACT …|--all]: is everything about the seals as it was? Exit code 1 where anything is not."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blocs.logic.wording import moment
from blocs.models import broken_link
from pacts.models import Pact
from reports.papers.verifying import faults_of


class Command(BaseCommand):
    help = "Recompute text, signature lines, pictures, papers, seals and the logbook; names exactly what is altered."

    def add_arguments(self, parser):
        parser.add_argument("pacts", nargs="*", type=int, metavar="PACT")
        parser.add_argument("--all", action="store_true", help="every sealed pact")

    def handle(self, *args, pacts, **options):
        rows = Pact.objects.sealed().select_related("bloc__season").order_by("pk")
        asked = rows if options["all"] else rows.filter(pk__in=pacts)
        if not options["all"] and (not pacts or asked.count() != len(set(pacts))):
            raise CommandError(_("Name sealed pacts by their number, or ask for --all."))
        faults = sum(map(self.told, asked)) + self.told_of_log()
        if faults:
            raise CommandError(_("Found altered: %(count)s.") % {"count": faults}, returncode=1)

    def told(self, pact) -> int:
        found = faults_of(pact)
        for fault in found:
            self.stdout.write(f"{pact.pk} [{fault.part}] {fault.sentence}")
        if not found:
            words = {"pact": pact.pk, "title": pact, "papers": pact.papers.made().count()}
            self.stdout.write(_("%(pact)s: everything is as it was sealed (%(papers)s papers): %(title)s") % words)
        return len(found)

    def told_of_log(self) -> int:
        line = broken_link()
        if line is None:
            return 0
        words = {"number": line.number, "at": moment(localtime(line.at)), "verb": line.verb}
        sentence = _("Log line %(number)s (%(at)s, %(verb)s) is altered.") % words
        self.stdout.write(f"[log {line.number}] {sentence}")
        return 1
