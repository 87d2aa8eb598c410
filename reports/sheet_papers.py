"""One sheet as papers print it: what the self-score and the cross-check say of every leaf, in words, and exact sums.

Nobody's eyes are asked here: whoever hands such a paper out asks `reports.document_access`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from pacts.logic.formulas import Formula, StageKind
from pacts.models import Stage
from pacts.models.tree import Node, Tree, tree_of
from reports import sheet_words as words
from reports.logic.sheet_entries import Given, given_of
from reports.logic.sheet_states import counting, marks_what
from reports.marking import rows_of
from reports.models import Draw, Passage, Sheet
from reports.sheet_rows import NONE, Row, counted


@dataclass
class SheetOnPaper:
    """`day`: the day whose names the units bear."""

    sheet: Sheet
    tree: Tree
    stages: list[Stage]
    rows: dict[int, Row]
    passages: list[Passage]
    draw: Draw | None
    day: date

    @property
    def unit(self) -> str:
        return self.sheet.unit.name_on(self.day)

    @property
    def checker(self) -> str:
        return self.sheet.checker.name_on(self.day) if self.sheet.checker else ""

    @property
    def year(self) -> str:
        """“năm 2017”, inside a sentence."""
        name = self.sheet.bloc.season.name
        return f"{name[:1].lower()}{name[1:]}"

    @cached_property
    def order(self) -> list[str]:
        return [stage.kind for stage in self.stages]

    def row(self, node: Node) -> Row:
        return self.rows[node.criterion.pk]

    def passage(self, kind: str) -> Passage | None:
        """When that stage was last passed."""
        return next((one for one in reversed(self.passages) if one.stage.kind == kind), None)

    # --- What counted at a stage

    def given(self, row: Row, upto: str) -> Given:
        """What counts when the stage of that kind has spoken; a reported figure stands for the self-score."""
        spoken = counting(row.spoken, self.order, upto)
        return given_of(row.marks[spoken]) if spoken else row.given(StageKind.SELF)

    def earned(self, upto: str) -> dict[int, Decimal | None]:
        return {pk: row.points(self.given(row, upto)) for pk, row in self.rows.items()}

    def sum_of(self, nodes: Iterable[Node], upto: str) -> tuple[Decimal, Decimal]:
        """(achieved, assigned) of what applies below these nodes, as the sheet's page counts them."""
        return counted(nodes, self.rows, self.earned(upto), bonus_is_inside=self.sheet.table.bonus_is_inside)

    def total(self, upto: str) -> tuple[Decimal, Decimal]:
        """Never below 0, as the page's own total."""
        achieved, assigned = self.sum_of(self.tree.roots, upto)
        return max(achieved, NONE), assigned

    def left_out(self, upto: str) -> int:
        """Rows marked whose points the other units' figures decide, and which no sum of one sheet counts."""
        rows = [row for row in self.rows.values() if row.applies and row.rule.formula == Formula.RELATIVE]
        return sum(not self.given(row, upto).is_blank for row in rows)

    # --- In words

    def said(self, row: Row, kind: str) -> str:
        """What that stage's own mark says and earns: “92,02% → 8,5 điểm”; "" where it has not spoken."""
        given = row.given(kind)
        return words.mark_words(row, given, row.points(given))

    def reason(self, row: Row, kind: str) -> str:
        mark = row.marks.get(kind)
        return mark.reason.strip() if mark else ""

    def note(self, row: Row) -> str:
        """Why a leaf stands without the unit's own points."""
        if not row.applies:
            return "Không áp dụng"
        department = row.criterion.department
        if row.criterion.assessor == "department" and department:
            return f"{department.name_on(self.day)} xác nhận"
        if row.criterion.assessor == "bloc":
            return "Khối chấm"
        given = row.given(StageKind.SELF)
        return "Tính theo cả khối" if self._is_relative(row, given) else ""

    @staticmethod
    def _is_relative(row: Row, given: Given) -> bool:
        return row.rule.formula == Formula.RELATIVE and not given.is_blank

    def left_aside(self) -> dict[str, list[str]]:
        """The numbers of the leaves that do not apply, by the bloc's reason; those without one under ""."""
        found: dict[str, list[str]] = {}
        for row in self.rows.values():
            if not row.applies:
                found.setdefault(row.why_not, []).append(row.number)
        return found

    def is_for_units(self, row: Row) -> bool:
        """The unit scores it, and the unit that checks it, too."""
        return row.applies and marks_what(StageKind.CROSS, row.criterion.assessor)

    # --- The cross-check beside the self-score

    def differs(self, row: Row) -> bool:
        now, before = row.given(StageKind.CROSS), row.given(StageKind.SELF)
        return not now.is_blank and not before.is_blank and now.differs_from(before, row.scale)

    def difference(self, row: Row) -> Decimal | None:
        now, was = row.points(row.given(StageKind.CROSS)), row.points(row.given(StageKind.SELF))
        return None if now is None or was is None else now - was

    @cached_property
    def differences(self) -> list[Row]:
        """As the page before sending has them: the largest difference first, those in words alone last."""
        found = [row for row in self.rows.values() if self.is_for_units(row) and self.differs(row)]
        sizes = {row.criterion.pk: self.difference(row) for row in found}
        return sorted(found, key=lambda row: _place(sizes[row.criterion.pk]))

    @property
    def checked(self) -> list[Row]:
        """The rows on which the cross-check has spoken."""
        return [row for row in self.rows.values() if not row.given(StageKind.CROSS).is_blank]


def _place(difference: Decimal | None) -> Decimal:
    return Decimal(1) if difference is None else -abs(difference)


def on_paper(sheet: Sheet, day: date | None = None) -> SheetOnPaper:
    """A constant number of queries whatever the table's size."""
    sheet = Sheet.objects.with_names().prefetch_related("unit__pasts", "checker__pasts").get(pk=sheet.pk)
    tree = tree_of(sheet.table)
    return SheetOnPaper(
        sheet=sheet,
        tree=tree,
        stages=list(sheet.table.stages.order_by("order", "pk")),
        rows=rows_of(sheet, tree),
        passages=list(sheet.passages.select_related("stage").order_by("passed_at", "pk")),
        draw=Draw.objects.filter(table=sheet.table_id).first(),
        day=day or sheet.bloc.season.ends_on,
    )


def has_stage(sheet: Sheet, kind: str) -> bool:
    return sheet.table.stages.filter(kind=kind).exists()
