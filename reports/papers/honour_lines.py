"""Honours of a bloc and its published result as tables of papers and leaves of workbooks."""

from collections.abc import Iterator
from decimal import Decimal

from blocs.logic.wording import day, small_count
from blocs.models import Bloc
from reports.models import Honour, Placing, Result
from reports.papers.bloc_words import local_day
from reports.papers.document import Block, Leaf, Para, Row, Table
from reports.result_showing import Shown, shown

STATUSES = {
    Honour.Status.PROPOSED: "Đề nghị",
    Honour.Status.APPROVED: "Đã duyệt",
    Honour.Status.AWARDED: "Được tặng",
    Honour.Status.REFUSED: "Không được duyệt",
    Honour.Status.REVOKED: "Đã thu hồi",
}
NOT_PUBLISHED = "Kết quả chấm điểm, xếp hạng của Khối chưa được công bố."


def result_of(bloc: Bloc) -> Result | None:
    """The newest published revision."""
    rows = Result.objects.newest().filter(bloc=bloc)
    return rows.select_related("bloc__season", "bloc__series", "table").first()


def placings_of(result: Result | None) -> dict[int, Placing]:
    """By unit."""
    return {one.unit_id: one for one in result.placings.order_by("order")} if result else {}


def honours_of(bloc: Bloc, *statuses: str) -> list[Honour]:
    """The highest title first; within one title in its order."""
    rows = (
        Honour.objects.filter(bloc=bloc)
        .select_related("title", "granted_title", "unit")
        .prefetch_related("unit__pasts")
    )
    rows = rows.filter(status__in=statuses) if statuses else rows
    found = list(rows.order_by("order", "pk"))
    return sorted(found, key=lambda row: (-row.title.order, row.title.name, list(STATUSES).index(row.status)))


def name_of(honour: Honour, bloc: Bloc) -> str:
    if honour.unit:
        return honour.unit.name_on(bloc.day)
    return f"{small_count(honour.count)} lượt tập thể" if honour.count else "—"


# --- In a report ----------------------------------------------------------------------------------


def ranking(result: Result | None) -> Iterator[Block]:
    """Every line as the page of the result has it."""
    if result is None:
        yield Para(NOT_PUBLISHED)
        return
    told = shown(result, for_staff=True)
    yield Para(published_words(result))
    heads = ("Hạng", "Đơn vị", "Điểm đạt", "Điểm được giao", "Tỷ lệ", "Xếp loại")
    aligns = ("center", "left", "right", "right", "right", "left")
    rows = tuple(Row((one.rank, one.name, one.points, one.of, one.percent, one.class_name)) for one in told.rows)
    yield Table(heads, rows, (0.12, 0.34, 0.12, 0.12, 0.12, 0.18), aligns)  # type: ignore[arg-type]
    yield from _notes(told)


def published_words(result: Result) -> str:
    on = f" công bố ngày {day(local_day(result.published_at))}" if result.published_at else ""
    again = f" (bản hiệu chỉnh lần {result.number - 1})" if result.number > 1 else ""
    return f"Theo kết quả chấm điểm{on}{again}, các đơn vị trong Khối được xếp hạng như sau:"


def _notes(told: Shown) -> Iterator[Para]:
    """What parted equal points, and who was not considered."""
    for one in told.rows:
        if one.decided_by:
            yield Para(f"- {one.name} được phân hạng theo tiêu chí phụ: {one.decided_by}.")
        if one.excluded_for:
            yield Para(f"- {one.name} không xét: {one.excluded_for.rstrip('.')}.")


def honour_table(bloc: Bloc) -> Iterator[Block]:
    rows = honours_of(bloc)
    if not rows:
        yield Para("Chưa có đề nghị khen thưởng nào được ghi nhận.")
        return
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        why = f" ({'; '.join(said)})" if (said := _why(row)) else ""
        groups.setdefault((row.held_title.name, STATUSES[Honour.Status(row.status)]), []).append(
            name_of(row, bloc) + why
        )
    lines = tuple(Row((*key, "; ".join(names))) for key, names in groups.items())
    heads = ("Danh hiệu, hình thức", "Kết quả", "Đơn vị")
    yield Table(heads, lines, (0.25, 0.15, 0.6), ("left", "left", "left"))


def _why(row: Honour) -> list[str]:
    """The title proposed where another was granted, the reason, the ground on which it was taken back."""
    proposed = f"đề nghị {row.title.name}" if row.granted_title else ""
    return list(filter(None, [proposed, row.reason, row.revocation_ground]))


def _honour(row: Honour, bloc: Bloc) -> tuple[str, ...]:
    return row.held_title.name, name_of(row, bloc), STATUSES[Honour.Status(row.status)], _decided(row)


def _decided(row: Honour) -> str:
    decided = row.decision_number or (f"ngày {day(row.decided_on)}" if row.decided_on else "")
    return "; ".join(filter(None, [decided, row.authority, *_why(row), row.note]))


# --- As a workbook --------------------------------------------------------------------------------


def ranking_leaf(result: Result | None, title: str) -> Leaf:
    heads = ("Hạng", "Đồng hạng", "Đơn vị", "Điểm đạt", "Điểm được giao", "Tỷ lệ (%)", "Xếp loại", "Ghi chú")
    rows = tuple(_placing(one) for one in placings_of(result).values())
    return Leaf("Xếp hạng", title, heads, rows, (8, 10, 50, 12, 14, 12, 30, 40))


def _placing(one: Placing) -> tuple[str | Decimal | int | None, ...]:
    tied = "x" if one.is_tied else None
    points = (one.achieved, one.assigned, one.percent)
    return (one.rank, tied, one.unit_name, *points, one.class_name or None, one.excluded_for or None)


def honour_leaf(bloc: Bloc, title: str) -> Leaf:
    heads = ("TT", "Danh hiệu, hình thức", "Đơn vị", "Kết quả", "Quyết định, ghi chú")
    rows = tuple((n, *(cell or None for cell in _honour(row, bloc))) for n, row in enumerate(honours_of(bloc), start=1))
    return Leaf("Khen thưởng", title, heads, rows, (6, 34, 50, 18, 60))
