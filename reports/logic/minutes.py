"""The minutes of a ceremony, worded from its rows: domain rules of such minutes, in the language of papers.

The words are Vietnamese whatever the language of the page. Nothing is invented: a fact that is missing leaves its
sentence out, and the dotted line that stands for it is the page's business.
"""

from collections.abc import Iterable, Mapping
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


LETTERS = "abcdđeghik"
"""How points are lettered in Vietnamese papers: đ after d, no f and no j."""
POINTS = {
    "programme": "Chương trình",
    "signing": "Ký kết giao ước",
    "directions": "Ý kiến chỉ đạo",
    "gifts": "Đóng góp, ủng hộ",
    "remarks": "Ghi nhận khác",
}


def lettered(names: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    """{"programme": "a) Chương trình", …} in the order of the names."""
    return {name: f"{letter}) {words[name]}" for letter, name in zip(LETTERS, names, strict=False)}


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
    """Everything the paper says, in the order of form 1.9 of decree 30/2020. `chair` and `secretary` are the names
    under the two signature lines; `groups` are those who attend, `presiding` who chairs.
    """

    issuers: tuple[str, ...]
    about: str
    began: str
    place: str
    presiding: tuple[str, ...]
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
    is_signing: bool = True

    @property
    def heads(self) -> dict[str, str]:
        """The points of the content that this meeting has, lettered in their order: “b) Ký kết giao ước”."""
        there = {
            "programme": self.items,
            "signing": self.tables or self.is_signing,
            "directions": self.directions,
            "gifts": self.gifts,
            "remarks": self.remarks,
        }
        return lettered([name for name in POINTS if there[name]], POINTS)


def paper_of(facts: MinutesFacts) -> MinutesPaper:
    return MinutesPaper(
        issuers=facts.blocs,
        about=facts.title,
        began=long_moment(facts.began_at) or _known_day(facts.day),
        place=facts.place,
        presiding=tuple(_person(one) for one in facts.presiding),
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
        is_signing=facts.is_signing,
    )


# --- When, where, who -----------------------------------------------------------------------------


def _known_day(words: str) -> str:
    """A day as precisely as it is known, after the label; nothing where it is not."""
    if words.startswith("không rõ"):
        return ""
    return f"ngày {words}" if words[:1].isdigit() else words


def _closing(facts: MinutesFacts) -> str:
    """“Buổi lễ kết thúc vào 11 giờ 15, ngày 24 tháng 02 năm 2017.” as form 1.9 of decree 30/2020 ends."""
    meeting = "Buổi lễ" if facts.is_signing else "Hội nghị"
    return f"{meeting} kết thúc vào {long_moment(facts.held_at)}." if facts.held_at else ""


def _clock(at: datetime | None) -> str:
    """08:05."""
    return f"{at.hour:02}:{at.minute:02}" if at else ""


def _groups(facts: MinutesFacts) -> Iterable[Group]:
    said = [
        ("Lãnh đạo cấp trên tham dự, chỉ đạo", facts.directing),
        ("Lãnh đạo chứng kiến", facts.witnesses),
        ("Khách mời", facts.guests),
        ("Đại biểu tham dự", facts.attending),
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
    end = outcome_in_words(votes)
    if votes.votes_for is None:
        return end
    said = [(f"{counted[0]}/{sum(counted)} phiếu tán thành", True)]
    said += [(f"{counted[1]} không tán thành", counted[1] > 0), (f"{counted[2]} không ý kiến", counted[2] > 0)]
    return ", ".join([*(words for words, is_said in said if is_said), end])


def outcome_in_words(votes: Votes) -> str:
    """“nhất trí 100%”, “thông qua”, “không thông qua”."""
    counted = [votes.votes_for or 0, votes.votes_against or 0, votes.abstentions or 0]
    all_for = votes.is_unanimous or (votes.votes_for and sum(counted) == votes.votes_for)
    return "không thông qua" if votes.is_rejected else "nhất trí 100%" if all_for else "thông qua"


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
        yield f"Giao ước được khóa lúc {long_moment(pact.sealed_at)}."
        yield f"Mã băm SHA-256 của văn bản: {pact.digest}."


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
