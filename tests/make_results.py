"""A bloc whose sheets are filled and closed, ready for its result; small, every formula family once."""

from datetime import UTC, datetime
from decimal import Decimal

from django.utils import timezone

from blocs.models import Role
from pacts.models import CriteriaTable
from reports.actions.results import prepare_result, release_result
from reports.models import Mark, Result, Sheet
from tests.make import a_bloc, a_figure, a_pact, a_pledge, a_user, members_of
from tests.make_scoring import a_criterion, a_table, leaves_of

NOON = datetime(2017, 12, 1, 5, tzinfo=UTC)
CLASSES = [{"name": "Xuất sắc", "from": "90"}, {"name": "Tốt", "from": "70"}, {"name": "Hoàn thành", "from": "0"}]


def a_scored_table(units: int = 3, *, bloc=None, closed: bool = True, **facts) -> CriteriaTable:
    """Five leaves of 110 points: met, by hand, deduction, count, and one relative to the best under a pledge ≥ 80.

    Unit n of the bloc earns 20 + 10n + (10 − 2n) + 10·n (≤ 40) and is measured at 80 + 5n.
    """
    bloc = bloc or a_bloc(units)
    pact = a_pact(bloc, state="sealed", sealed_at=timezone.now(), digest="0" * 64, canonical="văn bản")
    pledge = a_pledge(pact, kind="at_least", target=80)
    table = a_table(pact, **{"classes": CLASSES, "tie_breaks": ["fewer_penalties"], **facts})
    a_criterion(table, group="Kết quả", name="Tỷ lệ khám phá", points=10, formula="relative_to_best", pledge=pledge)
    table.maximum += 10
    table.save()
    for n, unit in enumerate(members_of(bloc)):
        a_figure(pledge, unit, value=80 + 5 * n)
        a_filled_sheet(table, unit, n, closed=closed)
    return table


def a_filled_sheet(table: CriteriaTable, unit, n: int, *, closed: bool = True) -> Sheet:
    first, last = table.stages.first(), table.stages.last()
    state = {"state": "closed", "closed_at": NOON, "stage": last} if closed else {"stage": first}
    sheet = Sheet.objects.create(bloc=table.pact.bloc, table=table, unit=unit, order=n + 1, opened_at=NOON, **state)
    met, hand, deduction, count, _relative = leaves_of(table)
    a_mark(sheet, met, value=1)
    a_mark(sheet, hand, points=min(10 * n + 5, 30))
    a_mark(sheet, hand, last, points=min(10 * n, 30), reason="Thẩm định lại theo hồ sơ gửi kèm")
    a_mark(sheet, deduction, value=n)
    a_mark(sheet, count, value=n)
    return sheet


def a_mark(sheet: Sheet, criterion, stage=None, **facts) -> Mark:
    stage = stage or sheet.table.stages.first()
    said = {name: Decimal(value) if isinstance(value, int) else value for name, value in facts.items()}
    return Mark.objects.create(
        sheet=sheet, criterion=criterion, stage=stage, given_by="Cán bộ chấm điểm", given_at=NOON, **said
    )


def a_result(table: CriteriaTable | None = None, mode: str = "ranking", **facts) -> Result:
    return prepare_result(table or a_scored_table(), mode, by=facts.pop("by", None) or a_user(Role.ADMIN), **facts)


def a_published_result(table: CriteriaTable | None = None, mode: str = "ranking", **facts) -> Result:
    return release_result(a_result(table, mode, **facts), by=a_user(Role.ADMIN))
