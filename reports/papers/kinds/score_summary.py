"""Summary of scores of a published result: the ranking on an upright page, a landscape annex for each group of
criteria, and a workbook with one sheet a group. Every figure is read from the frozen package, as on the page.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import long_day, small_count
from blocs.models import Bloc
from reports.models import Result
from reports.papers.bloc_words import kept_with
from reports.papers.document import Block, Document, Heading, Para
from reports.papers.framing import Frame
from reports.papers.minutes_blocks import fingerprinted
from reports.papers.result_blocks import group_table, has_group_table, ranking_table, remarks
from reports.papers.score_annexes import annexes_of, leaves_of
from reports.result_showing import Shown, shown


def subjects(bloc: Bloc) -> list[Result]:
    """Published revisions, the newest first."""
    return list(bloc.results.published().select_related("bloc__season", "bloc__series", "table").order_by("-number"))


def gaps(subject: Result) -> list[tuple[str, str]]:
    """That a later revision has corrected these figures."""
    rows = Result.objects.published().filter(bloc=subject.bloc_id, number__gt=subject.number)
    newer = rows.order_by("-number").first()
    if newer is None:
        return []
    words = {"number": newer.number}
    sentence = _("This result was corrected by revision %(number)s.") % words
    return [(sentence, reverse("reports:result_detail", args=[newer.pk]))]


@override("vi")
def write(subject: Result, frame: Frame) -> Document:
    found = shown(subject, for_staff=True)
    bloc = subject.bloc
    year = f"{bloc.season.name[:1].lower()}{bloc.season.name[1:]}"
    abstract = f"Tổng hợp điểm thi đua {year} của {bloc.name}"
    return frame.document(
        abstract=abstract,
        body=list(_body(found, year)),
        addressees=[frame.parent] if frame.parent else [],
        recipients=["Như trên", "Các đơn vị thành viên"],
        annexes=annexes_of(found, kept_with(frame)),
        leaves=leaves_of(found),
        facts={"khoi": bloc.name, "nam": year, "so_don_vi": small_count(len(found.rows)), "ma_bam": subject.digest},
    )


# --- The body -------------------------------------------------------------------------------------


def _body(found: Shown, year: str) -> Iterator[Block]:
    table, units = found.package["table"], small_count(len(found.rows))
    source = f" – {table['source']}" if table["source"] else ""
    under = f"theo {table['name']}{source}"
    yield Para(f"{found.result.bloc.name} báo cáo kết quả chấm điểm thi đua {year} của {units} đơn vị {under} như sau:")
    yield Heading("1. Kết quả")
    yield ranking_table(found)
    yield Para(f"Các nhóm tiêu chí: {_legend(found)}.")
    if has_group_table(found):
        yield group_table(found)
    if said := remarks(found):
        yield Heading("2. Giải thích thứ hạng")
        yield from map(Para, said)
    yield Heading(f"{3 if said else 2}. Cách tính")
    yield from map(fingerprinted, _method(found))


def _legend(found: Shown) -> str:
    return "; ".join(f"nhóm {number}: {name}" for number, name in found.groups.items())


def _method(found: Shown) -> Iterator[str]:
    yield "Điểm đạt được của mỗi đơn vị được so với tổng điểm tối đa của các tiêu chí áp dụng cho đơn vị đó."
    if found.package["table"]["outcome"] == "ranks":
        yield "Các đơn vị có kết quả bằng nhau được xếp đồng hạng, hạng liền sau được bỏ qua."
    if found.tie_breaks:
        yield f"Khi kết quả bằng nhau, lần lượt xét: {'; '.join(found.tie_breaks)}."
    if classes := found.package["table"]["classes"]:
        yield f"Xếp loại: {'; '.join(_class(one) for one in classes)}."
    yield _frozen(found.result)
    yield f"Mã băm SHA-256 của gói số liệu: {found.result.digest}."
    yield "Điểm của từng tiêu chí được nêu trong các phụ lục kèm theo."


def _class(one: dict[str, str]) -> str:
    return f"{one['name']} (từ {one['from'].replace('.', ',')}% trở lên)"


def _frozen(result: Result) -> str:
    at = timezone.localtime(result.prepared_at)
    corrected = f" (bản đính chính lần {result.number - 1})" if result.number > 1 else ""
    return f"Số liệu được chốt {long_day(at.date())}, bản kết quả số {result.number}{corrected}."
