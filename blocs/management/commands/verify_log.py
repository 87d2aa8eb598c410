"""manage.py verify_log: is the chain of the logbook whole?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from blocs.logic.wording import moment
from blocs.models import Event, broken_link


class Command(BaseCommand):
    help = "Finds the first line of the logbook that does not follow from the one before it."

    def handle(self, *args, **options):
        line = broken_link()
        if line:
            words = {"number": line.number, "at": moment(localtime(line.at))}
            words |= {"verb": line.verb, "object": line.object_name}
            sentence = _("The logbook is broken at line %(number)s (%(at)s, %(verb)s, %(object)s).")
            raise CommandError(sentence % words, returncode=1)
        self.stdout.write(_("The logbook is whole: %(count)s lines.") % {"count": Event.objects.count()})
