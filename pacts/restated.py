"""What members are held to now: as sealed, with what reorganisations restated since in its place."""

from collections.abc import Iterable
from datetime import date

from pacts.models import Assignment, CriteriaTable, OwnTarget, Pact, Pledge, Restatement

Own = OwnTarget | Restatement
Line = Assignment | Restatement


def own_targets(pledges: Iterable[Pledge | int] | None = None, *, pact: Pact | None = None, day: date | None = None):
    """{(pledge, unit): what stands}; of the pledges, or of a pact. With a day, restatements that hold on it."""
    rows, later = OwnTarget.objects.all(), _restated(day).filter(pledge__isnull=False)
    if pact is not None:
        rows, later = rows.filter(pledge__pact=pact), later.filter(pledge__pact=pact)
    else:
        rows, later = rows.filter(pledge__in=pledges or []), later.filter(pledge__in=pledges or [])
    found: dict[tuple[int, int], Own] = {
        (own.pledge_id, own.membership.unit_id): own for own in rows.select_related("membership")
    }
    return found | {(row.pledge_id, row.unit_id): row for row in later}


def assignments(table: CriteriaTable | int, unit: int | None = None) -> dict[tuple[int, int], Line]:
    """{(criterion, unit): what the bloc decided}, with what was restated since."""
    rows, later = Assignment.objects.filter(criterion__table=table), _restated(None).filter(criterion__table=table)
    if unit is not None:
        rows, later = rows.filter(unit=unit), later.filter(membership__unit=unit)
    found: dict[tuple[int, int], Line] = {(row.criterion_id, row.unit_id): row for row in rows}
    return found | {(row.criterion_id, row.unit_id): row for row in later if row.criterion_id}


def _restated(day: date | None):
    rows = Restatement.objects.select_related("membership").order_by("from_on", "pk")
    return rows.filter(from_on__lte=day) if day else rows
