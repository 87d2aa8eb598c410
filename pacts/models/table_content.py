"""A criteria table as plain content: the shape of templates, of season files and of what is copied.

Keys as the fields; blanks are left out, figures are texts, days are ISO. `criteria` nest in `children`; `pledge` is the
number “1.3” in the pact (“0.1” outside any content), `department` and `unit` are slugs.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pacts.logic.seal import figure
from pacts.models.criteria import Assignment, CriteriaTable, Criterion
from pacts.models.outline import numbered
from pacts.models.pacts import Pact
from pacts.models.pledges import Pledge
from pacts.models.tree import Node, tree_of

HEAD = [
    *["name", "maximum", "bonus_is_inside", "step", "reason_length", "outcome", "classes", "tie_breaks"],
    *["appeals_from", "appeals_until", "source"],
]
OWN = ["code", "name", "name_is_open", "points", "part", "formula", "rules", "assessor", "evidence", "evidence_note"]
STAGE = ["kind", "name", "opens_on", "due_on"]
USUAL = {"part": "main", "assessor": "unit", "evidence": "none"}
"""Left out where they say the usual."""


def as_content(table: CriteriaTable) -> dict[str, Any]:
    """The whole table, assignments too; what may not travel is taken out by who copies it."""
    pledges = {pledge.pk: number for number, pledge in pledges_by_number(table.pact).items()}
    lines = _lines(Assignment.objects.filter(criterion__table=table))
    rows = sorted(table.stages.all(), key=lambda stage: (stage.order, stage.pk))
    return {
        **_said({name: plain(getattr(table, name)) for name in HEAD}),
        "stages": [
            _said({name: plain(getattr(row, name)) for name in ("kind", "name", "opens_on", "due_on")}) for row in rows
        ],
        "criteria": [_node(node, pledges, lines) for node in tree_of(table).roots],
    }


def branch_of(table: CriteriaTable, criterion: Criterion) -> dict[str, Any]:
    """One criterion with all below it, in the same shape."""
    pledges = {pledge.pk: number for number, pledge in pledges_by_number(table.pact).items()}
    lines = _lines(Assignment.objects.filter(criterion__table=table))
    return _node(tree_of(table).by_pk()[criterion.pk], pledges, lines)


def pledges_by_number(pact: Pact) -> dict[str, Pledge]:
    """“1.3”, or “0.1” for one outside any content, as season files write it."""
    return {number if "." in number else f"0.{number}": pledge for number, pledge in numbered(pact)}


def plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return figure(value)
    return value.isoformat() if isinstance(value, date) else value


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in facts.items()
        if value not in (None, "", False, {}, []) and USUAL.get(name) != value
    }


def _node(node: Node, pledges: Mapping[int, str], lines: Mapping[int, list]) -> dict[str, Any]:
    row = node.criterion
    facts = {name: plain(getattr(row, name)) for name in [*OWN, "note"]}
    facts["department"] = row.department.slug if row.department else ""
    facts["pledge"] = pledges.get(row.pledge_id, "")
    facts["assignments"] = lines.get(row.pk, [])
    facts["children"] = [_node(child, pledges, lines) for child in node.children]
    return _said(facts)


def _lines(rows) -> dict[int, list[dict[str, Any]]]:
    found = defaultdict(list)
    for row in rows.select_related("unit"):
        facts = {name: plain(getattr(row, name)) for name in ("is_without_target", "target", "baseline", "reason")}
        facts = {"unit": row.unit.slug, **_said(facts)}
        found[row.criterion_id].append(facts if row.applies else {**facts, "applies": False})
    return found
