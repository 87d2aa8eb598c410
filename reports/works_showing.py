"""Joint works as their pages show them: sums by unit of measure, each unit's part, what it earned. Nothing is typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from blocs.logic.wording import trimmed
from blocs.models import Bloc, Unit
from pacts.models import Contribution
from reports.models import JointShare, JointWork, Result
from reports.scored import board_of


@dataclass
class UnitPart:
    """One unit's line of a work: its shares, their sum, and the points of the criterion once the result is out."""

    unit: Unit
    shares: list[JointShare]
    points: Decimal | None = None

    @property
    def total(self) -> str:
        return sums_of(self.shares)


def sums_of(shares: Iterable[JointShare]) -> str:
    """“20.000.000 đồng; 3 ngày công”."""
    sums: dict[str, Decimal] = {}
    for share in shares:
        if share.amount is not None:
            sums[share.measure] = sums.get(share.measure, Decimal()) + share.amount
    return "; ".join(f"{trimmed(total)} {measure}".strip() for measure, total in sums.items())


def without_files(shares):
    return shares.select_related("unit").defer("receipt")


def works_of(bloc: Bloc) -> list[JointWork]:
    """Each with `given` (all shares), `confirmed` and `units` worded; two queries."""
    works = list(bloc.joint_works.select_related("criterion").order_by("begins_on", "pk"))
    shares: dict[int, list[JointShare]] = {}
    for share in without_files(JointShare.objects.filter(work__in=works)).order_by("pk"):
        shares.setdefault(share.work_id, []).append(share)
    for work in works:
        own = shares.get(work.pk, [])
        work.given, work.confirmed = sums_of(own), sums_of(one for one in own if one.is_confirmed)
        work.unit_count = len({one.unit_id for one in own})
    return works


def parts_of(work: JointWork) -> list[UnitPart]:
    """Every member unit, those that gave nothing too, in the order of the bloc."""
    members = [row.unit for row in work.bloc.memberships.in_order()]
    parts = {unit.pk: UnitPart(unit, []) for unit in members}
    for share in without_files(work.shares).order_by("given_on", "pk"):
        parts.setdefault(share.unit_id, UnitPart(share.unit, [])).shares.append(share)
    _add_points(work, list(parts.values()))
    return list(parts.values())


def _published(work: JointWork) -> Result | None:
    return Result.objects.filter(bloc=work.bloc_id).newest().select_related("table").first()


def words_on_points(work: JointWork) -> str:
    """Where the points come from, or why there are none; empty for a work that counts for no criterion."""
    if work.criterion is None:
        return ""
    result = _published(work)
    if result is None:
        return _("Points are those of the criterion on each unit's sheet, shown once the result is published.")
    if work.criterion.table_id != result.table_id:
        return _("The published result rests on another version of the table; this criterion earned nothing there.")
    return _("The result is published: a share confirmed from now on changes nothing of its points.")


def _add_points(work: JointWork, parts: list[UnitPart]) -> None:
    """From the published result's table; before that nobody reads what others earn."""
    result = _published(work)
    if result is None or work.criterion is None or work.criterion.table_id != result.table_id:
        return
    board = board_of(result.table)
    number = next((node.number for node in board.tree if node.criterion.pk == work.criterion_id), "")
    if number not in board.rules:
        return
    for part in parts:
        if part.unit.slug in board.sheets:
            part.points = board.earned(number, part.unit.slug).points


def given_at_ceremonies(bloc: Bloc) -> list[Contribution]:
    """What units gave at the bloc's ceremonies; kept there, shown here."""
    rows = Contribution.objects.filter(ceremony__blocs=bloc).select_related("ceremony", "unit")
    return list(rows.order_by("ceremony__on", "ceremony", "order", "pk"))
