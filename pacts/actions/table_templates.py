"""The criteria tables that come with the house, to start from: one real one of 1.000 points, and small models."""

import json
from pathlib import Path

from django.db import transaction

from blocs.actions.base import validate
from blocs.models import Event, User
from pacts.models import TableTemplate

FOLDER = Path(__file__).resolve().parent.parent / "data" / "tables"


@transaction.atomic
def load_table_templates(*, by: User | str, folder: Path = FOLDER) -> list[TableTemplate]:
    """Lay in the templates that are not here yet; returns them. One that is here stays as people have made it."""
    here = set(TableTemplate.objects.values_list("slug", flat=True))
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    fresh = [TableTemplate(**facts) for facts in found if facts["slug"] not in here]
    for template in fresh:
        validate(template)
        template.save()
    if fresh:
        Event.record("pacts.load_table_templates", fresh[0], by=by, rows=[template.name for template in fresh])
    return fresh
