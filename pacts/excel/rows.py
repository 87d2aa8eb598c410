"""One line of a criteria table as plain values: read from the database or from a file, and compared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from pacts.excel.columns import BY_KEY, RULES
from pacts.logic.formula_words import band_lines, decimal_of
from pacts.logic.table_rules import normal_rules
from pacts.models import CriteriaTable, Node, tree_of
from pacts.models.table_content import pledges_by_number


@dataclass(frozen=True)
class Row:
    """`key` is the criterion it is, None for a new one; `line` its line in the file; `pledge`, `department` keys."""

    number: str
    name: str
    points: Decimal
    code: str = ""
    name_is_open: bool = False
    part: str = "main"
    formula: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    assessor: str = "unit"
    department: int | None = None
    pledge: int | None = None
    evidence: str = "none"
    evidence_note: str = ""
    note: str = ""
    key: int | None = None
    line: int = 0

    @property
    def parent_number(self) -> str:
        return self.number.rpartition(".")[0]


COMPARED = [
    *["code", "name", "name_is_open", "points", "part", "formula", "rules", "assessor"],
    *["department", "pledge", "evidence", "evidence_note", "note"],
]


def row_of(node: Node) -> Row:
    one = node.criterion
    values = {name: getattr(one, name) for name in COMPARED if name not in ("department", "pledge", "points", "rules")}
    return Row(
        number=node.number,
        points=one.points.normalize(),
        rules=normal_rules(one.formula, one.rules),
        department=one.department_id,
        pledge=one.pledge_id,
        key=one.pk,
        **values,
    )


def rows_of(table: CriteriaTable) -> list[Row]:
    return [row_of(node) for node in tree_of(table)]


def changed(old: Row, new: Row) -> list[str]:
    """The fields in which two lines differ; their place is not among them."""
    return [name for name in COMPARED if getattr(old, name) != getattr(new, name)]


def as_json(row: Row) -> dict[str, Any]:
    return {**asdict(row), "points": str(row.points)}


def from_json(values: Mapping[str, Any]) -> Row:
    return Row(**{**values, "points": Decimal(values["points"])})


@dataclass(frozen=True)
class Names:
    """How a file calls what the database knows by key: pledges by number, departments by name."""

    pledges: Mapping[int, str]
    departments: Mapping[int, str]


def names_for(table: CriteriaTable, departments) -> Names:
    pledges = {pledge.pk: number for number, pledge in pledges_by_number(table.pact).items()}
    return Names(pledges, {unit.pk: unit.name for unit in departments})


def cells_of(row: Row, names: Names) -> dict[str, Any]:
    """What each column says of this line: words, numbers as Decimal, None for an empty cell."""
    cells: dict[str, Any] = {name: row.rules.get(name) for name in RULES}
    cells |= {name: getattr(row, name) for name in ("number", "code", "name", "points", "evidence_note", "note", "key")}
    for name in ("part", "formula", "assessor", "evidence"):
        cells[name] = BY_KEY[name].words[getattr(row, name)]
    cells["kind"] = BY_KEY["kind"].words.get(row.rules.get("kind", ""), "")
    cells["bands"] = "; ".join(band_lines(row.rules.get("bands") or [])) or None
    cells["name_is_open"] = "x" if row.name_is_open else None
    cells["department"] = names.departments.get(row.department)
    cells["pledge"] = names.pledges.get(row.pledge)
    return {name: _cell(name, value) for name, value in cells.items()}


def _cell(name: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    return decimal_of(value) if BY_KEY[name].is_number else value
