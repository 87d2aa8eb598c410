"""The rows of a criteria table and of its sheets, for the writer: few queries, the order of the paper."""

from collections import defaultdict
from typing import Any

from blocs.models import Bloc
from pacts.models import (
    Assignment,
    CriteriaTable,
    Criterion,
    Node,
    SignatureFile,
    SignatureImage,
    tree_of,
)
from reports.models import Evidence, Mark, Return, Sheet, StageExtension
from reports.seasonfile import shapes_scoring, values
from reports.seasonfile.shapes_scoring import MARK


class ScoringWriter:
    """Keeps the trees it has looked up; use one for one dump."""

    def __init__(self) -> None:
        self._nodes: dict[int, dict[int, Node]] = {}
        self._assigned: dict[int, dict[int, list[Assignment]]] = {}
        self.ways = {
            "criterion": self.children,
            "assignment": self._assignments,
            "stage_extension": self._extensions,
            "sheet": self._sheets,
            "evidence": self._papers,
        }

    def number(self, criterion: Criterion) -> str:
        return self.nodes(criterion.table_id)[criterion.pk].number

    def nodes(self, table_id: int) -> dict[int, Node]:
        if table_id not in self._nodes:
            self._nodes[table_id] = tree_of(CriteriaTable(pk=table_id)).by_pk()
        return self._nodes[table_id]

    def children(self, parent: CriteriaTable | Criterion) -> list[Criterion]:
        if isinstance(parent, CriteriaTable):
            return [node.criterion for node in self.nodes(parent.pk).values() if node.parent is None]
        return [node.criterion for node in self.nodes(parent.table_id)[parent.pk].children]

    def marks(self, sheet: Sheet) -> dict[str, dict[str, dict]]:
        """{number: {stage: mark}} in the order of the table and its stages."""
        nodes = self.nodes(sheet.table_id)
        found: dict[str, dict] = {node.number: {} for node in nodes.values()}
        for mark in sheet.marks.select_related("stage").order_by("stage__order"):
            found[nodes[mark.criterion_id].number][mark.stage.kind] = _mark(mark)
        return {number: _by_stage(marks) for number, marks in found.items() if marks}

    def reopened(self, one: Return) -> list[str]:
        nodes = self.nodes(one.to_stage.table_id)
        places = {node: place for place, node in enumerate(nodes)}
        return [nodes[pk].number for pk in sorted(one.criteria.values_list("pk", flat=True), key=places.__getitem__)]

    def _assignments(self, criterion: Criterion) -> list[Assignment]:
        """Asked for once a table."""
        table = criterion.table_id
        if table not in self._assigned:
            rows = Assignment.objects.filter(criterion__table=table).select_related("unit")
            self._assigned[table] = defaultdict(list)
            for row in rows:
                self._assigned[table][row.criterion_id].append(row)
        return self._assigned[table][criterion.pk]

    def _extensions(self, table: CriteriaTable) -> Any:
        return StageExtension.objects.filter(stage__table=table).select_related("stage", "unit")

    def _sheets(self, table: CriteriaTable) -> list[Sheet]:
        rows = table.sheets.select_related("unit", "stage", "checker")
        return sorted(rows, key=lambda row: (row.order, row.unit.precedence, row.unit.slug))

    def _papers(self, sheet: Sheet) -> Any:
        papers = sheet.evidence.filter(kind=Evidence.Kind.PAPER)
        return papers.select_related("criterion", "stage")


def files_left_out(blocs: list[Bloc] | None = None) -> int:
    """How many files of evidence a dump of these blocs (None: of the site) does not hold."""
    files = Evidence.objects.filter(kind=Evidence.Kind.FILE)
    return (files if blocs is None else files.filter(sheet__bloc__in=blocs)).count()


def signature_files_left_out(blocs: list[Bloc] | None = None) -> int:
    """How many drawn signatures, scans and documents of delegation a dump of these blocs does not hold."""
    of_blocs = {} if blocs is None else {"signature__pact__bloc__in": blocs}
    models = (SignatureImage, SignatureFile)
    return sum(model.objects.filter(**of_blocs).count() for model in models)


def _by_stage(marks: dict[str, dict]) -> dict[str, dict]:
    return {kind: marks[kind] for kind in shapes_scoring.STAGES_IN_ORDER if kind in marks}


def _mark(mark: Mark) -> dict[str, Any]:
    said = {}
    for column in MARK.columns:
        value = values.write(MARK, column, getattr(mark, column.name or column.key))
        if not values.is_silent(MARK, column, value):
            said[column.key] = value
    return said
