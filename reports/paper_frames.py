"""The frame of a paper from the registers: letterhead, signer by duty, number and day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from blocs.logic.seasons import nearest_day
from blocs.models import Bloc, Headship, Leader, Post, Unit
from pacts.actions.frozen import heads_of
from reports.models import Document, Letterhead
from reports.papers.catalogue import BY_SLUG, Kind
from reports.papers.framing import Frame, Words

PROVINCES = ("Công an tỉnh ", "Công an thành phố ")
BLOC_SYMBOL = "KTĐ"
MINISTRY = "Bộ Công an"
USUAL_SYMBOLS = dict(zip(PROVINCES, ("CAT", "CATP"), strict=True))
"""As police of provinces and cities sign where the register names no code: “05/KH-CAT”. A letterhead may say else."""


HEAD_TITLES = (
    ("Bộ ", "BỘ TRƯỞNG"),
    *((start, "GIÁM ĐỐC") for start in (*PROVINCES, "Công an TP ", "Sở ")),
    *((start, "CHỦ TỊCH") for start in ("Ủy ban nhân dân ", "UBND ")),
    ("Cục ", "CỤC TRƯỞNG"),
)


def frame_of(document: Document, *, number: int | None = None, made_at: datetime | None = None) -> Frame:
    """Of a draft, or of the paper as it is being issued with `number`."""
    kind = BY_SLUG[document.kind]
    on = document.dated_on or document.bloc.season.ends_on
    return frame(
        kind,
        document.bloc,
        document.unit,
        head=document.letterhead,
        on=document.dated_on,
        known_on=on,
        number=number,
        made_at=made_at or document.made_at,
        words=document.words,
    )


def frame(
    kind: Kind,
    bloc: Bloc,
    unit: Unit | None = None,
    *,
    head: Letterhead | None = None,
    on: date | None = None,
    known_on: date | None = None,
    number: int | None = None,
    made_at: datetime | None = None,
    words: Mapping[str, Any] | None = None,
) -> Frame:
    """`on` is the day printed (None leaves it open), `known_on` the day names and ranks are taken of."""
    day = known_on or on or bloc.season.ends_on
    head = head or Letterhead()
    issuer = _Issuer(kind, bloc, unit, day)
    symbol = head.symbol or issuer.symbol
    return Frame(
        kind=kind,
        parent=head.parent_name or issuer.parent,
        agency=head.name or issuer.name,
        place=head.place_name or place_of(bloc, day),
        on=on,
        made=(made_at or timezone.now()).astimezone(UTC).timetuple()[:6],
        number=number,
        symbol=f"{kind.code}-{symbol}" if kind.code and symbol else "",
        capacity=issuer.capacity,
        signer=issuer.signer(head.rank_before_name),
        archive=head.archive or "VT",
        is_illustrative=bloc.is_illustrative,
        shows_rank=head.rank_before_name,
        words=Words.of(words or {}),
    )


def place_of(bloc: Bloc, day: date | None) -> str:
    """The province the organiser is named after."""
    name = bloc.series.organiser.name_on(day)
    return next((name.removeprefix(start) for start in PROVINCES if name.startswith(start)), "")


def is_provincial(name: str) -> bool:
    """Police of a province or city: the Ministry of Public Security stands above it."""
    return f"{name} ".startswith(PROVINCES)


def symbol_of(organiser: Unit, name: str) -> str:
    return organiser.code or next((said for start, said in USUAL_SYMBOLS.items() if f"{name} ".startswith(start)), "")


def head_title_of(name: str) -> str:
    """Who issues a decision of such a body; a letterhead's clerk writes another over."""
    return next((title for start, title in HEAD_TITLES if f"{name} ".startswith(start)), "THỦ TRƯỞNG")


class _Issuer:
    """Names and signer as the registers have them on the day."""

    def __init__(self, kind: Kind, bloc: Bloc, unit: Unit | None, day: date | None):
        organiser = bloc.series.organiser
        self.day = day
        if kind.issuer == "organiser":
            above = organiser.parent
            self.name = organiser.name_on(day)
            self.parent = above.name_on(day) if above else MINISTRY if is_provincial(self.name) else ""
            self.symbol, self.signing_unit = symbol_of(organiser, self.name), organiser
            self.capacity = (head_title_of(self.name),)
        elif kind.issuer == "unit" and unit is not None:
            above = unit.parent or organiser
            self.parent, self.name = above.name_on(day), unit.name_on(day)
            self.symbol, self.signing_unit = unit.code, unit
            self.capacity = (self.post().upper() or "THỦ TRƯỞNG ĐƠN VỊ",)
        else:
            self.parent, self.name, self.symbol = organiser.name_on(day), bloc.name, BLOC_SYMBOL
            word = "CỤM" if bloc.name.startswith("Cụm") else "KHỐI"
            self.capacity, self.signing_unit = _who_signs(bloc, day, word)

    @cached_property
    def leader(self) -> Leader | None:
        unit = self.signing_unit
        return heads_of([unit], self.day).get(unit.pk) if unit else None

    def post(self) -> str:
        """“Trưởng phòng”, as the leader of the unit holds it on the day."""
        posts = self.leader.posts_on(self.day, Post.Kind.OFFICE) if self.leader else []
        return next((row.name for row in posts if row.heads_unit and row.unit_id == self.signing_unit.pk), "")

    def signer(self, shows_rank: bool) -> str:
        leader = self.leader
        if leader is None:
            return ""
        rank = leader.rank_on(self.day) if shows_rank else None
        return f"{rank.name}\u00a0{leader.name}" if rank else leader.name


def _who_signs(bloc: Bloc, on: date | None, word: str) -> tuple[tuple[str, str], Unit | None]:
    """The head for the bloc; who acts in its place signs “KT.” as the deputy, else “Q.” (Nghị định 30/2020)."""
    day = nearest_day(on or bloc.day, bloc.season.starts_on, bloc.season.ends_on)
    acting, deputy = (_heading(bloc, day, part) for part in (Headship.Part.ACTING, Headship.Part.DEPUTY))
    if acting is None:
        return (f"TM. {word} THI ĐUA", f"{word} TRƯỞNG"), head_unit_of(bloc, on)
    if deputy and deputy.unit_id == acting.unit_id:
        return (f"KT. {word} TRƯỞNG", f"{word} PHÓ"), acting.unit
    return (f"TM. {word} THI ĐUA", f"Q. {word} TRƯỞNG"), acting.unit


def head_unit_of(bloc: Bloc, day: date | None) -> Unit | None:
    """The unit that heads the bloc on the day, None where nobody does. A paper dated after the season is signed by who
    headed the bloc at its end, one dated before it by who headed it first.
    """
    day = nearest_day(day or bloc.day, bloc.season.starts_on, bloc.season.ends_on)
    row = _heading(bloc, day, Headship.Part.HEAD)
    return row.unit if row else None


def _heading(bloc: Bloc, day: date, *parts: str) -> Headship | None:
    """The first of these parts that is held on the day."""
    rows = {row.part: row for row in bloc.headships.on(day).select_related("unit")}
    return next((rows[part] for part in parts if part in rows), None)


def incoming_unit_of(bloc: Bloc) -> Unit | None:
    """The head of next season's bloc where it is renewed, else the one chosen for it."""
    after = Bloc.objects.filter(previous=bloc).select_related("season").first()
    if after is not None:
        return head_unit_of(after, after.season.starts_on)
    row = bloc.headships.filter(part=Headship.Part.NEXT_HEAD).select_related("unit").first()
    return row.unit if row else None
