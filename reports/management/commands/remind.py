"""Remind of what is due: 7 and 2 days before, on the day, and three days more. Once a day; twice does nothing twice."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from reports.actions.papers import make_waiting_papers
from reports.actions.reminding import remind_by_calendar


class Command(BaseCommand):
    help = "Send the reminders of today, and make what papers wait; run it once a day (make serve does)."

    def handle(self, *args, **options):
        make_waiting_papers()
        count = remind_by_calendar()
        words = ngettext("%(count)s reminder was sent.", "%(count)s reminders were sent.", count)
        self.stdout.write(words % {"count": count})
