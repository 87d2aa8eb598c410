"""The real table of 1.000 points as rows, for the tests that want something large and true."""

import json
from decimal import Decimal
from pathlib import Path

from pacts.models import CriteriaTable, Criterion, Pact

FILE = Path(__file__).resolve().parent.parent / "data" / "criteria-1000-points.json"
FORMULAS = {"pass_fail": "pass_fail", "direct": "by_hand", "measured": "proportional"}


def a_real_table(pact: Pact) -> CriteriaTable:
    table = CriteriaTable.objects.create(pact=pact, name="Bảng 1.000 điểm", maximum=Decimal(1000))
    for order, facts in enumerate(json.loads(FILE.read_text(encoding="utf-8"))["tree"], start=1):
        _add(table, facts, None, order)
    return table


def _add(table, facts, parent, order):
    formula = FORMULAS.get(facts.get("kind"), "")
    row = Criterion.objects.create(
        table=table, parent=parent, order=order, code=facts["code"], name=facts["name"], points=facts["points"],
        formula=formula, name_is_open=bool(formula),
        rules={"kind": "at_least", "target": "90", "measure": "%"} if formula == "proportional" else {},
    )  # fmt: skip
    for place, child in enumerate(facts.get("children", []), start=1):
        _add(table, child, row, place)
