"""The minutes of a ceremony, worded from its rows: domain rules of such minutes, in the language of papers.

The words are Vietnamese whatever the language of the page. Nothing is invented: a fact that is missing leaves its
sentence out, and the dotted line that stands for it is the page's business.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blocs.logic.wording import address_short, day, long_moment, small_count, trimmed
from reports.logic.minutes_facts import Directed, Given, Item, MinutesFacts, PactFacts, Present, Said, Signed, Votes

SETTLED = {
    "open": "chưa kết luận",
    "accepted": "tiếp thu",
    "partly": "tiếp thu một phần",
    "declined": "không tiếp thu",
}


@dataclass(frozen=True)
class Point:
    """A numbered point: what it was about, what became of it, and notes under it."""

    text: str
    outcome: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SigningRow:
    """`time` is HH:MM, or the day with it for a late signature; empty for who has not signed."""

    unit: str
    signer: str
    time: str
    note: str = ""


@dataclass(frozen=True)
class SigningTable:
    title: str
    lead: str
    rows: tuple[SigningRow, ...]
    witnesses: tuple[SigningRow, ...]
    adoption: str = ""
    comments: tuple[Point, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """People of one part of the meeting under its lead."""

    lead: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class MinutesPaper:
    """Everything the paper says, in its order. `chair` and `secretary` are the names under the two signature lines."""

    issuers: tuple[str, ...]
    about: str
    opening: str
    chair: str
    secretary: str
    groups: tuple[Group, ...]
    absent: tuple[str, ...]
    items: tuple[Point, ...]
    tables: tuple[SigningTable, ...]
    directions_lead: str
    directions: tuple[Point, ...]
    gifts: tuple[str, ...]
    remarks: tuple[str, ...]
    closing: str


def paper_of(facts: MinutesFacts) -> MinutesPaper:
    return MinutesPaper(
        issuers=facts.blocs,
        about=facts.title,
        opening=_opening(facts),
        chair="; ".join(address_short(one.rank, one.name) for one in facts.presiding),
        secretary=facts.secretary,
        groups=tuple(_groups(facts)),
        absent=tuple(_person(one) for one in facts.absent),
        items=tuple(_item(item) for item in facts.items),
        tables=tuple(_table(pact) for pact in facts.pacts),
        directions_lead=_directions_lead(facts.directed_by),
        directions=tuple(_direction(one) for one in facts.directions),
        gifts=tuple(filter(None, map(_gift, facts.given))),
        remarks=tuple(filter(None, map(str.strip, facts.words.splitlines()))),
        closing=_closing(facts),
    )


# --- When, where, who -----------------------------------------------------------------------------


def _opening(facts: MinutesFacts) -> str:
    """“Vào hồi 08 giờ 05, ngày 24 tháng 02 năm 2017, tại …, Khối … tiến hành …”."""
    when = f"Vào hồi {long_moment(facts.began_at)}" if facts.began_at else _known_day(facts.day)
    where = f"tại {facts.place}" if facts.place else ""
    deed = f"{', '.join(facts.blocs)} tiến hành: {facts.title}"
    return f"{', '.join(filter(None, [when, where, deed]))}."


def _known_day(words: str) -> str:
    """A day as a sentence begins with it; nothing where it is not known."""
    if not words or words.startswith("không rõ"):
        return ""
    return f"Ngày {words}" if words[0].isdigit() else words[0].upper() + words[1:]


def _closing(facts: MinutesFacts) -> str:
    if not facts.held_at:
        return ""
    same = facts.began_at is not None and facts.began_at.date() == facts.held_at.date()
    ended = f"{_clock(facts.held_at, 'giờ')} cùng ngày" if same else long_moment(facts.held_at)
    return f"Buổi lễ kết thúc vào hồi {ended}."


def _clock(at: datetime | None, between: str = "") -> str:
    """08:05, or 08 giờ 05."""
    if at is None:
        return ""
    return f"{at.hour:02} {between} {at.minute:02}" if between else f"{at.hour:02}:{at.minute:02}"


def _groups(facts: MinutesFacts) -> Iterable[Group]:
    said = [
        ("Chủ trì", facts.presiding),
        ("Lãnh đạo cấp trên tham dự, chỉ đạo", facts.directing),
        ("Lãnh đạo chứng kiến", facts.witnesses),
        ("Khách mời", facts.guests),
        ("Thành phần tham dự", facts.attending),
    ]
    for lead, people in said:
        if people:
            yield Group(f"{lead} ({small_count(len(people))} đồng chí)", tuple(map(_person, people)))


def _person(one: Present) -> str:
    posts = [one.party_post, one.position, one.unit]
    words = ", ".join(filter(None, [f"Đồng chí {address_short(one.rank, one.name)}" if one.name else "", *posts]))
    return f"{words} – lý do: {one.reason}" if one.reason else words


# --- What was dealt with --------------------------------------------------------------------------


def _item(item: Item) -> Point:
    span = "–".join(filter(None, [_clock(item.began_at), _clock(item.ended_at)]))
    text = f"{item.title} ({span})" if span else item.title
    return Point(text, votes_in_words(item.votes), tuple(filter(None, [item.note])))


def votes_in_words(votes: Votes | None) -> str:
    """“12/12 phiếu tán thành, nhất trí 100%”; what was not counted is not said."""
    if votes is None:
        return ""
    counted = [votes.votes_for or 0, votes.votes_against or 0, votes.abstentions or 0]
    all_for = votes.is_unanimous or (votes.votes_for and sum(counted) == votes.votes_for)
    end = "không thông qua" if votes.is_rejected else "nhất trí 100%" if all_for else "thông qua"
    if votes.votes_for is None:
        return end
    said = [(f"{counted[0]}/{sum(counted)} phiếu tán thành", True)]
    said += [(f"{counted[1]} không tán thành", counted[1] > 0), (f"{counted[2]} không ý kiến", counted[2] > 0)]
    return ", ".join([*(words for words, is_said in said if is_said), end])


def _comment(one: Said) -> Point:
    proposed = f" Đề nghị sửa: “{one.proposed}”" if one.proposed else ""
    settled = SETTLED.get(one.state, SETTLED["open"])
    about = f"{one.unit} ({one.clause})" if one.clause else one.unit
    return Point(f"{about}: {one.text}{proposed}", f"{settled}. {one.answer}" if one.answer else settled)


def _table(pact: PactFacts) -> SigningTable:
    lines = [line for line in pact.lines if not line.is_witness]
    voted = f"Kết quả biểu quyết thông qua giao ước: {votes_in_words(pact.adoption)}." if pact.adoption else ""
    return SigningTable(
        title=pact.title,
        lead=_counted(pact, lines),
        rows=tuple(_row(line) for line in lines),
        witnesses=tuple(_row(line) for line in pact.lines if line.is_witness),
        adoption=voted,
        comments=tuple(_comment(one) for one in pact.comments),
        ends=tuple(_ends(pact)),
    )


def _counted(pact: PactFacts, lines: list[Signed]) -> str:
    """“12/13 đơn vị ký tại buổi lễ; 01 đơn vị ký bổ sung sau lễ; 01 đơn vị vắng.”"""
    there = sum(line.outcome == "signed" and not line.is_late for line in lines)
    late = sum(line.outcome == "signed" and line.is_late for line in lines)
    counts = [(late, "ký bổ sung sau lễ"), (_of(lines, "absent"), "vắng"), (_of(lines, "declined"), "từ chối ký")]
    first = f"{there}/{pact.units} đơn vị ký tại buổi lễ" if pact.units else f"{small_count(there)} đơn vị đã ký"
    said = [first, *(f"{small_count(count)} đơn vị {what}" for count, what in counts if count)]
    return f"{'; '.join(said)}{', Khối trưởng ký thay mặt các đơn vị thành viên' if pact.heads_sign else ''}."


def _of(lines: list[Signed], outcome: str) -> int:
    return sum(line.outcome == outcome for line in lines)


def _row(line: Signed) -> SigningRow:
    at = line.signed_at
    time = f"{_clock(at)}, {day(at.date())}" if at and line.is_late else _clock(at)
    signer = ", ".join(filter(None, [address_short(line.rank, line.name), line.position]))
    return SigningRow(line.unit, signer, time, _note(line))


def _note(line: Signed) -> str:
    if line.outcome != "signed":
        word = "Vắng" if line.outcome == "absent" else "Từ chối ký"
        return f"{word}: {line.reason}" if line.reason else word
    acting = f"Ký thay {line.acting_for}" if line.acting_for else ""
    return "; ".join(filter(None, [acting, line.acting_document, "Ký bổ sung" if line.is_late else ""]))


def _ends(pact: PactFacts) -> Iterable[str]:
    if pact.copies:
        yield f"Giao ước được lập thành {small_count(pact.copies)} bản có giá trị như nhau."
    if pact.sealed_at:
        yield f"Giao ước được khóa lúc {long_moment(pact.sealed_at)}; mã băm SHA-256 của văn bản: {pact.digest}."


# --- Directions, gifts ----------------------------------------------------------------------------


def _directions_lead(people: tuple[Present, ...]) -> str:
    names = "; ".join(_person(one) for one in people)
    return f"{names[:1].upper()}{names[1:]} phát biểu chỉ đạo:" if names else "Ý kiến chỉ đạo:"


def _direction(one: Directed) -> Point:
    who = f"Đơn vị thực hiện: {one.unit or 'các đơn vị thành viên'}"
    due = f"thời hạn: {day(one.due_on)}" if one.due_on else ""
    done = f"Kết quả ({day(one.followed_up_on)}): {one.follow_up}" if one.followed_up_on else ""
    return Point(one.text, "; ".join(filter(None, [who, due])), tuple(filter(None, [done])))


def _gift(gift: Given) -> str:
    what = " ".join(filter(None, [trimmed(gift.amount), gift.measure]))
    if not what and not gift.purpose:
        return ""
    return f"{gift.unit or 'Mỗi đơn vị'}: {' – '.join(filter(None, [what, gift.purpose]))}"
