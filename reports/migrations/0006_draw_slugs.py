from django.db import migrations, models


def keep_todays(apps, schema_editor):
    """Of earlier draws today's addresses are the best that is known."""
    for draw in apps.get_model("reports", "Draw").objects.all():
        sheets = apps.get_model("reports", "Sheet").objects.filter(table=draw.table_id).select_related("unit")
        draw.slugs = {str(sheet.unit_id): sheet.unit.slug for sheet in sheets}
        draw.save(update_fields=["slugs"])


class Migration(migrations.Migration):
    """The draw of the cross-checks keeps the addresses it was made from."""

    dependencies = [("reports", "0005_report_accepted")]
    operations = [
        migrations.AddField(
            "draw",
            "slugs",
            models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="addresses the units had when it was drawn"
            ),
        ),
        migrations.RunPython(keep_todays, migrations.RunPython.noop),
    ]
