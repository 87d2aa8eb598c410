"""The minutes of handing a bloc over from head to head: what there is, and what is still open."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.wording import address_short, day, long_day, long_moment, small_count
from blocs.models import Bloc, Membership, Unit
from pacts.actions.frozen import heads_of
from pacts.models import Ceremony
from reports.handing_over import Dossier, Section, from_text, worded_day
from reports.logic.summary import in_words
from reports.models import Directive, Handover, Reporting
from reports.models import Document as PaperRow
from reports.paper_frames import head_unit_of, incoming_unit_of
from reports.papers.bloc_words import facts_of, standing_of
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Block, Document, Facts, Heading, Para, Row, SignBlock, Table
from reports.papers.framing import Frame
from reports.papers.report_words import open_directions

STATES = {
    Reporting.State.PLANNED: "chưa mở",
    Reporting.State.OPEN: "đang nhận báo cáo",
    Reporting.State.CLOSED: "đã khóa",
}
DOTS = "…………………………"
SIGNED = {
    "papers": "Giao ước đã khóa, văn bản đã phát hành",
    "drafts": "Dự thảo văn bản",
    "open": "Công việc chưa kết thúc",
    "funds": "Kinh phí, quỹ",
    "things": "Tài sản, hồ sơ giấy",
    "calendar": "Lịch công tác 12 tuần tới",
    "duties": "Nhiệm vụ, phân công",
}
COPIES = "Biên bản được lập thành 03 bản có giá trị như nhau: mỗi bên giữ 01 bản, 01 bản lưu hồ sơ của Khối."
CLOSING = (
    "Bên nhận tiếp nhận đầy đủ các nội dung nêu trên và chịu trách nhiệm thực hiện từ thời điểm bàn giao.",
    f"Việc bàn giao kết thúc vào hồi …… giờ …… cùng ngày. {COPIES}",
)
REVIEWS = (Ceremony.Kind.YEAREND, Ceremony.Kind.COMBINED)


def subjects(bloc: Bloc) -> list[Bloc]:
    """The bloc where somebody heads it, or where a dossier was signed, whatever the register says since."""
    signed = Handover.objects.filter(bloc=bloc).exclude(dossier="")
    return [bloc] if head_unit_of(bloc, bloc.season.ends_on) or signed.exists() else []


def gaps(subject: Bloc) -> list[tuple[str, str]]:
    bloc = reverse("blocs:bloc_detail", args=[subject.pk])
    found = []
    if not subjects(subject):
        found.append((_("No unit heads this bloc."), bloc))
    if incoming_unit_of(subject) is None:
        found.append((_("The head for the next season is not named yet."), bloc))
    return found


def write(subject: Bloc, frame: Frame) -> Document:
    """From the dossier as it was signed, where it was; before that, from the registers as they stand."""
    row = Handover.objects.filter(bloc=subject).exclude(dossier="").select_related("from_unit", "to_unit").first()
    with override("vi"):
        return (_Signed(row, frame) if row else _Handover(subject, frame)).document()


class _Handover:
    def __init__(self, bloc: Bloc, frame: Frame):
        self.bloc, self.frame = bloc, frame
        self.day = frame.on or bloc.season.ends_on
        self.giving, self.taking = head_unit_of(bloc, bloc.season.ends_on), incoming_unit_of(bloc)
        self.leaders = heads_of([unit for unit in (self.giving, self.taking) if unit], self.day)
        self.meeting = bloc.ceremonies.filter(kind__in=REVIEWS, state="held").order_by("-on", "-pk").first()

    def document(self) -> Document:
        abstract = f"Bàn giao nhiệm vụ Khối trưởng {self.bloc.name} {in_words(self.bloc.season.name)}"
        return self.frame.document(
            abstract=abstract,
            body=list(self._body()),
            signs_left=SignBlock(("ĐẠI DIỆN BÊN GIAO",), self._signer(self.giving)),
            signs=SignBlock(("ĐẠI DIỆN BÊN NHẬN",), self._signer(self.taking)),
            recipients=(self.bloc.series.organiser.name_on(self.day), "Bên giao", "Bên nhận"),
            facts={**facts_of(standing_of(self.bloc, self.bloc.season.ends_on)), **self._parties()},
        )

    # Who hands over to whom

    def _name(self, unit: Unit | None) -> str:
        return unit.name_on(self.day) if unit else ""

    def _parties(self) -> dict[str, str]:
        return {"ben_giao": self._name(self.giving), "ben_nhan": self._name(self.taking)}

    def _signer(self, unit: Unit | None) -> str:
        leader = self.leaders.get(unit.pk) if unit else None
        rank = leader.rank_on(self.day) if leader else None
        return self.frame.person(rank.name if rank else "", leader.name) if leader else ""

    def _party(self, unit: Unit | None) -> str:
        """The unit and who speaks for it, with the rank as of that day."""
        leader = self.leaders.get(unit.pk) if unit else None
        if leader is None:
            return self._name(unit) or DOTS
        rank = leader.rank_on(self.day)
        post = next((one.name for one in leader.posts_on(self.day, "office") if one.unit_id == unit.pk), "")
        who = ", ".join(filter(None, [address_short(rank.name if rank else "", leader.name), post]))
        return f"{self._name(unit)} – đại diện: đồng chí {who}"

    # The text

    def _body(self) -> Iterator[Block]:
        yield from self._opening()
        parts = [
            ("1. Tổ chức của Khối", self._organisation()),
            ("2. Giao ước thi đua", self._pacts()),
            ("3. Hồ sơ, văn bản của Khối", self._papers()),
            ("4. Các kỳ báo cáo", self._phases()),
            ("5. Công việc đang thực hiện", self._open()),
        ]
        for title, blocks in parts:
            yield Heading(title, "plain")
            yield from blocks
        yield from map(Para, CLOSING)

    def _opening(self) -> Iterator[Block]:
        said = self.frame.words
        began = said.time or (long_day(self.meeting.day) if self.meeting else "")
        place = said.place or (self.meeting.place_name if self.meeting else "")
        yield Facts(
            (
                ("Thời gian bắt đầu:", began or DOTS),
                ("Địa điểm:", place or DOTS),
                ("Thành phần tham dự:", "Đại diện Bên giao và Bên nhận"),
                ("Bên giao:", self._party(self.giving)),
                ("Bên nhận:", self._party(self.taking)),
            )
        )
        yield Para(f"Hai bên thống nhất bàn giao nhiệm vụ Khối trưởng {self.bloc.name} với các nội dung sau:")

    def _organisation(self) -> Iterator[Block]:
        rows = list(self.bloc.memberships.on(self.bloc.season.ends_on).in_order().prefetch_related("unit__pasts"))
        yield Para(f"Khối gồm {small_count(len(rows))} đơn vị thành viên:")
        if rows:
            yield self._members(rows)
        yield from self._heads()

    def _members(self, rows: list[Membership]) -> Table:
        """With the decisions by which they belong to the bloc, where the register has any."""
        lines = [(str(n), row.unit.name_on(self.day), row.decision_number) for n, row in enumerate(rows, start=1)]
        if not any(row.decision_number for row in rows):
            return Table(("TT", "Đơn vị"), tuple(Row(line[:2]) for line in lines), (0.08, 0.92), ("center", "left"))
        heads = ("TT", "Đơn vị", "Quyết định")
        return Table(heads, tuple(map(Row, lines)), (0.08, 0.62, 0.3), ("center", "left", "left"))

    def _heads(self) -> Iterator[Block]:
        """This season's and, renewed or only chosen, the next one's."""
        yield from self._pair(self.bloc, "head", "deputy", in_words(self.bloc.season.name))
        if hasattr(self.bloc, "next"):
            yield from self._pair(self.bloc.next, "head", "deputy", in_words(self.bloc.next.season.name))
        else:
            yield from self._pair(self.bloc, "next_head", "next_deputy", "kỳ tiếp theo")

    def _pair(self, bloc: Bloc, head: str, deputy: str, when: str) -> Iterator[Block]:
        rows = bloc.headships.filter(part__in=(head, deputy)).select_related("unit").prefetch_related("unit__pasts")
        units = {row.part: row.unit.name_on(self.day) for row in rows}
        said = [(head, "đơn vị Khối trưởng"), (deputy, "đơn vị Khối phó")]
        words = ", ".join(f"{what} là {units[part]}" for part, what in said if part in units)
        if words:
            yield Para(f"{when[:1].upper()}{when[1:]}: {words}.")

    def _pacts(self) -> Iterator[Block]:
        pacts = list(self.bloc.pacts.sealed().order_by("version"))
        if not pacts:
            yield Para("Khối chưa có giao ước đã khóa.")
        for pact in pacts:
            sealed = f"khóa lúc {long_moment(timezone.localtime(pact.sealed_at))}; " if pact.sealed_at else ""
            yield Para(f"{pact.title} (phiên bản {pact.version}): {sealed}mã băm SHA-256 của văn bản: {pact.digest}.")

    def _papers(self) -> Iterator[Block]:
        """Issued papers counted by kind."""
        rows = PaperRow.objects.filter(bloc=self.bloc).issued().order_by("kind").values_list("kind")
        counts = dict(rows.annotate(count=Count("pk")))
        kinds = [(str(one.name), counts[slug]) for slug, one in BY_SLUG.items() if slug in counts]
        if not kinds:
            yield Para("Chưa có văn bản nào của Khối được phát hành trên hệ thống.")
            return
        lines = [Row((str(n), name[:1].upper() + name[1:], str(count))) for n, (name, count) in enumerate(kinds, 1)]
        total = Row(("", "Cộng", str(sum(counts.values()))), is_bold=True)
        aligns = ("center", "left", "right")
        yield Table(("TT", "Loại văn bản", "Số lượng"), (*lines, total), (0.08, 0.72, 0.2), aligns)  # type: ignore[arg-type]

    def _phases(self) -> Iterator[Block]:
        rows = list(self.bloc.reportings.select_related("phase").order_by("phase__ends_on", "pk"))
        if not rows:
            yield Para("Chưa mở kỳ báo cáo nào.")
            return
        lines = [(one.phase.name, day(one.due_on) or "—", STATES[Reporting.State(one.state)]) for one in rows]
        yield Table(("Kỳ", "Hạn gửi", "Tình trạng"), tuple(map(Row, lines)), (0.5, 0.25, 0.25))

    def _open(self) -> Iterator[Block]:
        """Directions nobody has followed up, the nearest day first; of directives only how many, for their words are
        between who gave them and the unit.
        """
        asked = Directive.objects.filter(bloc=self.bloc).exclude(state=Directive.State.SETTLED)
        lines = []
        for row in open_directions(self.bloc):
            whose = row.unit.name_on(row.ceremony.day) if row.unit else "Các đơn vị thành viên"
            lines.append((row.text, whose, row.due_on))
        if count := asked.count():
            words = f"{small_count(count)} ý kiến chỉ đạo gửi riêng từng đơn vị chưa kết thúc, theo dõi trên hệ thống"
            lines.append((words, "Các đơn vị được giao", asked.order_by("due_on").values_list("due_on", flat=True)[0]))
        if not lines:
            yield Para("Không còn công việc nào chờ thực hiện.")
            return
        lines.sort(key=lambda line: line[2] or date.max)
        rows = [Row((str(n), text, whose, day(due) or "—")) for n, (text, whose, due) in enumerate(lines, start=1)]
        heads = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời hạn")
        yield Table(heads, tuple(rows), (0.07, 0.48, 0.28, 0.17), ("center", "left", "left", "left"))


class _Signed(_Handover):
    """The minutes of what both sides signed: its parties, its lists and sums, nothing gathered anew."""

    def __init__(self, row: Handover, frame: Frame):
        super().__init__(row.bloc, frame)
        self.row, self.giving, self.taking = row, row.from_unit, row.to_unit
        self.dossier: Dossier = from_text(row.dossier)

    def _name(self, unit: Unit | None) -> str:
        return self.dossier.giving if unit == self.giving else self.dossier.taking

    def _signer(self, unit: Unit | None) -> str:
        return self.row.handed_name if unit == self.giving else self.row.received_name

    def _party(self, unit: Unit | None) -> str:
        who = self._signer(unit)
        return f"{self._name(unit)} – đại diện: đồng chí {who}" if who else self._name(unit)

    def _body(self) -> Iterator[Block]:
        yield from self._opening()
        for number, section in enumerate(self.dossier.sections, start=1):
            yield Heading(f"{number}. {SIGNED[section.slug]}", "plain")
            yield from _listed(section)
        yield from self._signatures()
        yield Para(CLOSING[0])
        yield Para(COPIES)

    def _signatures(self) -> Iterator[Block]:
        """When each side signed, over which dossier, and what the taking side notes."""
        given = long_moment(timezone.localtime(self.row.handed_at))
        yield Para(f"Bên giao ký trên hệ thống lúc {given}. Hồ sơ bàn giao có mã băm SHA-256:")
        yield Para(self.row.digest)
        if self.row.received_at:
            taken, noted = long_moment(timezone.localtime(self.row.received_at)), self.row.reservation
            said = f"Ý kiến của Bên nhận: {noted}" if noted else "Bên nhận không có ý kiến bảo lưu."
            yield Para(f"Bên nhận ký trên hệ thống lúc {taken}. {said}")
        else:
            yield Para("Bên nhận chưa ký nhận trên hệ thống.")


def _listed(section: Section) -> Iterator[Block]:
    if not section.entries:
        yield Para("Không có.")
        return
    rows = [
        Row((str(n), " – ".join(filter(None, (one.text, one.note))), one.whose, worded_day(one) or "—"))
        for n, one in enumerate(section.entries, start=1)
    ]
    heads = ("TT", "Nội dung", "Đơn vị, số lượng, số hiệu", "Ngày")
    yield Table(heads, tuple(rows), (0.07, 0.48, 0.28, 0.17), ("center", "left", "left", "left"))
    if section.total:
        yield Para(f"Cộng: {section.total}.")
