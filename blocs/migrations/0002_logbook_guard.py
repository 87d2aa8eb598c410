from django.db import migrations

from blocs.models import event_guard
from blocs.models.ranks import ensure_ranks


def guard(apps, schema_editor):
    event_guard.install(schema_editor.connection)


def unguard(apps, schema_editor):
    event_guard.remove(schema_editor.connection)


def ranks(apps, schema_editor):
    ensure_ranks(apps.get_model("blocs", "Rank"))


class Migration(migrations.Migration):
    """Makes the logbook append-only and puts the 17 ranks in their table."""

    dependencies = [("blocs", "0001_initial")]
    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(ranks, migrations.RunPython.noop),
    ]
