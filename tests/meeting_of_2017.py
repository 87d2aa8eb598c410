"""The signing of 2017 of the invented bloc alone: without the years before it and what was reported after it."""

import json
from typing import Any

from pacts.models import Ceremony
from tests.reports.season_tools import load
from tests.seasons import SEASONS

SLUG = "le-ky-ket-minh-hoa-2017"
LATER = ("previous", "reportings", "figures", "honours")


def said_of_2017() -> dict[str, Any]:
    document = json.loads((SEASONS / "minh-hoa-2017.json").read_text(encoding="utf-8"))
    (bloc,) = document["blocs"]
    document["blocs"] = [{key: value for key, value in bloc.items() if key not in LATER}]
    (pact,) = document["blocs"][0]["pacts"]
    pact.pop("criteria_table")
    for pledge in (pledge for section in pact["sections"] for pledge in section["pledges"]):
        pledge.pop("follows", None)
    document["ceremonies"] = [one for one in document["ceremonies"] if one["slug"] == SLUG]
    document.pop("summaries")
    return document


def the_ceremony_of_2017() -> Ceremony:
    load(said_of_2017())
    return Ceremony.objects.get(slug=SLUG)
