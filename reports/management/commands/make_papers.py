"""manage.py make_papers: every sealed paper that still waits; --all asks for those of older seals too."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pacts.models import Pact
from reports.actions.outer_papers import check_waiting_papers
from reports.actions.papers import ask_for_paper, make_waiting_papers
from reports.models import Paper


class Command(BaseCommand):
    help = "Make and seal whatever papers wait; run again as often as you like."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also for pacts sealed before papers were made")

    def handle(self, *args, **options):
        if options["all"]:
            for pact in Pact.objects.sealed().exclude(papers__isnull=False).order_by("pk"):
                ask_for_paper(pact, "make_papers")
        made = sum(paper.state == Paper.State.MADE for paper in make_waiting_papers())
        check_waiting_papers()
        words = ngettext("%(count)s paper was made.", "%(count)s papers were made.", made)
        self.stdout.write(words % {"count": made})
        for paper in Paper.objects.standing().filter(state=Paper.State.WAITING).select_related("pact"):
            self.stderr.write(_("%(pact)s: %(why)s") % {"pact": paper.pact, "why": paper.trouble})
