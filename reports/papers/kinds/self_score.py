"""A unit's self-score: the whole table of criteria with targets, figures, the unit's own points and its evidence.

It prints the marks of the self-score alone. Whoever hands it out asks whether the reader may read that stage of this
sheet (`reports.read_document`, which asks `reports.document_access.reads_marks_of`).
"""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import ngettext, override

from blocs.logic.wording import small_count, trimmed
from blocs.models import Bloc
from pacts.logic.formulas import Part, StageKind
from pacts.models.tree import Node
from reports import sheet_words as words
from reports.models import Sheet
from reports.papers.document import Block, Document, Leaf, Para, Row, Table
from reports.papers.framing import Frame
from reports.sheet_papers import SheetOnPaper, on_paper

HEADS = ("TT", "Tiêu chí", "Điểm tối đa", "Chỉ tiêu", "Kết quả", "Điểm tự chấm", "Minh chứng", "Ghi chú")
WIDTHS = (0.075, 0.285, 0.08, 0.15, 0.11, 0.08, 0.08, 0.14)
ALIGNS = ("left", "left", "right", "left", "left", "right", "right", "left")
LEAF_HEADS = (*HEADS, "Lý do")
LEAF_WIDTHS = (8, 60, 12, 30, 20, 12, 12, 30, 50)


def subjects(bloc: Bloc) -> list[Sheet]:
    """The sheets in order of precedence."""
    return list(bloc.sheets.select_related("unit", "table").order_by("table", "order", "pk"))


def gaps(subject: Sheet) -> list[tuple[str, str]]:
    """What the unit has not scored yet."""
    paper = on_paper(subject)
    left = sum(paper.is_for_units(row) and row.given(StageKind.SELF).is_blank for row in paper.rows.values())
    if not left:
        return []
    sentence = ngettext("%(n)s criterion is not self-scored yet.", "%(n)s criteria are not self-scored yet.", left)
    return [(sentence % {"n": left}, reverse("reports:sheet_detail", args=[subject.pk]))]


@override("vi")
def write(subject: Sheet, frame: Frame) -> Document:
    """Of the self-score alone; ask `reports.read_document` before anybody reads it."""
    paper = on_paper(subject, frame.on)
    lines = [Line(paper, node) for node in paper.tree]
    achieved, assigned = paper.total(StageKind.SELF)
    abstract = f"Kết quả thực hiện giao ước thi đua {paper.year} của {paper.unit}"
    return frame.document(
        abstract=abstract,
        title=f"Bảng tự chấm điểm thi đua {paper.year} của {paper.unit}",
        body=list(_body(paper, lines)),
        recipients=[subject.bloc.name],
        leaves=[_leaf(paper, lines)],
        facts={
            "khoi": subject.bloc.name,
            "don_vi": paper.unit,
            "nam": paper.year,
            "tong_diem": trimmed(achieved),
            "diem_toi_da": trimmed(assigned),
        },
    )


# --- One line -------------------------------------------------------------------------------------


class Line:
    """A group or a leaf, as text for the page and as numbers for the workbook."""

    def __init__(self, paper: SheetOnPaper, node: Node):
        self.number, self.name, self.is_group = node.number, node.criterion.name, not node.criterion.is_leaf
        self.most, self.is_root = node.criterion.points, node.parent is None
        self.target = self.result = self.note = self.reason = self.sign = ""
        self.applies = node.criterion.is_leaf and paper.row(node).applies
        self.evidence: int | None = None
        self.points: Decimal | None = None
        if self.is_group:
            self.points = paper.sum_of([node], StageKind.SELF)[0]
        else:
            self._of_leaf(paper, node)

    def _of_leaf(self, paper: SheetOnPaper, node: Node) -> None:
        row = paper.row(node)
        given = row.given(StageKind.SELF)
        self.note = paper.note(row)
        self.reason = paper.reason(row, StageKind.SELF) if row.applies else row.why_not
        self.sign = {Part.PENALTY: "trừ ", Part.BONUS: "thưởng "}.get(Part(row.rule.part), "")
        if not row.applies:
            return
        self.target, self.points = words.target_words(row), row.points(given)
        self.result = "" if given.is_blank or given.points is not None else words.given_words(row, given)
        self.evidence = len(row.evidence) if row.evidence or row.criterion.evidence != "none" else None

    def as_row(self) -> Row:
        shown = words.points_words(self.points).replace("-", "−")
        evidence = "" if self.evidence is None else str(self.evidence)
        most = f"{self.sign}{trimmed(self.most)}"
        cells = (self.number, self.name, most, self.target, self.result, shown, evidence, self.note)
        return Row(cells, is_bold=self.is_group)

    def as_numbers(self) -> tuple[str | Decimal | int | None, ...]:
        texts = [text or None for text in (self.target, self.result)]
        said = (self.points, self.evidence, self.note or None, self.reason or None)
        return (self.number, self.name, self.most, *texts, *said)


# --- The page and the workbook --------------------------------------------------------------------


def _body(paper: SheetOnPaper, lines: list[Line]) -> Iterator[Block]:
    table = paper.sheet.table
    source = f" – {table.source}" if table.source else ""
    yield Para(f"{paper.unit} tự chấm điểm thi đua {paper.year} theo {table.name}{source}, kết quả như sau:")
    achieved, assigned = paper.total(StageKind.SELF)
    total = Row(("", "Tổng cộng", trimmed(assigned), "", "", trimmed(achieved), "", ""), is_bold=True)
    yield Table(HEADS, (*(line.as_row() for line in lines), total), WIDTHS, ALIGNS)
    yield Para(f"Tổng điểm tự chấm: {words.out_of(achieved, assigned)}{_left_out(paper)}.", "bold")
    for why, numbers in paper.left_aside().items():
        reason = f": {why[:1].lower()}{why[1:].rstrip('.')}" if why else ""
        yield Para(f"Tiêu chí {', '.join(numbers)} không áp dụng cho đơn vị{reason}.")
    reasons = [line for line in lines if line.reason and line.applies]
    if reasons:
        yield Para("Thuyết minh:")
    yield from (Para(f"- {line.number}. {line.name}: {line.reason}") for line in reasons)
    if sent := paper.passage(StageKind.SELF):
        yield Para(f"Bảng tự chấm điểm do {sent.passed_by} gửi." if not sent.is_forced else f"{_forced(sent.note)}.")


def _forced(note: str) -> str:
    said = "Phiếu được chuyển bước khi hết hạn mà đơn vị chưa gửi"
    return f"{said} ({note.strip().rstrip('.')})" if note.strip() else said


def _left_out(paper: SheetOnPaper) -> str:
    left = paper.left_out(StageKind.SELF)
    return f" (chưa kể {small_count(left)} tiêu chí tính theo cả khối)" if left else ""


def _leaf(paper: SheetOnPaper, lines: list[Line]) -> Leaf:
    achieved, assigned = paper.total(StageKind.SELF)
    total = (None, "Tổng cộng", assigned, None, None, achieved, None, None, None)
    rows = (*(line.as_numbers() for line in lines), total)
    bold = tuple(at for at, line in enumerate(lines) if line.is_group)
    title = f"Bảng tự chấm điểm thi đua {paper.year} – {paper.unit}"
    return Leaf("Tự chấm điểm", title, LEAF_HEADS, rows, LEAF_WIDTHS, (*bold, len(lines)))
