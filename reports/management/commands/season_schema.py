"""Writes the JSON Schema of season files to standard output."""

import json

from django.core.management.base import BaseCommand

from reports.seasonfile import schema


class Command(BaseCommand):
    help = "Writes the JSON Schema of season files (kept as docs/season.schema.json)."
    requires_system_checks = []

    def handle(self, *args, **options):
        self.stdout.write(json.dumps(schema.build(), ensure_ascii=False, indent=1))
