"""What still stands in the way of opening a pact, each fault with the way to the field that mends it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from blocs.logic.wording import trimmed
from blocs.models import Event
from pacts.logic.obstacles import obstacles_in_contents, obstacles_to_opening
from pacts.models import CriteriaTable, Pact
from pacts.models.outline import Part
from pacts.table_page import sheet_of

ASKED_AT = {"baseline": "baseline_label"}


@dataclass(frozen=True)
class Fault:
    sentence: str
    url: str


def faults_of(pact: Pact, parts: Iterable[Part]) -> list[Fault]:
    """In the order of the obstacles to opening; none for a pact that is no draft."""
    if not pact.is_editable:
        return []
    draft = pact.for_opening()
    contents, rows = obstacles_in_contents(draft), _row_urls(parts)
    list_url = reverse("pacts:pact_contents", args=[pact.pk])
    places = {sentence: pact.bloc.get_absolute_url() for sentence in draft.faults_of_bloc}
    places |= dict.fromkeys(draft.faults_of_table, reverse("pacts:table_detail", args=[pact.pk]))
    places |= dict.fromkeys(contents[len(rows) :], list_url + "?tiep=1")
    places |= dict(zip(contents, rows, strict=False))
    heading = reverse("pacts:pact_edit", args=[pact.pk]) + "#id_movements_0"
    return [Fault(sentence, places.get(sentence, heading)) for sentence in obstacles_to_opening(draft)]


def _row_urls(parts: Iterable[Part]) -> list[str]:
    """For each problem of each row, in their order, the field on the page where the row is edited."""
    return [
        reverse("pacts:pledge_edit", args=[line.pledge.pk]) + f"?tu=kiem-tra#id_{ASKED_AT.get(field, field)}"
        for part in parts
        for line in part.lines
        for field, _sentence in line.pledge.problems
    ]


@dataclass(frozen=True)
class Totals:
    """What the pact holds: pledges, contents, and the points of its criteria table where it has one."""

    pledges: int
    sections: int
    points: str = ""
    maximum: str = ""


def totals_of(pact: Pact, parts: Iterable[Part]) -> Totals:
    parts = list(parts)
    counts = sum(len(part.lines) for part in parts), sum(part.section is not None for part in parts)
    table = CriteriaTable.objects.select_related("pact").filter(pact=pact).first()
    return Totals(*counts, sheet_of(table).total, trimmed(table.maximum)) if table else Totals(*counts)


def opened_by(pact: Pact) -> str:
    """Who opened it last, as the logbook names them."""
    line = Event.objects.about(pact).filter(verb="pacts.open").order_by("-number").first()
    return line.by if line else ""
