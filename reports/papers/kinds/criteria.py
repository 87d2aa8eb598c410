"""Bảng tiêu chí và thang điểm: the tree of a criteria table with points, how they come about, who gives them.

Its words and numbers are those of the page of the table (pacts.table_page), read by the same code.
"""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import small_count, trimmed
from blocs.models import Bloc
from pacts.logic.formulas import Part
from pacts.logic.tables import points_of
from pacts.models import Assignment, CriteriaTable, Criterion, tree_of
from pacts.table_page import ASSESSORS, Line, Sheet, sheet_of, ties_of
from reports.papers.bloc_words import day_of, facts_of, from_to, in_season, kept_with, standing_of
from reports.papers.document import Annex, Block, Document, Leaf, Para, Row, Table
from reports.papers.framing import Frame

HEADS = ("TT", "Tiêu chí", "Điểm", "Cách tính điểm", "Người chấm", "Chỉ tiêu, minh chứng")
UNIT_HEADS = ("TT", "Tiêu chí", "Đơn vị", "Nội dung áp dụng")
WIDTHS = (1.5, 6, 1.4, 5.4, 2.1, 3.4)
ALIGNS = ("center", "left", "right", "left", "left", "left")
LEAF_HEADS = (
    "TT",
    "Mã",
    "Tiêu chí",
    "Điểm",
    "Loại",
    "Cách tính điểm",
    "Người chấm",
    "Chỉ tiêu",
    "Minh chứng",
    "Ghi chú",
)


def subjects(bloc: Bloc) -> list[CriteriaTable]:
    rows = CriteriaTable.objects.with_names().filter(pact__bloc=bloc)
    return list(rows.order_by("-pact__version"))


def write(table: CriteriaTable, frame: Frame) -> Document:
    bloc = table.pact.bloc
    standing = standing_of(bloc, day_of(frame, bloc.season))
    with override("vi"):
        sheet, own = sheet_of(table), assigned(table, standing.day)
        body = [*_opening(table, sheet), _table(table, sheet), *_notes(table)]
    return frame.document(
        abstract=subject_of(table),
        title=f"{table.name} – {bloc.name}",
        body=body,
        recipients=["Các đơn vị thành viên (để thực hiện)"],
        annexes=[_assignments(own, frame)] if own else (),
        leaves=_leaves(table, sheet, own),
        facts={**facts_of(standing, table.pact), **_facts(table, sheet)},
    )


def subject_of(table: CriteriaTable) -> str:
    """The table's name without the kind of paper that stands above it."""
    start = "Bảng tiêu chí "
    rest = table.name[len(start) :] if table.name.startswith(start) else table.name
    whole = rest if in_season(table.pact.bloc.season) in rest else f"{rest} {in_season(table.pact.bloc.season)}"
    return whole[:1].upper() + whole[1:]


def _facts(table: CriteriaTable, sheet: Sheet) -> dict[str, str]:
    return {
        "ten_bang": table.name,
        "diem_toi_da": trimmed(table.maximum),
        "so_nhom": str(len(sheet.groups)),
        "so_tieu_chi": str(sheet.leaves),
    }


# --- The table ------------------------------------------------------------------------------------


def _opening(table: CriteriaTable, sheet: Sheet) -> list[Block]:
    count = f"{small_count(len(sheet.groups))} nhóm, {small_count(sheet.leaves)} tiêu chí" if sheet.groups else ""
    whole = f"tổng điểm tối đa {trimmed(table.maximum)} điểm"
    return [Para(f"Bảng gồm {count}; {whole}." if count else f"{whole[:1].upper()}{whole[1:]}.")]


def _table(table: CriteriaTable, sheet: Sheet) -> Table:
    rows = [_row(line) for group in sheet.groups for line in group.lines]
    return Table(HEADS, (*rows, *(_sum(label, points) for label, points in sums(table))), WIDTHS, ALIGNS)


def _row(line: Line) -> Row:
    is_said = line.part.casefold() in line.name.casefold()
    name = line.name if is_said else f"{line.name} ({line.part})"
    cells = (line.code or line.number, name, line.points, line.how, _assessor(line, is_short=True), _beside(line))
    return Row(cells, is_bold=not line.is_leaf)


def _assessor(line: Line, *, is_short: bool = False) -> str:
    """As on the page; in the narrow column of the paper “Đơn vị” for a unit that scores itself."""
    if is_short and line.assessor == str(ASSESSORS["unit"]):
        return "Đơn vị"
    return f"{line.assessor[:1].upper()}{line.assessor[1:]}"


def _beside(line: Line) -> str:
    fed = f"Chỉ tiêu {line.pledge}" if line.pledge else ""
    said = [fed, f"{line.evidence[:1].upper()}{line.evidence[1:]}", line.note]
    return "; ".join(one.rstrip(".") for one in said if one)


def _sum(label: str, points: Decimal) -> Row:
    return Row(("", label, trimmed(points), "", "", ""), is_bold=True)


def sums(table: CriteriaTable) -> list[tuple[str, Decimal]]:
    """The maximum, then what bonus and penalty can add or take beside it."""
    roots = [node.criterion for node in tree_of(table).roots]
    beside = [
        (Part.BONUS, "Điểm thưởng (trong tổng điểm)" if table.bonus_is_inside else "Điểm thưởng (ngoài tổng điểm)"),
        (Part.PENALTY, "Điểm trừ"),
    ]
    found = [(label, points_of([row for row in roots if row.part == part])) for part, label in beside]
    return [("Tổng điểm tối đa", table.maximum), *((label, points) for label, points in found if points)]


# --- The rules beside it --------------------------------------------------------------------------


def _notes(table: CriteriaTable) -> list[Block]:
    said = [
        "Chỉ tiêu ghi theo số thứ tự trong giao ước thi đua." if _is_fed(table) else "",
        f"Điểm chấm trực tiếp theo bước {trimmed(table.step)} điểm. Điểm bằng mức tối đa hoặc khác với điểm của bước "
        f"trước phải nêu lý do, ít nhất {table.reason_length} ký tự.",
        _stages(table),
        f"Khi bằng điểm, xét lần lượt: {'; '.join(_lower(one) for one in ties_of(table))}." if table.tie_breaks else "",
        appeals_of(table),
        f"Nguồn: {table.source.rstrip('.')}." if table.source else "",
    ]
    lines = [line for line in said if line]
    return [Para("Ghi chú:", "bold"), *(Para(f"{n}. {line}") for n, line in enumerate(lines, start=1))]


def _is_fed(table: CriteriaTable) -> bool:
    return Criterion.objects.filter(table=table, pledge__isnull=False).exists()


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _stages(table: CriteriaTable) -> str:
    told = [stage_in_words(row) for row in table.stages.all()]
    return f"Các bước chấm điểm: {'; '.join(told)}." if told else ""


def stage_in_words(row) -> str:
    """“Kiểm tra chéo (từ ngày 15 đến ngày 17 tháng 12 năm 2017)”, with the days that are known."""
    days = from_to(row.opens_on, row.due_on)
    return f"{row.name} ({days})" if days else row.name


def appeals_of(table: CriteriaTable) -> str:
    """The window of appeals; "" where the table opens none."""
    days = from_to(table.appeals_from, table.appeals_until)
    return f"Đơn vị kiến nghị về điểm {days}." if days else ""


# --- What is decided of single units --------------------------------------------------------------


def assigned(table: CriteriaTable, on) -> list[tuple[str, str, str, str]]:
    """(number, criterion, units, what is decided): units told the same of one criterion stand in one line."""
    rows = Assignment.objects.filter(criterion__table=table).select_related("unit").prefetch_related("unit__pasts")
    found: dict[tuple[int, str], list[str]] = {}
    for row in rows.order_by("unit__precedence", "unit__name_sort", "pk"):
        found.setdefault((row.criterion_id, _decided(row)), []).append(row.unit.name_on(on))
    return [
        (node.criterion.code or node.number, node.criterion.name, "; ".join(units), words)
        for node in tree_of(table)
        for (pk, words), units in found.items()
        if pk == node.criterion.pk
    ]


def _decided(row: Assignment) -> str:
    """In the words of papers; the screen says the same under the criterion."""
    said = [
        "" if row.applies else "Không áp dụng",
        "Không có chỉ tiêu" if row.is_without_target else "",
        f"Chỉ tiêu riêng {trimmed(row.target)}" if row.target is not None else "",
        f"Mốc so sánh {trimmed(row.baseline)}" if row.baseline is not None else "",
        row.reason,
    ]
    return ": ".join(filter(None, said))


def _assignments(own: list[tuple[str, str, str, str]], frame: Frame) -> Annex:
    table = Table(
        ("TT", "Tiêu chí", "Đơn vị", "Nội dung áp dụng"),
        tuple(map(Row, own)),
        (1.3, 4, 8.5, 5),
        ("center", "left", "left", "left"),
    )
    return Annex("Phụ lục", "Tiêu chí áp dụng riêng cho từng đơn vị", kept_with(frame), (table,))


# --- The workbook ---------------------------------------------------------------------------------


def _leaves(table: CriteriaTable, sheet: Sheet, own) -> list[Leaf]:
    points = {node.criterion.pk: node.criterion.points for node in tree_of(table)}
    lines = [line for group in sheet.groups for line in group.lines]
    rows = [_leaf_row(line, points[line.pk]) for line in lines]
    rows += [(None, None, label, value, *[None] * 6) for label, value in sums(table)]
    bold = [at for at, line in enumerate(lines) if not line.is_leaf] + list(range(len(lines), len(rows)))
    first = Leaf("Tiêu chí", table.name, LEAF_HEADS, tuple(rows), (8, 8, 48, 9, 14, 44, 22, 10, 30, 36), tuple(bold))
    return [first, *_leaf_of_units(own)]


def _leaf_row(line: Line, points: Decimal) -> tuple:
    texts = (line.part, line.how, _assessor(line), line.pledge, line.evidence, line.note)
    return (line.number, line.code or None, line.name, points, *(text or None for text in texts))


def _leaf_of_units(own) -> Iterator[Leaf]:
    if own:
        yield Leaf("Áp dụng riêng", "Tiêu chí áp dụng riêng cho từng đơn vị", UNIT_HEADS, tuple(own), (8, 48, 60, 44))


def gaps(table: CriteriaTable) -> list[tuple[str, str]]:
    """What the table lacks as a paper, with the page where it is written."""
    here, stages = table.get_absolute_url(), reverse("pacts:table_stages", args=[table.pact_id])
    found = [
        (not Criterion.objects.filter(table=table).exists(), _("The table has no criteria yet."), here),
        (not table.stages.exists(), _("The table has no stages of scoring."), stages),
        (not table.is_adopted, _("The table is not adopted yet."), here),
    ]
    return [(sentence, url) for is_missing, sentence, url in found if is_missing]
