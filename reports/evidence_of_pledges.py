"""From a pledge of a unit to the evidence behind it: the criteria it feeds, and which shelves this person may open."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from blocs.models import Bloc, Unit, User
from pacts.models import CriteriaTable, Criterion, Pledge
from reports.evidence_access import readable_criteria
from reports.models import Evidence, Sheet
from reports.overview import same_pledges


@dataclass(frozen=True)
class Shelf:
    """`url` is empty for who has no right to it; `count` says how many pieces stand there, to who has."""

    criterion: str
    url: str = ""
    count: int = 0


def shelves_of(bloc: Bloc, unit: Unit, pledges: list[Pledge], user: User) -> dict[int, list[Shelf]] | None:
    """By pledge; None while the unit has no score sheet. A pledge of an amended pact is found under its older self."""
    sheets = Sheet.objects.filter(bloc=bloc, unit=unit, table__state=CriteriaTable.State.ADOPTED)
    sheet = sheets.select_related("table__pact", "stage", "unit", "bloc").order_by("-pk").first()
    if sheet is None:
        return None
    same = same_pledges(bloc.pk, {pledge.pk: pledge.pk for pledge in pledges})
    fed = list(Criterion.objects.filter(table=sheet.table_id, pledge__in=same).order_by("order", "pk"))
    open_to = {row.pk for row in readable_criteria(user, sheet, fed)} if fed else set()
    counts = _counts(sheet)
    found = defaultdict(list)
    for row in fed:
        found[same[row.pledge_id]].append(_shelf(sheet, row, row.pk in open_to, counts.get(row.pk, 0)))
    return dict(found)


def _counts(sheet: Sheet) -> dict[int, int]:
    rows = Evidence.objects.filter(sheet=sheet).standing().order_by()
    return dict(rows.values_list("criterion").annotate(n=Count("pk")))


def _shelf(sheet: Sheet, criterion: Criterion, is_open: bool, count: int) -> Shelf:
    if not is_open:
        return Shelf(criterion.name)
    query = {"phieu": sheet.pk, "chi_tieu": criterion.pk}
    return Shelf(criterion.name, reverse("reports:evidence_list", query=query), count)
