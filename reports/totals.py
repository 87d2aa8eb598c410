"""What a sheet comes to before it is sent: how many rows are filled, empty with and without a reason, met or not."""

from dataclasses import dataclass
from decimal import Decimal

from pacts.models import CriteriaTable, Criterion, Pledge
from reports.logic.comparison import Status
from reports.models import Omission
from reports.sheets import Line


@dataclass(frozen=True)
class Totals:
    """`points` of the criteria that take their figures from here, of a table worth `maximum`; None without a table."""

    rows: int
    filled: int
    explained: int
    met: int
    not_met: int
    points: Decimal | None = None
    maximum: Decimal | None = None

    @property
    def unexplained(self) -> int:
        return self.rows - self.filled - self.explained


def totals_of(lines: list[Line], empty: list[Pledge], given: dict[int, Omission]) -> Totals:
    statuses = [line.standing.status for line in lines if line.figure is not None]
    return Totals(
        rows=len(lines),
        filled=len(lines) - len(empty),
        explained=sum(pledge.pk in given for pledge in empty),
        met=sum(status in (Status.MET, Status.EXCEEDED) for status in statuses),
        not_met=sum(status == Status.NOT_MET for status in statuses),
        **_points([line.pledge for line in lines]),
    )


def _points(pledges: list[Pledge]) -> dict[str, Decimal]:
    fed = Criterion.objects.filter(pledge__in=pledges, table__state=CriteriaTable.State.ADOPTED)
    rows = list(fed.order_by().values_list("points", "table__maximum"))
    return {"points": sum((points for points, __ in rows), Decimal(0)), "maximum": rows[0][1]} if rows else {}
