"""Minutes as the blocks of a paper, in the order of form 1.9 of decree 30/2020; the words are `reports.logic.minutes`'.

What the form itself asks for (beginning, place, chair, secretary) keeps its label with dots where it is not known, so
that it can be written in by hand; any other fact that is missing leaves its sentence out.
"""

from collections.abc import Iterable, Iterator, Sequence

from reports.logic.minutes import Group, MinutesPaper, Point, SigningTable
from reports.logic.minutes_facts import Present
from reports.papers.document import Block, Heading, Para, Row, SignBlock, Table
from reports.papers.framing import Frame

DOTS = "………………………"
SIGNING_HEADS = ("TT", "Đơn vị", "Người ký", "Thời gian", "Ghi chú")
SIGNING_WIDTHS = (0.07, 0.25, 0.3, 0.14, 0.24)


def whole_minutes(paper: MinutesPaper, frame: Frame, more: Sequence[Block] = ()) -> list[Block]:
    """All of it; `more` stands after the content and before the end."""
    return [*opening(paper, frame), *content(paper), *more, *ending(paper.closing)]


def opening(paper: MinutesPaper, frame: Frame) -> Iterator[Block]:
    """When, where, who: the first part of every minutes."""
    yield from when_and_where(frame, paper.began, paper.place)
    yield Heading("1. Thành phần tham dự")
    for group in paper.groups:
        yield from _people(group)
    if paper.absent:
        yield from _people(Group("Vắng", paper.absent))
    yield asked("Chủ trì (chủ tọa)", "; ".join(paper.presiding))
    yield asked("Thư ký (người ghi biên bản)", paper.secretary)


def when_and_where(frame: Frame, began: str = "", place: str = "") -> Iterator[Block]:
    """What the clerk wrote over for this paper goes before what the rows know."""
    yield asked("Thời gian bắt đầu", frame.words.time or began)
    yield asked("Địa điểm", frame.words.place or place)


def asked(label: str, said: str = "") -> Para:
    """What the form asks for, or dots to write on."""
    return Para(f"{label}: {said.rstrip('.')}." if said else f"{label}: {DOTS}")


def listed(lines: Iterable[str]) -> Iterator[Para]:
    """“- …;” each, the last with a full stop."""
    said = [line.strip().rstrip(".;") for line in lines]
    for at, line in enumerate(said, start=1):
        yield Para(f"- {line}{'.' if at == len(said) else ';'}")


def _people(group: Group) -> Iterator[Block]:
    yield Para(f"{group.lead}:", "italic")
    yield from listed(group.people)


# --- The content ----------------------------------------------------------------------------------


def content(paper: MinutesPaper) -> Iterator[Block]:
    yield Heading("2. Nội dung")
    heads = paper.heads
    for name, blocks in _points(paper).items():
        if name in heads:
            yield Para(heads[name])  # points are upright and regular (decree 30/2020, annex I, II.6đ)
            yield from blocks


def _points(paper: MinutesPaper) -> dict[str, Iterable[Block]]:
    return {
        "programme": _items(paper.items),
        "signing": _tables(paper),
        "directions": _directions(paper),
        "gifts": listed(paper.gifts),
        "remarks": map(Para, paper.remarks),
    }


def _items(items: Sequence[Point]) -> Iterator[Block]:
    for at, item in enumerate(items, start=1):
        voted = f" Biểu quyết: {item.outcome}." if item.outcome else ""
        yield Para(f"{at}. {item.text.rstrip('.')}.{voted}")
        yield from _notes(item.notes)


def _notes(notes: Iterable[str]) -> Iterator[Block]:
    for note in notes:
        yield from (Para(line.strip()) for line in note.splitlines() if line.strip())


def _tables(paper: MinutesPaper) -> Iterator[Block]:
    if not paper.tables:
        yield Para("Không có giao ước nào được đưa ra ký kết tại buổi lễ này.")
    for table in paper.tables:
        yield from _signing(table)


def _signing(table: SigningTable) -> Iterator[Block]:
    yield Para(table.title, "italic")
    if table.comments:
        yield Para("Ý kiến góp ý và kết luận:")
        yield from listed(f"{one.text} – Kết luận: {one.outcome}" for one in table.comments)
    yield from map(Para, filter(None, [table.adoption, table.lead]))
    if table.rows or table.witnesses:
        yield _signatures(table)
    yield from map(fingerprinted, table.ends)


def fingerprinted(text: str) -> Para:
    """A digest is one long word: in a justified line it would tear the words before it apart."""
    return Para(text, is_centred="SHA-256" in text)


def _signatures(table: SigningTable) -> Table:
    signed = [Row((str(at), one.unit, one.signer, one.time, one.note)) for at, one in enumerate(table.rows, start=1)]
    seen = [Row(("", one.unit, one.signer, one.time, "Chứng kiến")) for one in table.witnesses]
    aligns = ("center", "left", "left", "center", "left")
    return Table(SIGNING_HEADS, (*signed, *seen), SIGNING_WIDTHS, aligns)


def _directions(paper: MinutesPaper) -> Iterator[Block]:
    yield Para(paper.directions_lead)
    for at, one in enumerate(paper.directions, start=1):
        first, *rest = one.text.splitlines() or [""]
        yield Para(f"{at}. {first} ({one.outcome})" if not rest else f"{at}. {first}")
        yield from _notes(["\n".join([*rest, f"({one.outcome})"])] if rest else [])
        yield from _notes(one.notes)


# --- The end --------------------------------------------------------------------------------------


def ending(closing: str) -> Iterator[Block]:
    if closing:
        yield Para(closing)


def chair_of(people: Sequence[Present], frame: Frame) -> SignBlock:
    """The right one of the two signatures."""
    return SignBlock(("CHỦ TỌA",), "; ".join(frame.person(one.rank, one.name) for one in people))


def secretary_of(name: str) -> SignBlock:
    return SignBlock(("THƯ KÝ",), name)
