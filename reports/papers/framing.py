"""What stands around the words of a paper: who issues it, its number, place and day, who signs, who receives it.

What the decree leaves to the police (place name, rank before the name) is in the letterhead, a row; what a clerk writes
over for one paper is in its words. A writer of a kind gives only what is particular to the kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from blocs.logic.wording import long_day
from reports.papers.catalogue import Kind
from reports.papers.document import Annex, Block, Document, Leaf, Para, SignBlock

BLANK_NUMBER = "     "  # room for the number that the records office gives
ILLUSTRATIVE = "Dữ liệu minh họa, không phải số liệu thật"
NO_END_MARK = {"bien_ban", "giao_uoc", "giay_moi", "tin_bai", "bang_tieu_chi", "bang_tu_cham"}


@dataclass(frozen=True)
class Words:
    """What a clerk wrote over for one paper; "" and () leave what the kind says by itself."""

    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    capacity: tuple[str, ...] = ()
    signer: str = ""
    time: str = ""
    place: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Words":
        """From what a row keeps; keys nobody knows are passed over."""
        known = {one.name: one for one in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known and value}
        return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


@dataclass(frozen=True)
class Frame:
    """Everything around the words. `number` is None in a draft; `symbol` “KH-CAT”, "" for kinds without a number;

    `on` is the day the paper bears, `made` the time written into its files (year … second, UTC); `signer` the name with
    rank of who signs by duty, `secretary` of who takes minutes; `archive` the last line of the recipients.
    """

    kind: Kind
    parent: str
    agency: str
    place: str
    on: date | None
    made: tuple[int, ...]
    number: int | None = None
    symbol: str = ""
    capacity: tuple[str, ...] = ()
    signer: str = ""
    archive: str = "VT"
    is_illustrative: bool = False
    shows_rank: bool = True
    words: Words = field(default_factory=Words)

    @property
    def number_line(self) -> str:
        """“Số: 05/KH-CAT”; numbers below 10 with a zero before them (decree 30/2020, annex I, II.3c)."""
        if not self.symbol:
            return ""
        said = BLANK_NUMBER if self.number is None else f"{self.number:02}"
        return f"Số: {said}/{self.symbol}"

    @property
    def place_and_day(self) -> str:
        """“Đồng Nai, ngày 15 tháng 02 năm 2017”; dots where the day is open."""
        on = long_day(self.on) if self.on else "ngày … tháng … năm …"
        return f"{self.place}, {on}" if self.place else on[:1].upper() + on[1:]

    def person(self, rank: str, name: str) -> str:
        """As a signature bears it: the rank before the name where the letterhead says so."""
        return f"{rank}\u00a0{name}" if rank and self.shows_rank else name

    def document(
        self,
        *,
        abstract: str,
        body: Sequence[Block],
        title: str = "",
        bases: Sequence[str] = (),
        resolves: Sequence[str] = (),
        addressees: Sequence[str] = (),
        recipients: Sequence[str] = (),
        signs: SignBlock | None = None,
        signs_left: SignBlock | None = None,
        annexes: Sequence[Annex] = (),
        leaves: Sequence[Leaf] = (),
        facts: Mapping[str, str] | None = None,
    ) -> Document:
        """The whole paper. `recipients` without dashes and without the archive's line, which stands last by itself;

        `bases` with or without “Căn cứ”; `signs` only where another than the one in the frame signs.
        """
        said = self.words
        return Document(
            kind=self.kind.slug,
            doc_type=self.kind.doc_type,
            title=title or f"{self.kind.type_name} {abstract[:1].lower()}{abstract[1:]}",
            parent=self.parent,
            agency=self.agency,
            number_line=self.number_line,
            place_and_day=self.place_and_day,
            type_name=self.kind.type_name,
            abstract=abstract,
            body=self._body(body),
            made=self.made,
            addressees=tuple(said.addressees or addressees),
            bases=based(said.bases or bases),
            resolves=tuple(resolves),
            signs=self._signs(signs),
            signs_left=signs_left,
            recipients=self._recipients(said.recipients or recipients),
            annexes=tuple(annexes),
            illustrative=ILLUSTRATIVE if self.is_illustrative else "",
            facts=dict(facts or {}),
            leaves=tuple(leaves),
        )

    def _body(self, body: Sequence[Block]) -> tuple[Block, ...]:
        whole = [*map(Para, self.words.opening), *body, *map(Para, self.words.closing)]
        if self.kind.doc_type not in NO_END_MARK and whole and isinstance(whole[-1], Para):
            last = whole[-1]
            whole[-1] = Para(f"{last.text.rstrip(' ./')}./.", last.style, last.is_centred)
        return tuple(whole)

    def _signs(self, given: SignBlock | None) -> SignBlock | None:
        own = given or (SignBlock(self.capacity, self.signer) if self.capacity else None)
        if own is None:
            return None
        return SignBlock(self.words.capacity or own.capacity, self.words.signer or own.name)

    def _recipients(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Each “- …;”, the last “- Lưu: VT, PX03.” (decree 30/2020, annex I, II.9d)."""
        named = [line.strip().lstrip("- ").rstrip(";.") for line in lines if line.strip()]
        return (*(f"- {line};" for line in named), f"- Lưu: {self.archive}.") if named else ()


def based(lines: Sequence[str]) -> tuple[str, ...]:
    """A semicolon after each basis and a full stop after the last (decree 30/2020, annex I, II.6a)."""
    bare = [line.strip().rstrip(";.,") for line in lines if line.strip()]
    named = [line if line.casefold().startswith(("căn cứ", "theo ", "xét ")) else f"Căn cứ {line}" for line in bare]
    return tuple(f"{line}{'.' if at == len(named) else ';'}" for at, line in enumerate(named, start=1))
