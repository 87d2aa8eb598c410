from django.db import migrations

from reports.models import result_guard


def guard(apps, schema_editor):
    result_guard.install(schema_editor.connection)


class Migration(migrations.Migration):
    """No line is added to a published result either."""

    dependencies = [("reports", "0006_draw_slugs")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
