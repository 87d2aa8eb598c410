"""Lay in the criteria tables that come with the house."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from pacts.actions.table_templates import load_table_templates


class Command(BaseCommand):
    help = "Lay in the criteria tables to start from; those that are here stay as they are."

    def handle(self, *args, **options):
        for template in load_table_templates(by="load_table_templates"):
            self.stdout.write(_("Loaded: %(file)s") % {"file": template.name})
