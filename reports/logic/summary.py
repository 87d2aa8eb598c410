"""A summary drafted from facts: a short Vietnamese news item, as a careful clerk would write it.

Nothing is invented: a fact that is missing leaves its sentence out. The words are Vietnamese whatever
the language of the page. Paragraphs are parted by a blank line; a line that begins with “- ” is a point.
"""

import re
from dataclasses import dataclass
from datetime import date

from blocs.logic.wording import NO_BREAK_SPACE, address_list, day, fuzzy_day, small_count, trimmed
from pacts.logic.ceremony_states import SIGNING_KINDS
from reports.logic.summary_facts import Absence, Adoption, Content, Facts, Gift

DEEDS = {
    "midyear_review": "họp sơ kết 6 tháng phong trào thi đua",
    "nine_month_review": "họp sơ kết 9 tháng phong trào thi đua",
    "year_review": "họp tổng kết phong trào thi đua",
    "year_review+signing": "họp tổng kết phong trào thi đua và ký giao ước thi đua",
    "special_campaign": "phát động đợt thi đua đặc biệt",
    "council_decision": "họp xét thi đua, khen thưởng",
    "scoring": "chấm điểm thi đua",
}
TITLES = {"signing": "ký giao ước thi đua", **{kind: deed.removeprefix("họp ") for kind, deed in DEEDS.items()}}


def title_of(facts: Facts) -> str:
    deed = TITLES.get(facts.kind, TITLES["signing"])
    return f"{facts.bloc}: {deed} {in_words(facts.season)}".strip()


def body_of(facts: Facts) -> str:
    """The whole text; only paragraphs that have a fact to tell."""
    parts = [
        _join(_opening(facts), _units(facts), _absences(facts)),
        _join(*_people(facts)),
        facts.words,
        _last_year(facts),
        _this_year(facts),
        _pledged(facts),
        _join(_slogan(facts), _listed("Giải pháp đột phá", facts.solutions)),
        _join(_adopted(facts), *(_gift(gift) for gift in facts.gifts), _heads(facts)),
        _points("Về khen thưởng:", facts.honours),
        _directions(facts),
        _hope(facts),
    ]
    return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Block:
    """A paragraph (one line) or a list of points, as a page shows it."""

    is_list: bool
    lines: tuple[str, ...]


# Stored text keeps plain spaces; a page puts the no-break space between rank and name back.
_RANK = re.compile(
    r"\b((?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|uý)|(?:Thượng|Trung|Hạ) sĩ|Binh (?:nhất|nhì)) (?=(\w))"
)


def _keep_together(text: str) -> str:
    """Before a name only, which begins with a capital: “Thượng tá trở lên” stays as it is."""
    return _RANK.sub(lambda found: found[1] + (NO_BREAK_SPACE if found[2].isupper() else " "), text)


def blocks(body: str) -> list[Block]:
    """The paragraphs and lists of a text, in order; a rank never parts from its name at a line's end."""
    found: list[Block] = []
    for line in filter(None, map(str.strip, body.splitlines())):
        is_point = line.startswith("- ")
        text = _keep_together(line.removeprefix("- "))
        if is_point and found and found[-1].is_list:
            found[-1] = Block(True, (*found[-1].lines, text))
        else:
            found.append(Block(is_point, (text,)))
    return found


def in_words(season: str) -> str:
    """“Năm 2017” inside a sentence is “năm 2017”; a bare “2017” gets its noun."""
    season = season.strip()
    if season[:1].isdigit():
        return f"năm {season}"
    return season[:1].lower() + season[1:]


# --- Who, when, where ---------------------------------------------------------------------------


def _opening(facts: Facts) -> str:
    """Date and place, who, and what they did."""
    place = f"tại {facts.place}" if facts.place else ""
    circumstances = ", ".join(filter(None, [_when(facts), place]))
    deed = f"{_who(facts)} {_deed(facts)}"
    return _sentence(f"{circumstances}, {deed}" if circumstances else deed)


def _when(facts: Facts) -> str:
    if facts.when.precision == "unknown":
        return ""
    part = facts.part_of_day.strip().lower().removeprefix("buổi ")
    if facts.when.precision != "day":
        return fuzzy_day(facts.when)
    return f"{part} ngày {day(facts.when.on)}".strip()


def _who(facts: Facts) -> str:
    count = facts.units_signed or facts.unit_count
    if facts.kind != "signing":
        return f"{facts.bloc} ({small_count(count)} đơn vị)" if count else facts.bloc
    return f"{small_count(count)} đơn vị của {facts.bloc}" if count else f"các đơn vị của {facts.bloc}"


def _deed(facts: Facts) -> str:
    deed = DEEDS.get(facts.kind, "ký giao ước thi đua")
    season = in_words(facts.season)
    if not facts.movements:
        return f"{deed} {season}"
    names = ", ".join(f"“{name}”" for name in facts.movements)
    if deed.endswith("phong trào thi đua"):
        return f"{deed} {names} {season}"
    many = "các phong trào" if len(facts.movements) > 1 else "phong trào"
    return f"{deed} {season}, hưởng ứng {many} thi đua {names}"


def _units(facts: Facts) -> str:
    return f"Các đơn vị thành viên gồm: {'; '.join(facts.unit_names)}." if facts.unit_names else ""


def _absences(facts: Facts) -> str:
    if not facts.absences:
        return ""
    return _sentence("không ký tại buổi lễ: " + "; ".join(map(_absence, facts.absences)))


def _absence(absence: Absence) -> str:
    late = f"đã ký bổ sung ngày {day(absence.signed_late_on)}" if absence.signed_late_on else ""
    notes = ", ".join(filter(None, [absence.reason, late]))
    return f"{absence.unit} ({notes})" if notes else absence.unit


def _people(facts: Facts) -> list[str]:
    said = [
        ("chủ trì có", facts.presiding),
        ("tham dự, chỉ đạo có", facts.directing),
        ("chứng kiến việc ký kết có", facts.witnesses),
        ("dự có", facts.attending),
        ("khách mời có", facts.guests),
    ]
    return [_sentence(f"{lead} {address_list(people)}") for lead, people in said if people]


# --- The year that was, the year to come ----------------------------------------------------------


def _last_year(facts: Facts) -> str:
    season = _capital(in_words(facts.last_season)) if facts.last_season else "Năm trước"
    slogan = f", với khẩu hiệu “{facts.last_slogan}”" if facts.last_slogan else ""
    results = [f"{result.name}: {result.words}" for result in facts.last_results]
    if not results:
        return f"Khẩu hiệu của {in_words(season)} là “{facts.last_slogan}”." if facts.last_slogan else ""
    return _points(f"{season}{slogan}, toàn khối đạt các kết quả sau:", results)


def _this_year(facts: Facts) -> str:
    results = [f"{result.name}: {result.words}" for result in facts.results]
    return _points(f"Kết quả {in_words(facts.season)}:", results)


def _pledged(facts: Facts) -> str:
    points = [_content(content) for content in facts.contents]
    counts = [
        f"{small_count(count)} {noun}"
        for count, noun in [(facts.content_count, "nội dung"), (facts.target_count, "chỉ tiêu")]
        if count
    ]
    measure = f" gồm {', '.join(counts)}" if counts else ""
    if not points:
        return f"Bản giao ước{measure}." if measure else ""
    return _points(f"Bản giao ước{measure}{'; các đơn vị' if measure else ' ghi rõ các đơn vị'} cam kết:", points)


def _content(content: Content) -> str:
    promises = "; ".join(f"{one.name} ({one.phrase})" if one.phrase else one.name for one in content.promises)
    if promises and promises == content.title:
        return promises
    return ": ".join(filter(None, [content.title, promises]))


def _slogan(facts: Facts) -> str:
    return f"Khẩu hiệu của {in_words(facts.season)} là “{facts.slogan}”." if facts.slogan else ""


def _adopted(facts: Facts) -> str:
    items = [f"{item.title.removeprefix('Thông qua ')}{_votes(item)}" for item in facts.adoptions]
    return _listed("Buổi làm việc đã thông qua", items)


def _votes(item: Adoption) -> str:
    if item.is_unanimous:
        return " (nhất trí)"
    said = [(item.votes_for, "tán thành"), (item.votes_against, "không tán thành"), (item.abstentions, "không ý kiến")]
    votes = ", ".join(f"{count} phiếu {word}" for count, word in said if count is not None)
    return f" ({votes})" if votes else ""


def _gift(gift: Gift) -> str:
    what = " ".join(filter(None, [trimmed(gift.amount), gift.measure]))
    if not what and not gift.purpose:
        return ""
    giver = gift.giver or "mỗi đơn vị"
    return _sentence(" ".join(filter(None, [giver, "đóng góp", what, f"để {gift.purpose}" if what else gift.purpose])))


def _heads(facts: Facts) -> str:
    now = [(facts.head, "đơn vị Khối trưởng"), (facts.deputy, "đơn vị Khối phó")]
    later = [(facts.next_head, "đơn vị Khối trưởng"), (facts.next_deputy, "đơn vị Khối phó")]
    said = [
        (in_words(facts.season), ", ".join(f"{part} là {unit}" for unit, part in now if unit)),
        ("kỳ tiếp theo", ", ".join(f"{part} là {unit}" for unit, part in later if unit)),
    ]
    return " ".join(_sentence(f"{when}, {who}") for when, who in said if who)


def direction_words(text: str, unit: str, due_on: date | None) -> str:
    """The direction with who carries it out and until when, where it says so."""
    notes = "; ".join(filter(None, [unit, f"trước ngày {day(due_on)}" if due_on else ""]))
    return f"{text.strip().rstrip('.;')} ({notes})" if notes else text


def _directions(facts: Facts) -> str:
    lead = f"Ý kiến chỉ đạo của {address_list([facts.directed_by])}:" if facts.directed_by else "Ý kiến chỉ đạo:"
    return _points(lead, facts.directions)


def _hope(facts: Facts) -> str:
    """The wish for the year, said only where something was pledged at a signing."""
    if facts.kind not in SIGNING_KINDS or not facts.contents:
        return ""
    season = in_words(facts.season)
    return f"Kỳ vọng các đơn vị giữ đúng điều đã ký và đưa phong trào thi đua tiến bước vững chắc trong {season}."


# --- Sentences ------------------------------------------------------------------------------------


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    text = _capital(text.strip())
    return text if text.endswith((".", "…")) else f"{text}."


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _listed(lead: str, things) -> str:
    things = [thing.strip().rstrip(".;") for thing in things]
    return f"{lead}: {'; '.join(things)}." if things else ""


def _points(lead: str, things) -> str:
    """A lead with its points, each ended by “;”, the last by “.”."""
    things = [_capital(thing.strip().rstrip(".;")) for thing in things]
    if not things:
        return ""
    ends = [";"] * (len(things) - 1) + ["."]
    return "\n".join([lead, *(f"- {thing}{end}" for thing, end in zip(things, ends, strict=True))])
