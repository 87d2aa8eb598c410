"""Minutes of a cross-check: by which draw who checked whom, and where the check differs from the self-score.

They print the marks of the self-score and of the cross-check alone. Whoever hands them out asks whether the reader may
read both stages of this sheet (`reports.read_document`, which asks `reports.document_access.reads_marks_of`).
"""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import long_moment, signed, small_count, trimmed
from blocs.models import Bloc
from pacts.logic.formulas import StageKind
from pacts.models.tree import Node
from reports import sheet_rows
from reports import sheet_words as words
from reports.models import Sheet
from reports.papers.bloc_words import kept_with
from reports.papers.document import Annex, Block, Document, Heading, Para, Row, SignBlock, Table
from reports.papers.framing import Frame
from reports.papers.minutes_blocks import asked, when_and_where
from reports.sheet_papers import SheetOnPaper, has_stage, on_paper

HEADS = ("TT", "Tiêu chí", "Tự chấm", "Kiểm tra", "Chênh lệch", "Lý do")
WIDTHS = (0.09, 0.29, 0.15, 0.15, 0.11, 0.21)
ALIGNS = ("left", "left", "right", "right", "right", "left")
ALL_HEADS = ("TT", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Kiểm tra", "Chênh lệch")
ALL_WIDTHS = (0.09, 0.41, 0.1, 0.15, 0.15, 0.1)
ALL_ALIGNS = ("left", "left", "right", "right", "right", "right")


def subjects(bloc: Bloc) -> list[Sheet]:
    """The sheets of tables that have a cross-check, in order of precedence."""
    rows = bloc.sheets.filter(table__stages__kind=StageKind.CROSS).select_related("unit", "table")
    return list(rows.order_by("table", "order", "pk"))


def gaps(subject: Sheet) -> list[tuple[str, str]]:
    url = reverse("reports:sheet_detail", args=[subject.pk])
    if not has_stage(subject, StageKind.CROSS):
        return [(_("This table has no cross-check."), url)]
    if on_paper(subject).passage(StageKind.CROSS) is None:
        return [(_("The cross-check of this sheet has not been submitted yet."), url)]
    return []


@override("vi")
def write(subject: Sheet, frame: Frame) -> Document:
    """Of the self-score and the cross-check; ask `reports.read_document` before anybody reads it."""
    paper = on_paper(subject, frame.on)
    abstract = f"Kiểm tra chéo việc chấm điểm thi đua {paper.year} đối với {paper.unit}"
    return frame.document(
        abstract=abstract,
        title=f"Biên bản kiểm tra chéo việc chấm điểm thi đua {paper.year} đối với {paper.unit}",
        body=list(_body(paper, frame)),
        recipients=[subject.bloc.name, paper.unit, *([paper.checker] if paper.checker else [])],
        signs=SignBlock(("ĐẠI DIỆN ĐƠN VỊ KIỂM TRA",)),
        signs_left=SignBlock(("ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA",)),
        annexes=[_annex(paper, frame)],
        facts={"khoi": subject.bloc.name, "don_vi": paper.unit, "don_vi_kiem_tra": paper.checker, "nam": paper.year},
    )


# --- The body -------------------------------------------------------------------------------------


def _body(paper: SheetOnPaper, frame: Frame) -> Iterator[Block]:
    yield from when_and_where(frame)
    yield Heading("1. Thành phần tham dự")
    yield Para(f"Đơn vị kiểm tra: {paper.checker or 'cơ quan thường trực thi đua'}.")
    yield Para(f"Đơn vị được kiểm tra: {paper.unit}.")
    yield asked("Chủ trì (chủ tọa)")
    yield asked("Thư ký (người ghi biên bản)")
    yield Heading("2. Nội dung")
    yield from _why_them(paper)
    yield from _differences(paper)
    yield Heading("3. Kết luận")
    yield from _conclusion(paper)


def _why_them(paper: SheetOnPaper) -> Iterator[Block]:
    """The draw, so that anybody can repeat it."""
    draw = paper.draw
    if draw is None:
        return
    at = long_moment(timezone.localtime(draw.drawn_at))
    yield Para(
        f"Việc phân công kiểm tra chéo theo kết quả bốc thăm lúc {at} do {draw.drawn_by} thực hiện "
        f"(phương pháp {draw.method}, chuỗi khởi tạo {draw.seed}): {_who(paper)}."
    )


def _who(paper: SheetOnPaper) -> str:
    if paper.checker:
        return f"{paper.checker} kiểm tra phiếu chấm điểm của {paper.unit}"
    return "khối có dưới 03 đơn vị nên phiếu do cơ quan thường trực kiểm tra"


def _differences(paper: SheetOnPaper) -> Iterator[Block]:
    checked, differing = len(paper.checked), paper.differences
    if not checked:
        return
    agreed = small_count(checked - len(differing)) or "0"
    yield Para(f"Đã kiểm tra {small_count(checked)} tiêu chí, thống nhất với điểm tự chấm {agreed} tiêu chí.")
    if differing:
        yield Para(f"{small_count(len(differing))} tiêu chí có chênh lệch, xếp từ mức chênh lệch lớn nhất:")
        yield Table(HEADS, tuple(_difference(paper, row) for row in differing), WIDTHS, ALIGNS)


def _difference(paper: SheetOnPaper, row: sheet_rows.Row) -> Row:
    now = row.points(row.given(StageKind.CROSS))
    cells = (row.number, row.criterion.name, paper.said(row, StageKind.SELF), words.points_words(now))
    return Row((*cells, _by(paper.difference(row)), paper.reason(row, StageKind.CROSS) or "—"))


def _by(difference: Decimal | None) -> str:
    """“−2,5”; a dash where only the words differ."""
    return "—" if difference is None else signed(difference.normalize() + 0)


def _conclusion(paper: SheetOnPaper) -> Iterator[Block]:
    own, after = paper.total(StageKind.SELF), paper.total(StageKind.CROSS)
    yield Para(f"Tổng điểm tự chấm: {words.out_of(*own)}.")
    if paper.checked:
        yield Para(f"Tổng điểm sau kiểm tra chéo: {words.out_of(*after)}; chênh lệch {_by(after[0] - own[0])} điểm.")
    if left := paper.left_out(StageKind.CROSS):
        yield Para(f"Tổng điểm chưa kể {small_count(left)} tiêu chí tính theo cả khối.")
    passed = paper.passage(StageKind.CROSS)
    if passed is None:
        return
    at = long_moment(timezone.localtime(passed.passed_at))
    if passed.is_forced:
        yield Para(f"Hết thời hạn, phiếu được chuyển bước sau khi chưa kiểm tra xong. Việc kiểm tra kết thúc vào {at}.")
    else:
        yield Para(f"Kết quả kiểm tra do {passed.passed_by} gửi. Việc kiểm tra kết thúc vào {at}.")


# --- All criteria ---------------------------------------------------------------------------------


def _annex(paper: SheetOnPaper, frame: Frame) -> Annex:
    rows = [_line(paper, node) for node in paper.tree]
    return Annex(
        label="Phụ lục",
        title="Kết quả kiểm tra từng tiêu chí",
        reference=kept_with(frame),
        body=(Table(ALL_HEADS, (*rows, _total(paper)), ALL_WIDTHS, ALL_ALIGNS),),
    )


def _line(paper: SheetOnPaper, node: Node) -> Row:
    most = trimmed(node.criterion.points)
    if not node.criterion.is_leaf:
        own, after = (paper.sum_of([node], kind)[0] for kind in (StageKind.SELF, StageKind.CROSS))
        return Row((node.number, node.criterion.name, most, _said(own), _said(after), _by(after - own)), is_bold=True)
    row = paper.row(node)
    if not row.applies:
        return Row((node.number, f"{node.criterion.name} (không áp dụng)", most, "", "", ""))
    said = [paper.said(row, kind) for kind in (StageKind.SELF, StageKind.CROSS)]
    difference = _by(paper.difference(row)) if all(said) else ""
    return Row((node.number, node.criterion.name, most, *said, difference))


def _total(paper: SheetOnPaper) -> Row:
    own, after = paper.total(StageKind.SELF), paper.total(StageKind.CROSS)
    return Row(("", "Tổng cộng", trimmed(own[1]), _said(own[0]), _said(after[0]), _by(after[0] - own[0])), is_bold=True)


def _said(points: Decimal) -> str:
    return trimmed(points).replace("-", "−")
