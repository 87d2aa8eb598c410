"""One-line makers for criteria tables and what is scored by them."""

from decimal import Decimal

from django.utils import timezone

from pacts.logic.formulas import Formula
from pacts.models import CriteriaTable, Criterion, Pact, Stage
from tests.make import a_pact

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
