"""The figures of a bloc's report: the very standings of its board, as a table, as an annex by unit, and as leaves.

Numbers are those the screens show, rounded once; the leaf “Số liệu” holds what units reported, exact.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pacts.logic.kinds import Kind
from pacts.logic.targets import rounded
from pacts.models import Pledge
from reports.boards import Board
from reports.logic.board import verdicts
from reports.logic.heat import RISKY
from reports.logic.standing import Standing
from reports.papers.document import Align, Block, Heading, Leaf, Para, Row, Table
from reports.sheets import Section, sections_of

Cell = str | Decimal | int | None

MOST_COLUMNS = 6
"""Pledges beside each other on a landscape page."""
BY_UNIT_TITLE = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CỦA TỪNG ĐƠN VỊ"
MARKED = "Dấu (*): chưa đạt hoặc có nguy cơ không đạt; “—”: chưa có số liệu."


HEADS = ("TT", "Chỉ tiêu", "Giao ước", "Kết quả", "Cùng kỳ năm trước", "So với cùng kỳ", "Đánh giá")
ALIGNS: tuple[Align, ...] = ("center", "left", "left", "right", "right", "left", "left")

# --- The bloc as a whole --------------------------------------------------------------------------


def whole(told: Board) -> Iterator[Block]:
    """One table, its pledges under the contents of the pact, then the groups that are judged together."""
    sections = sections_of(told.seen.bloc_standings)
    if not sections:
        yield Para("Chưa có giao ước đã ký kết để đối chiếu.")
        return
    rows = tuple(row for section in sections for row in _section(section))
    yield Table(HEADS, rows, (0.06, 0.28, 0.16, 0.13, 0.12, 0.14, 0.11), ALIGNS)
    judged = [f"{one.name} ({one.how.lower()}): {(one.label or MET[one.met]).lower()}" for one in _verdicts(told)]
    if judged:
        yield Para(f"Các chỉ tiêu xét theo nhóm: {'; '.join(judged)}.")


MET = {True: "Đạt", False: "Chưa đạt", None: "Chưa đánh giá được"}


def _verdicts(told: Board):
    return verdicts(told.seen.bloc_standings)


def _section(section: Section) -> Iterator[Row]:
    title = section.title or "Chỉ tiêu khác"
    yield Row((f"{section.number}. {title}",), is_bold=True, spans=True)
    for n, standing in enumerate(section.lines, start=1):
        yield Row(_cells(f"{section.number}.{n}", standing))


def _cells(number: str, one: Standing) -> tuple[str, ...]:
    change = "cách tính khác năm trước" if one.has_break else one.change_text
    result = f"{one.text}{_from(one)}"
    return (number, one.pledge.name, one.target_text, result, one.last_text, change or "—", one.label)


def _from(one: Standing) -> str:
    """“ (từ 11/13 đơn vị)” where some units do not speak in the figure."""
    if one.expected is None or one.reported == one.expected or one.number is None:
        return ""
    return f" (từ {one.reported}/{one.expected} đơn vị)"


# --- Unit by unit ---------------------------------------------------------------------------------


def by_unit(told: Board) -> tuple[Block, ...]:
    """A table for each content: units below each other, pledges side by side."""
    if not told.seen.units:
        return (Para("Khối chưa có đơn vị thành viên."),)
    blocks: list[Block] = [Para(MARKED, "italic")]
    for section in told.sections:
        title = f"{section.number}. {section.title or 'Chỉ tiêu khác'}"
        pledges = [(f"{section.number}.{n}", row.pledge) for n, row in enumerate(section.lines, start=1)]
        for n, part in enumerate(_even(pledges)):
            blocks += [Heading(f"{title} (tiếp theo)" if n else title, "plain"), _unit_table(told, part)]
    return tuple(blocks)


def _even(pledges: Sequence[tuple[str, Pledge]]) -> Iterator[Sequence[tuple[str, Pledge]]]:
    """In tables of nearly the same breadth."""
    tables = -(-len(pledges) // MOST_COLUMNS)
    size = -(-len(pledges) // tables)
    yield from (pledges[start : start + size] for start in range(0, len(pledges), size))


def _unit_table(told: Board, pledges: Sequence[tuple[str, Pledge]]) -> Table:
    bloc = {one.pledge.pk: one for one in told.seen.bloc_standings}
    target = ("Giao ước (mỗi đơn vị)", *(pledge.phrase for __, pledge in pledges))
    rows = [Row(target, is_bold=True)]
    rows += [Row((unit.name, *(_unit_cell(told, unit.pk, one) for __, one in pledges))) for unit in told.seen.units]
    rows.append(Row(("Toàn Khối", *(bloc[pledge.pk].text for __, pledge in pledges)), is_bold=True))
    heads = ("Đơn vị", *(f"{number}. {pledge.name}" for number, pledge in pledges))
    first = 0.28 if len(pledges) > 4 else 0.4
    widths = (first, *[(1 - first) / len(pledges)] * len(pledges))
    aligns: tuple[Align, ...] = ("left", *["right" for __ in pledges])  # type: ignore[assignment]
    return Table(heads, tuple(rows), widths, aligns)


def _unit_cell(told: Board, unit_id: int, pledge: Pledge) -> str:
    one = told.unit_standings[unit_id, pledge.pk]
    return f"{one.text} (*)" if one.status in RISKY else one.text


# --- As a workbook --------------------------------------------------------------------------------


def leaves(told: Board, title: str) -> tuple[Leaf, ...]:
    return _whole_leaf(told, title), _unit_leaf(told, title), _raw_leaf(told, title)


WHOLE_HEADS = (
    *("TT", "Chỉ tiêu", "Giao ước", "Đơn vị tính", "Kết quả", "Cùng kỳ năm trước", "So với cùng kỳ", "Đánh giá"),
    *("Số đơn vị có số liệu", "Số đơn vị của Khối"),
)


def _whole_leaf(told: Board, title: str) -> Leaf:
    rows: list[tuple[Cell, ...]] = []
    bold = []
    for section in sections_of(told.seen.bloc_standings):
        bold.append(len(rows))
        rows.append((str(section.number), section.title or "Chỉ tiêu khác", *[None] * 8))
        rows += [_whole_row(f"{section.number}.{n}", one) for n, one in enumerate(section.lines, start=1)]
    return Leaf("Toàn khối", title, WHOLE_HEADS, tuple(rows), (7, 60, 26, 12, 14, 14, 24, 16, 10, 10), tuple(bold))


def _whole_row(number: str, one: Standing) -> tuple[Cell, ...]:
    change = "cách tính khác năm trước" if one.has_break else one.change_text or None
    named = (number, one.pledge.name, one.target_text, one.pledge.measure or None)
    return (*named, number_cell(one), _last_cell(one), change, one.label, one.reported, one.expected)


def number_cell(one: Standing) -> Cell:
    """The number as the board shows it; words where it has none."""
    if one.number is None or one.pledge.kind == Kind.QUALITATIVE:
        return None if one.text == "—" else one.text
    return rounded(one.number)


def _last_cell(one: Standing) -> Cell:
    if one.last is None:
        return None
    return one.last_text if one.pledge.kind == Kind.QUALITATIVE or one.has_break else rounded(one.last)


def _unit_leaf(told: Board, title: str) -> Leaf:
    units = told.seen.units
    heads = ("TT", "Chỉ tiêu", "Đơn vị tính", *(unit.short_name or unit.name for unit in units), "Toàn Khối")
    rows = [
        (number, row.pledge.name, row.pledge.measure or None, *_across(told, row.pledge.pk))
        for number, row in _numbered(told)
    ]
    return Leaf("Theo đơn vị", title, heads, tuple(rows), (7, 60, 12, *[12] * (len(units) + 1)))


def _across(told: Board, pledge_id: int) -> list[Cell]:
    bloc = next(one for one in told.seen.bloc_standings if one.pledge.pk == pledge_id)
    return [*(number_cell(told.unit_standings[unit.pk, pledge_id]) for unit in told.seen.units), number_cell(bloc)]


def _numbered(told: Board) -> Iterator[tuple[str, Standing]]:
    for section in sections_of(told.seen.bloc_standings):
        yield from ((f"{section.number}.{n}", one) for n, one in enumerate(section.lines, start=1))


RAW_HEADS = ("Đơn vị", "TT", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Tử số", "Mẫu số", "Bằng lời", "Ghi chú")


def _raw_leaf(told: Board, title: str) -> Leaf:
    """What units and the bloc reported, as it is stored."""
    names = {unit.pk: unit.name for unit in told.seen.units}
    rows = []
    for number, one in _numbered(told):
        for unit_id, name in [*names.items(), (None, "Toàn Khối")]:
            if figure := told.seen.figures.get((one.pledge.pk, unit_id)):
                note = "Không áp dụng" if figure.is_not_applicable else None
                said = (figure.value, figure.numerator, figure.denominator, figure.statement or None, note)
                rows.append((name, number, one.pledge.name, one.pledge.measure or None, *said))
    return Leaf("Số liệu", title, RAW_HEADS, tuple(rows), (44, 7, 60, 12, 14, 14, 14, 30, 16))
