"""A bloc in the words of papers: its season, its units on a day, who heads it, and to which paper an annex belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from blocs.logic.dates import read_day
from blocs.logic.numbers import Unreadable
from blocs.logic.seasons import nearest_day
from blocs.logic.wording import day, long_day, small_count
from blocs.models import Bloc, Headship, Season
from pacts.models import Pact
from reports.papers.document import Annex, Article, Block, Document, Para, Row, SignBlock, Table
from reports.papers.framing import BLANK_NUMBER, Frame

CHOSEN: dict[str, str] = {
    Headship.Chosen.ELECTED: "do các đơn vị thành viên bầu",
    Headship.Chosen.ASSIGNED: "do {organiser} phân công",
    Headship.Chosen.ROTA: "theo luân phiên",
}
MOST_IN_TEXT = 10
"""More members than so many stand in an annex."""


@dataclass(frozen=True)
class Standing:
    """The bloc as it stands on a day: names of its members in precedence, who heads it, the words for both."""

    bloc: Bloc
    day: date
    members: tuple[str, ...]
    heads: Mapping[str, Headship]

    @property
    def word(self) -> str:
        """What such a body calls itself: “Khối” or “Cụm”."""
        return "Cụm" if self.bloc.name.startswith("Cụm") else "Khối"

    @property
    def organiser(self) -> str:
        return self.bloc.series.organiser.name_on(self.day)

    def holder(self, part: str) -> str:
        """The unit that holds the part, under its name of that day; "" where nobody does."""
        row = self.heads.get(part)
        return row.unit.name_on(self.day) if row else ""

    def part_of(self, unit: str) -> str:
        """“Khối trưởng”, “Khối phó”; "" for a plain member."""
        return next((title for part, title in self.titles() if unit == self.holder(part)), "")

    def titles(self) -> list[tuple[str, str]]:
        return [(Headship.Part.HEAD, f"{self.word} trưởng"), (Headship.Part.DEPUTY, f"{self.word} phó")]

    def held(self, part: str, title: str) -> str:
        """“Khối trưởng: Phòng …, theo luân phiên (Quyết định số …)”; "" where nobody holds it."""
        row = self.heads.get(part)
        if row is None:
            return ""
        how = CHOSEN.get(row.chosen, "").format(organiser=self.organiser)
        paper = f" (Quyết định số {cited(row.decision_number)})" if row.decision_number else ""
        since = f"từ {long_day(row.from_on)}" if row.from_on and row.from_on > self.bloc.season.starts_on else ""
        return f"{title}: {', '.join(filter(None, [self.holder(part), how, since]))}{paper}"


def standing_of(bloc: Bloc, on: date) -> Standing:
    """In four queries however many members."""
    members = bloc.memberships.on(on).in_order().prefetch_related("unit__pasts")
    rows = bloc.headships.on(on).select_related("unit").prefetch_related("unit__pasts")
    return Standing(bloc, on, tuple(row.unit.name_on(on) for row in members), {row.part: row for row in rows})


def day_of(frame: Frame, season: Season) -> date:
    """The day names and members are taken of: that of the paper (of its making where it is open), in the season."""
    return nearest_day(frame.on or date(*frame.made[:3]), season.starts_on, season.ends_on)


def pact_in_force(bloc: Bloc) -> Pact | None:
    """The newest sealed version; the draft where none is sealed."""
    pact = bloc.pacts.sealed().order_by("-version").first() or bloc.pacts.order_by("-version").first()
    if pact:
        pact.bloc = bloc
    return pact


# --- Words ----------------------------------------------------------------------------------------


def in_season(season: Season) -> str:
    """“năm 2017” as it stands within a sentence."""
    return season.name[:1].lower() + season.name[1:]


def season_days(season: Season) -> str:
    return from_to(season.starts_on, season.ends_on)


def from_to(first: date | None, last: date | None) -> str:
    """“từ ngày 10 đến ngày 14 tháng 12 năm 2017”: what both days share is said once; an open end is left out."""
    if first is None or last is None:
        return f"từ {long_day(first)}" if first else f"đến {long_day(last)}" if last else ""
    start, whole = long_day(first), long_day(last)
    if first.year == last.year:
        start = start.rpartition(" năm ")[0]
        start = start.rpartition(" tháng ")[0] if first.month == last.month else start
    return f"từ {start} đến {whole}" if first != last else whole


def units_in_words(count: int) -> str:
    return f"{small_count(count)} đơn vị"


def bare_number(number: str) -> str:
    """“12/QĐ-MH” of “Số 12/QĐ-MH”, “Quyết định số 12/QĐ-MH”."""
    start = number.casefold().find("số ")
    return number[start + 3 :].strip() if start >= 0 else number.strip()


def cited(number: str) -> str:
    """“211/QĐ-MH ngày 29 tháng 6 năm 2015” of “211/QĐ-MH ngày 29/6/2015”; without a readable day as it stands."""
    bare, on = bare_number(number), decided_on(number)
    return f"{bare.partition(' ngày ')[0].rstrip(',')} {long_day(on)}" if on else bare


def decided_on(number: str) -> date | None:
    """The day written behind the number of a decision, where one can be read."""
    _number, _word, written = number.partition(" ngày ")
    try:
        return read_day(written)
    except Unreadable:
        return None


def legal_lines(pact: Pact | None, *, without: Sequence[str] = ()) -> list[str]:
    """The pact's legal bases, without those that begin with one of the words."""
    lines = pact.legal_bases.splitlines() if pact else []
    return [line for line in lines if line.strip() and not _named(line).startswith(tuple(without))]


def _named(line: str) -> str:
    return line.strip().removeprefix("Căn cứ ").strip().casefold()


def facts_of(standing: Standing, pact: Pact | None = None) -> dict[str, str]:
    """Single words a Word master of the agency may name."""
    season = standing.bloc.season
    return {
        "khoi": standing.bloc.name,
        "nam": season.name,
        "tu_ngay": day(season.starts_on),
        "den_ngay": day(season.ends_on),
        "co_quan_to_chuc": standing.organiser,
        "so_don_vi": str(len(standing.members)),
        "cac_don_vi": "; ".join(standing.members),
        "khoi_truong": standing.holder(Headship.Part.HEAD),
        "khoi_pho": standing.holder(Headship.Part.DEPUTY),
        "khau_hieu": (pact.slogan if pact else "") or standing.bloc.slogan,
        "giao_uoc": pact.title if pact else "",
    }


# --- Blocks ---------------------------------------------------------------------------------------


def numbered_lines(lines: Sequence[str]) -> list[Block]:
    """“1. …;” with a full stop after the last."""
    count = len(lines)
    return [Para(f"{n}. {line}{'.' if n == count else ';'}") for n, line in enumerate(lines, start=1)]


class Articles:
    """Articles numbered as they come: “Điều 1.”, “Điều 2.”."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.count = 0

    def add(self, text: str, *more: Block, title: str = "") -> None:
        self.count += 1
        self.blocks += [Article(f"Điều {self.count}.", text, title), *more]


def members_annex(standing: Standing, frame: Frame) -> Annex:
    rows = tuple(
        Row((str(n), unit, standing.part_of(unit) or "Thành viên")) for n, unit in enumerate(standing.members, start=1)
    )
    table = Table(("TT", "Đơn vị", "Nhiệm vụ"), rows, (1, 9, 3), ("center", "left", "center"))
    season = standing.bloc.season
    title = f"Danh sách đơn vị thành viên {standing.bloc.name} {in_season(season)}"
    return Annex("Phụ lục", title, kept_with(frame), (table,))


def kept_with(frame: Frame, what: str = "") -> str:
    """“(Kèm theo Quyết định số 05/QĐ-CAT ngày 15 tháng 02 năm 2017 của Công an tỉnh …)” (decree 30/2020, III.1c)."""
    number = "" if frame.number is None else f"{frame.number:02}"
    said = f" số {number or BLANK_NUMBER}/{frame.symbol}" if frame.symbol else ""
    on = f" {long_day(frame.on)}" if frame.on else " ngày … tháng … năm …" if frame.symbol else ""
    return f"(Kèm theo {what or frame.kind.type_name}{said}{on} của {frame.agency})"


def ended(document: Document) -> Document:
    """The end mark after an article: a clerk's closing words, being paragraphs, get it by the frame."""
    last = document.body[-1] if document.body else None
    if not isinstance(last, Article) or not last.text:
        return document
    closed = replace(last, text=f"{last.text.rstrip(' ./')}./.")
    return replace(document, body=(*document.body[:-1], closed))


def unsigned(document: Document) -> Document:
    """Without the signature of the issuer: others sign in the body."""
    return replace(document, signs=None)


def sign_block(name: str, *capacity: str) -> SignBlock:
    return SignBlock(tuple(capacity), name)


def local_day(at) -> date | None:
    return timezone.localdate(at) if at else None
