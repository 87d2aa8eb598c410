"""One-line makers for criteria tables and what is scored by them."""

from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone

from blocs.models import Role, Unit
from pacts.logic.formulas import Formula
from pacts.models import CriteriaTable, Criterion, Pact, Stage
from reports.actions.drawing import draw_checks
from reports.actions.stages import open_scoring
from reports.models import Mark, Passage, Sheet
from tests.make import a_bloc, a_pact, a_user, members_of

STAGES = ("self", "cross", "review", "explain", "appraise")
STAGE_NAMES = {
    "self": "Tự chấm điểm",
    "cross": "Kiểm tra chéo",
    "review": "Khối rà soát",
    "explain": "Giải trình",
    "appraise": "Thẩm định",
}
LEAVES = (
    {"group": "Công tác chuyên môn", "name": "Hoàn thành kế hoạch công tác", "points": 20, "formula": "pass_fail"},
    {"group": "Công tác chuyên môn", "name": "Chất lượng tham mưu", "points": 30, "formula": "by_hand"},
    {
        "group": "Công tác chuyên môn",
        "name": "Vi phạm để xảy ra",
        "points": 10,
        "formula": "deduction",
        "rules": {"per": "2", "floor": "0"},
    },
    {"group": "Tổ chức phong trào", "name": "Mô hình mới", "points": 40, "formula": "count", "rules": {"per": "10"}},
)
"""100 points in two groups; none fed by a pledge."""


def a_table(pact: Pact | None = None, *, adopted: bool = True, stages=STAGES, leaves=None, **facts) -> CriteriaTable:
    """A table of two levels: each leaf is a dict of Criterion's facts with its "group"; groups and maximum are sums.

    `stages`: kinds in order, or dicts of Stage's facts. Written past the actions, so the pact may be in any state.
    """
    pact = pact or a_pact()
    table = CriteriaTable.objects.create(**{"pact": pact, "name": "Bảng tiêu chí chấm điểm", **facts})
    for order, stage in enumerate(stages, start=1):
        own = {"kind": stage} if isinstance(stage, str) else stage
        Stage.objects.create(**{"table": table, "order": order, "name": STAGE_NAMES[own["kind"]], **own})
    for leaf in leaves if leaves is not None else LEAVES:
        a_criterion(table, **leaf)
    table.maximum = facts.get("maximum") or _sum_of_groups(table) or Decimal(100)
    if adopted:
        table.state, table.adopted_at, table.adopted_by = "adopted", timezone.now(), "Thư ký khối"
    table.save()
    return table


def a_criterion(table: CriteriaTable, *, group: str = "Nhóm I", **facts) -> Criterion:
    """A leaf at the end of the root group of that name (made where there is none), whose points grow with it."""
    part = facts.get("part", "main")
    roots = table.criteria.filter(parent=None)
    parent = roots.filter(name=group).first() or Criterion.objects.create(
        table=table, order=roots.count() + 1, name=group, points=0, part=part
    )
    own = {"name": "Tiêu chí", "points": 10, "formula": Formula.BY_HAND.value, **facts}
    own["points"] = Decimal(str(own["points"]))
    leaf = Criterion.objects.create(table=table, parent=parent, order=parent.children.count() + 1, **own)
    if part == parent.part or (part == "bonus" and table.bonus_is_inside):
        parent.points += own["points"]
        parent.save()
    return leaf


def leaves_of(table: CriteriaTable) -> list[Criterion]:
    """In the order of the paper."""
    return list(table.criteria.exclude(formula="").order_by("parent__order", "order"))


def _sum_of_groups(table: CriteriaTable) -> Decimal:
    counted = ["main", "bonus"] if table.bonus_is_inside else ["main"]
    roots = table.criteria.filter(parent=None, part__in=counted)
    return sum(roots.values_list("points", flat=True), start=Decimal(0))


# --- Sheets


def a_scored_bloc(units: int = 3, *, drawn: bool = True, pact: Pact | None = None, **facts) -> SimpleNamespace:
    """A bloc whose scoring is open; `facts` are those of its table.

    `sheets` and `units` in order of precedence (the first heads the bloc); `secretary`, `standing`, and each unit's
    `commander` and `reporter` by the unit's pk.
    """
    pact = pact or a_pact(a_bloc(units))
    bloc, members = pact.bloc, members_of(pact.bloc)
    Pact.objects.filter(pk=pact.pk).update(state="sealed", sealed_at=timezone.now(), digest="0" * 64)
    pact.refresh_from_db()
    table = a_table(pact, **facts)
    secretary = a_user(Role.SECRETARY, at=bloc)
    sheets = open_scoring(table, by=secretary)
    if drawn and table.stages.filter(kind="cross").exists():
        draw_checks(table, by=secretary)
    return SimpleNamespace(
        bloc=bloc,
        pact=pact,
        table=table,
        sheets=[Sheet.objects.with_names().get(pk=sheet.pk) for sheet in sheets],
        units=members,
        leaves=leaves_of(table),
        secretary=secretary,
        standing=a_user(Role.STANDING, at=bloc.series.organiser),
        commander={unit.pk: a_user(Role.COMMANDER, at=unit) for unit in members},
        reporter={unit.pk: a_user(Role.REPORTER, at=unit) for unit in members},
    )


def a_sheet(table: CriteriaTable | None = None, unit: Unit | None = None, *, at: str = "self", **facts) -> Sheet:
    """One unit's sheet standing at the stage of that kind, the earlier ones passed; `at="closed"`: all of them."""
    table = table or a_table()
    unit = unit or members_of(table.pact.bloc)[-1]
    stages = list(table.stages.order_by("order"))
    here = next((stage for stage in stages if stage.kind == at), stages[-1])
    now = timezone.now()
    if at == "closed":
        facts = {"state": "closed", "closed_at": now, **facts}
    own = {"bloc": table.pact.bloc, "table": table, "unit": unit, "stage": here, "opened_at": now, **facts}
    sheet = Sheet.objects.create(**own)
    for stage in stages:
        if stage.order < here.order or at == "closed":
            Passage.objects.create(sheet=sheet, stage=stage, passed_at=now, passed_by="Lãnh đạo đơn vị")
    return sheet


def a_mark(sheet: Sheet, criterion: Criterion, stage: str = "self", **facts) -> Mark:
    """5 points by hand at the stage of that kind, where nothing else is given."""
    if not facts.keys() & {"points", "value", "numerator"}:
        facts["points"] = Decimal(5)
    own = {"stage": sheet.table.stages.get(kind=stage), "given_by": "Cán bộ", "given_at": timezone.now(), **facts}
    return Mark.objects.create(sheet=sheet, criterion=criterion, **own)
