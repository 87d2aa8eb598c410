from django.db import migrations

import blocs.models.fields
from reports.models import poll_guard


def guard(apps, schema_editor):
    poll_guard.install(schema_editor.connection)


def unguard(apps, schema_editor):
    poll_guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """A candidate may be withdrawn; what was opened keeps its terms, and a ballot that is over never changes."""

    dependencies = [("reports", "0012_ballots_and_submissions")]
    operations = [
        migrations.AddField(
            "candidate",
            "withdrawn",
            blocs.models.fields.LineField(
                blank=True, default="", editable=False, max_length=300, verbose_name="withdrawn because"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(guard, unguard),
    ]
