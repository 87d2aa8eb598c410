"""What a list of proposals adds to its paper: the ballots, the quotas, who is left out, and why it goes beyond."""

from collections.abc import Iterator

from blocs.logic.wording import small_count
from blocs.models import Bloc
from reports.models import Honour, Submission
from reports.papers.document import Block, Para, Row, Table
from reports.papers.honour_lines import honours_of
from reports.proposing import Slate

QUOTA_HEADS = ("Danh hiệu, hình thức", "Loại tập thể", "Cách tính", "Chỉ tiêu", "Đề nghị", "Vượt")


def list_of(bloc: Bloc) -> Submission | None:
    """The newest list of the bloc that has a proposal."""
    rows = Submission.objects.filter(bloc=bloc, proposals__isnull=False).distinct()
    return rows.order_by("-number").first()


def rows_of(bloc: Bloc, made: Submission | None) -> list[Honour]:
    """The proposals of the list whatever became of them; without a list, what is proposed."""
    if made is None:
        return honours_of(bloc, Honour.Status.PROPOSED)
    rows = made.proposals.select_related("title", "unit").prefetch_related("unit__pasts")
    return sorted(rows, key=lambda row: (-row.title.order, row.title.name, row.order, row.pk))


def words_of(made: Submission | None) -> Iterator[Para]:
    """Sentences of the text: beyond the quota with the reason, and how many were left out."""
    if made is None:
        return
    over = [f"{row['title']} vượt {small_count(row['over'])}" for row in table_of(made) if row["over"]]
    if over:
        yield Para(f"Số đề nghị vượt chỉ tiêu: {'; '.join(over)}. Lý do: {made.justification.rstrip('.')}.")
    if made.left_out.exists():
        yield Para("Các đơn vị đủ điều kiện nhưng không đề nghị, kèm nhận xét, nêu tại danh sách kèm theo.")


def tables_of(made: Submission | None, bloc: Bloc) -> tuple[Block, ...]:
    """The quotas and the units left out, as far as there are any."""
    if made is None:
        return ()
    quotas, left = table_of(made), list(made.left_out.select_related("title", "unit").prefetch_related("unit__pasts"))
    found: list[Block] = [*_quotas(quotas)] if quotas else []
    if left:
        lines = tuple(Row((row.unit.name_on(bloc.day), row.title.name, row.reason)) for row in left)
        found += [Para("Đơn vị đủ điều kiện nhưng không đề nghị:"), _left_out(lines)]
    return tuple(found)


def table_of(made: Submission) -> list[dict]:
    """Frozen when it was sent, reckoned anew before."""
    return made.quota_table or Slate(made.bloc, made).quota_table()


def _quotas(rows: list[dict]) -> Iterator[Block]:
    yield Para("Chỉ tiêu đề nghị khen thưởng:")
    lines = tuple(Row(_quota(row)) for row in rows)
    aligns = ("left", "left", "left", "center", "center", "center")
    yield Table(QUOTA_HEADS, lines, (0.3, 0.16, 0.24, 0.1, 0.1, 0.1), aligns)  # type: ignore[arg-type]


def _quota(row: dict) -> tuple[str, ...]:
    numbers = (str(row[key]) for key in ("most", "proposed", "over"))
    return row["title"], row["level"] or "tất cả", _share(row), *numbers


def _share(row: dict) -> str:
    if not row["share"]:
        return "số lượng cố định"
    base = f"số đề nghị {row['of']}" if row["of"] else "đơn vị"
    return f"{row['share'].replace('.', ',')}% của {small_count(row['base'])} {base}"


def _left_out(lines: tuple[Row, ...]) -> Table:
    heads = ("Đơn vị", "Danh hiệu, hình thức", "Nhận xét")
    return Table(heads, lines, (0.3, 0.25, 0.45), ("left", "left", "left"))
