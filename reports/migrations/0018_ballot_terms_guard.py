from django.db import migrations

from reports.models import poll_guard


def guard(apps, schema_editor):
    poll_guard.install(schema_editor.connection)


class Migration(migrations.Migration):
    """Every column a ballot was opened with stays as it was, not its frozen text alone."""

    dependencies = [("reports", "0017_directive_rounds")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
