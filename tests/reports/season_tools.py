"""What the tests of season files share: the rich file, an empty site, and files with one thing changed."""

import copy
import json
from pathlib import Path

from django.apps import apps
from django.db import connection

from blocs.models import Event, Rank
from blocs.models.ranks import RANKS
from reports.actions.seasons import load_season
from reports.models import result_guard
from reports.seasonfile import dumping

SEASONS = Path(__file__).resolve().parents[1] / "data" / "seasons"
RICH = SEASONS / "rich.json"
KEPT = {Event, Rank}


def rich() -> dict:
    return json.loads(RICH.read_text(encoding="utf-8"))


def small() -> dict:
    """The example of docs/season-file.md: one bloc of two units."""
    text = (SEASONS.parents[2] / "docs" / "season-file.md").read_text(encoding="utf-8")
    return json.loads(text.split("```json\n")[1].split("```")[0])


def load(document, name="2017.json"):
    return load_season(copy.deepcopy(document), name=name, digest="0" * 64, by="thử nghiệm", folder=SEASONS)


def dumped() -> str:
    return dumping.as_text(dumping.site())


def empty_the_site() -> None:
    """Every row but the logbook and the ranks of the law goes, published results too."""
    connection.check_constraints()  # PostgreSQL drops no trigger of a table with checks still to come
    result_guard.remove(connection)
    for app in ("reports", "pacts", "blocs"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            if model not in KEPT:
                model._base_manager.all()._raw_delete("default")
    connection.check_constraints()
    result_guard.install(connection)
    Rank.objects.exclude(slug__in=dict(RANKS)).delete()


def changed(document: dict, path: str, value) -> dict:
    """A copy with the value at `blocs.0.pacts.0.title` set; `...` removes the key."""
    document = copy.deepcopy(document)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = document
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return document
