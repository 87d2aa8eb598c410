from django.db import migrations

from reports.models import result_guard


def guard(apps, schema_editor):
    result_guard.install(schema_editor.connection)


def unguard(apps, schema_editor):
    result_guard.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Makes published results and their lines unchangeable."""

    dependencies = [("reports", "0002_scoring")]
    operations = [migrations.RunPython(guard, unguard)]
