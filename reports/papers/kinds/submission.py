"""The submission for honours with its list: who is proposed for what, with results from rows only."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import day, percent, small_count, trimmed
from blocs.models import Bloc, Phase
from pacts.models import Ceremony, Regulation
from reports.boards import Board
from reports.logic.comparison import Status
from reports.logic.minutes import votes_in_words
from reports.logic.minutes_facts import Votes
from reports.logic.summary import in_words
from reports.models import Honour, Placing, Result
from reports.papers.bloc_words import kept_with, legal_lines, local_day
from reports.papers.document import Annex, Block, Document, Leaf, Para, Row, Table
from reports.papers.framing import Frame
from reports.papers.honour_lines import name_of, placings_of, result_of
from reports.papers.report_words import movements_of
from reports.papers.season_reports import board_of, facts_of, phase_of
from reports.papers.submission_parts import list_of, rows_of, tables_of, words_of

LIST_TITLE = "DANH SÁCH TẬP THỂ ĐỀ NGHỊ KHEN THƯỞNG"
HEADS = (
    *("TT", "Danh hiệu, hình thức", "Đơn vị", "Thành tích"),
    *("Xếp hạng", "Điểm đạt", "Điểm được giao", "Tỷ lệ (%)"),
)
REVIEWS = (Ceremony.Kind.YEAREND, Ceremony.Kind.COMBINED, Ceremony.Kind.COUNCIL)


def subjects(bloc: Bloc) -> list[Bloc]:
    """The bloc where somebody is proposed for something, or was on a list."""
    proposed = Q(status=Honour.Status.PROPOSED) | Q(submission__isnull=False)
    return [bloc] if Honour.objects.filter(proposed, bloc=bloc).exists() else []


def gaps(subject: Bloc) -> list[tuple[str, str]]:
    found = []
    if not subjects(subject):
        honours = f"{reverse('reports:honour_list')}?khoi={subject.pk}"
        found.append((_("Nobody is proposed for an honour yet."), honours))
    if result_of(subject) is None:
        found.append((_("The result of the season is not published yet."), reverse("reports:result_list")))
    return found


def write(subject: Bloc, frame: Frame) -> Document:
    with override("vi"):
        return _Submission(subject, frame).document()


class _Submission:
    """What is known of the bloc's year, gathered once however many are proposed."""

    def __init__(self, bloc: Bloc, frame: Frame):
        self.bloc, self.frame = bloc, frame
        self.made = list_of(bloc)
        self.rows = rows_of(bloc, self.made)
        self.result: Result | None = result_of(bloc)
        self.placings = placings_of(self.result)
        self.pact = bloc.pacts.sealed().order_by("-version").first()
        phase = phase_of(bloc, Phase.Kind.YEAR)
        self.told: Board | None = board_of(bloc, phase) if phase else None
        self.organiser = bloc.series.organiser.name_on(bloc.season.ends_on)
        self.season = in_words(bloc.season.name)

    def document(self) -> Document:
        abstract = f"Đề nghị khen thưởng phong trào thi đua{movements_of(self.pact)} {self.season}"
        reference = kept_with(self.frame)
        return self.frame.document(
            abstract=abstract,
            body=list(self._body()),
            bases=list(self._bases()),
            addressees=(self.organiser,),
            recipients=("Như trên", "Các đơn vị thành viên"),
            annexes=(
                Annex(
                    "Phụ lục",
                    LIST_TITLE,
                    reference,
                    (self._list(), *tables_of(self.made, self.bloc)),
                    is_landscape=True,
                ),
            ),
            leaves=(self._leaf(abstract),),
            facts={**(facts_of(self.told) if self.told else {}), "so_de_nghi": small_count(len(self.rows))},
        )

    # The text

    def _bases(self) -> Iterator[str]:
        regulation = Regulation.objects.filter(bloc=self.bloc).exclude(number="").first()
        yield from legal_lines(self.pact, without=("quy chế",) if regulation else ())
        if regulation:
            on = f" ngày {day(regulation.adopted_on)}" if regulation.adopted_on else ""
            yield f"Quy chế số {regulation.number}{on} của {self.bloc.name}"
        if self.result and self.result.published_at:
            yield f"kết quả chấm điểm thi đua {self.season} công bố ngày {day(local_day(self.result.published_at))}"
        yield from map(self._meeting, self._meetings())

    def _meetings(self) -> list[Ceremony]:
        rows = self.bloc.ceremonies.filter(kind__in=REVIEWS, state=Ceremony.State.HELD)
        return list(rows.prefetch_related("agenda").order_by("on", "pk"))

    def _meeting(self, meeting: Ceremony) -> str:
        """With the votes on the points at which something was adopted."""
        items = [item for item in meeting.agenda.all() if item.is_adoption]
        said = "; ".join(f"{item.title.lower()}: {votes_in_words(_votes(item))}" for item in items)
        on = f" ngày {day(meeting.day)}" if meeting.day else ""
        named = f"biên bản {meeting.title[:1].lower()}{meeting.title[1:]}{on}"
        return f"{named} ({said})" if said else named

    def _body(self) -> Iterator[Para]:
        if not self.rows:
            yield Para("Chưa có đề nghị khen thưởng nào được ghi nhận.")
            return
        yield Para(f"{self.bloc.name} kính trình {self.organiser} xem xét, khen thưởng các tập thể sau:")
        for n, (title, rows) in enumerate(self._by_title().items(), start=1):
            names = "; ".join(name_of(row, self.bloc) for row in rows)
            yield Para(f"{n}. {title} ({small_count(_cases(rows))} tập thể): {names}.")
        yield from words_of(self.made)
        yield Para("Thành tích của từng tập thể nêu trong danh sách kèm theo Tờ trình này.")
        yield Para(f"Kính đề nghị {self.organiser} xem xét, quyết định.")

    def _by_title(self) -> dict[str, list[Honour]]:
        found: dict[str, list[Honour]] = {}
        for row in self.rows:
            found.setdefault(row.title.name, []).append(row)
        return found

    # The list

    def _lists(self) -> tuple[Block, ...]:
        return (self._list(), *tables_of(self.made, self.bloc))

    def _list(self) -> Table:
        heads = ("TT", "Đơn vị", "Thành tích", "Xếp hạng", "Điểm")
        lines: list[Row] = []
        for title, rows in self._by_title().items():
            lines.append(Row((title,), is_bold=True, spans=True))
            lines += [Row((str(n), *self._line(row))) for n, row in enumerate(rows, start=1)]
        return Table(heads, tuple(lines), (0.06, 0.27, 0.43, 0.1, 0.14), ("center", "left", "left", "center", "right"))

    def _line(self, row: Honour) -> tuple[str, ...]:
        one = self._placing(row)
        rank = str(one.rank) if one and one.rank else "—"
        points = f"{trimmed(one.achieved)} ({percent(one.percent, 2)})" if one else "—"
        return name_of(row, self.bloc), self._achieved(row) or "—", rank, points

    def _placing(self, row: Honour) -> Placing | None:
        return self.placings.get(row.unit_id) if row.unit_id else None

    def _achieved(self, row: Honour) -> str:
        """Pledges met, the group of the published result, and the note of the proposal."""
        one = self._placing(row)
        group = f"xếp loại {one.class_name}" if one and one.class_name else ""
        said = "; ".join(filter(None, [self._pledges(row), group, row.note, "" if self.made else row.reason]))
        return said[:1].upper() + said[1:]

    def _pledges(self, row: Honour) -> str:
        if self.told is None or row.unit_id is None or not self.told.seen.figures:
            return ""
        own = [one for (unit, __), one in self.told.unit_standings.items() if unit == row.unit_id]
        applied = [one for one in own if one.status != Status.NOT_APPLICABLE]
        met = sum(one.status in (Status.MET, Status.EXCEEDED) for one in applied)
        return f"đạt và vượt {met}/{len(applied)} chỉ tiêu giao ước" if applied else ""

    def _leaf(self, title: str) -> Leaf:
        rows = tuple((n, *self._cells(row)) for n, row in enumerate(self.rows, start=1))
        return Leaf("Danh sách đề nghị", title, HEADS, rows, (6, 34, 50, 80, 10, 12, 14, 12))

    def _cells(self, row: Honour):
        one = self._placing(row)
        points = (one.rank, one.achieved, one.assigned, one.percent) if one else (None, None, None, None)
        return (row.title.name, name_of(row, self.bloc), self._achieved(row) or None, *points)


def _votes(item) -> Votes:
    return Votes(item.votes_for, item.votes_against, item.abstentions, item.is_unanimous)


def _cases(rows: list[Honour]) -> int:
    return sum(row.count or 1 for row in rows)
