"""What stands beside a row of a sheet: its comments, its evidence, why it was left empty. A fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from blocs.models import Unit, User
from pacts.models import CriteriaTable, Criterion
from reports.evidence_access import evidence_for, readable_criteria
from reports.models import Omission, Reporting, RowNote, Sheet

BLOC = "khoi"


@dataclass(frozen=True)
class Extra:
    """`notes_url` is empty for who may not read the comments, `evidence_url` where no criterion is fed or readable."""

    notes: int = 0
    notes_url: str = ""
    evidence_count: int = 0
    evidence_url: str = ""
    omission: str = ""


def extras_of(reporting: Reporting, unit: Unit | None, user: User) -> dict[int, Extra]:
    """By pledge of the bloc's newest sealed pact."""
    rows = {"reporting": reporting, "unit": unit}
    reasons = dict(Omission.objects.filter(**rows).values_list("pledge", "reason"))
    may_talk = user.has_perm("reports.comment_row", RowNote(**rows))
    notes = _counted(RowNote.objects.filter(**rows), "pledge") if may_talk else {}
    shelves = _shelves(reporting, unit, user) if unit else {}
    return {
        pk: Extra(
            notes.get(pk, 0), notes_url(reporting, unit, pk) if may_talk else "",
            *shelves.get(pk, (0, "")), reasons.get(pk, ""),
        )
        for pk in reporting.pledges().values_list("pk", flat=True)
    }  # fmt: skip


def notes_url(reporting: Reporting, unit: Unit | None, pledge: int) -> str:
    query = {"ky": reporting.pk, "don_vi": unit.pk if unit else BLOC, "noi_dung": pledge}
    return f"{reverse('reports:row_notes')}?{urlencode(query)}"


def _counted(rows, by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(count=Count("pk")))


def _shelves(reporting: Reporting, unit: Unit, user: User) -> dict[int, tuple[int, str]]:
    """By pledge: pieces this person may open behind the first criterion it feeds, and where they lie."""
    sheets = Sheet.objects.filter(bloc=reporting.bloc_id, unit=unit, table__state=CriteriaTable.State.ADOPTED)
    sheet = sheets.select_related("table", "stage", "unit", "bloc").order_by("-pk").first()
    if sheet is None:
        return {}
    fed = Criterion.objects.filter(table=sheet.table_id, pledge__isnull=False)
    rows = readable_criteria(user, sheet, list(fed.order_by("-order", "-pk")))
    pieces = _counted(evidence_for(user, sheet).standing(), "criterion") if rows else {}
    return {row.pledge_id: (pieces.get(row.pk, 0), _shelf_url(sheet, row)) for row in rows}


def _shelf_url(sheet: Sheet, criterion: Criterion) -> str:
    return f"{reverse('reports:evidence_list')}?{urlencode({'phieu': sheet.pk, 'chi_tieu': criterion.pk})}"
