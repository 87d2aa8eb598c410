"""A bloc scored under the real table of 1.000 points, in few inserts: for the bench and for tests of size."""

import json
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from blocs.models import Bloc, Role
from pacts.actions.table_templates import FOLDER
from pacts.actions.tables import adopt_table, start_table
from pacts.models import CriteriaTable, Criterion, Stage, TableTemplate
from reports.models import Mark, Sheet
from tests.make import a_bloc, a_pact, a_user, members_of


def the_template() -> TableTemplate:
    facts = json.loads((FOLDER / "bang-1000-diem.json").read_text(encoding="utf-8"))
    return TableTemplate.objects.get_or_create(slug=facts.pop("slug"), defaults=facts)[0]


def a_thousand_points(
    units: int = 13, *, marked: int = 0, closed: bool = False, bloc: Bloc | None = None
) -> CriteriaTable:
    """The table adopted under a sealed pact, a sheet for every unit, marks of the first `marked` stages."""
    bloc = bloc or a_bloc(units)
    pact, admin = a_pact(bloc), a_user(Role.ADMIN)
    table = start_table(pact, by=admin, start="template", source=the_template())
    adopt_table(CriteriaTable.objects.get(pk=table.pk), by=admin)
    type(pact).objects.filter(pk=pact.pk).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    table = CriteriaTable.objects.get(pk=table.pk)
    _open_days(table)
    sheets = _sheets(table, members_of(bloc), marked, closed)
    leaves = list(table.criteria.exclude(formula=""))
    for stage in stages_of(table)[:marked]:
        Mark.objects.bulk_create(_mark(sheet, leaf, stage, n) for sheet in sheets for n, leaf in enumerate(leaves))
    return table


def stages_of(table: CriteriaTable) -> list[Stage]:
    """Those that give marks, in order."""
    return list(table.stages.exclude(kind="explain").order_by("order"))


def _open_days(table: CriteriaTable) -> None:
    """Its stages are due a month from now, whatever day the bench is run."""
    table.stages.update(opens_on=None, due_on=timezone.localdate() + timedelta(days=30))
    CriteriaTable.objects.filter(pk=table.pk).update(appeals_from=None, appeals_until=None)
    table.refresh_from_db()


def _sheets(table: CriteriaTable, units, marked: int, closed: bool) -> list[Sheet]:
    stages = stages_of(table)
    at = {"stage": stages[min(marked, len(stages) - 1)], "opened_at": timezone.now()}
    if closed:
        at |= {"state": "closed", "closed_at": timezone.now()}
    ring = [*units[1:], units[0]]
    return [
        Sheet.objects.create(bloc=table.pact.bloc, table=table, unit=unit, checker=checker, order=order, **at)
        for order, (unit, checker) in enumerate(zip(units, ring, strict=True), start=1)
    ]


def _mark(sheet: Sheet, leaf: Criterion, stage, n: int) -> Mark:
    by_hand = {"points": (leaf.points * Decimal((n + sheet.order) % 5) / 4 * 2).to_integral() / 2}
    yes_no = {"value": Decimal((n + sheet.order) % 3 > 0)}
    counted = {"value": Decimal(10 + (n + sheet.order) % 7)}
    said = {"by_hand": by_hand, "pass_fail": yes_no, "flat": yes_no}.get(leaf.formula, counted)
    who = {"given_by": "Cán bộ chấm điểm", "given_at": timezone.now()}
    return Mark(sheet=sheet, criterion=leaf, stage=stage, reason="Có báo cáo và danh sách kèm theo", **said, **who)
