"""How dates, numbers and people are written: the house style of screens and of official papers.

The words are Vietnamese whatever the language of the page, because papers and quotations carry them.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

NO_BREAK_SPACE = "\u00a0"

# --- Dates -----------------------------------------------------------------------------------


def day(on: date | None) -> str:
    """15/02/2017; nothing for no date."""
    return f"{on.day:02}/{on.month:02}/{on.year}" if on else ""


def moment(at: datetime | None) -> str:
    """14:05, 15/02/2017, in the zone the time is given in."""
    return f"{at.hour:02}:{at.minute:02}, {day(at)}" if at else ""


def long_day(on: date | None) -> str:
    """The form of Decree 30/2020: a zero before days below 10 and before months 1 and 2 only."""
    return f"ngày {on.day:02} {_month(on)}" if on else ""


def long_moment(at: datetime | None) -> str:
    """14 giờ 05, ngày 15 tháng 02 năm 2017."""
    return f"{at.hour:02} giờ {at.minute:02}, {long_day(at)}" if at else ""


def _month(on: date) -> str:
    month = f"{on.month:02}" if on.month < 3 else f"{on.month}"
    return f"tháng {month} năm {on.year}"


def fuzzy_day(fuzzy) -> str:
    """A date as precisely as it is known: a day, a month, a year, a range, or “không rõ ngày”."""
    forms = {
        "day": lambda: day(fuzzy.on),
        "month": lambda: _month(fuzzy.on),
        "year": lambda: f"năm {fuzzy.on.year}",
        "range": lambda: f"từ ngày {day(fuzzy.on)} đến ngày {day(fuzzy.until)}",
    }
    return forms.get(fuzzy.precision, lambda: "không rõ ngày")()


def last_day_of_month(on: date) -> date:
    """28, 29, 30 or 31, as the calendar has it."""
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


# --- Numbers ---------------------------------------------------------------------------------


def number(value: Decimal | int | None, places: int | None = None) -> str:
    """Decimal comma and thousands dots; every zero the value carries is kept; nothing for None.

    With `places` the value is rounded half-up to that many decimals and shown with all of them.
    """
    if value is None:
        return ""
    return f"{_decimal(value, places):,f}".translate(str.maketrans(",.", ".,"))


def trimmed(value: Decimal | int | None) -> str:
    """As `number`, without zeros at the end of the decimals: what a database column of four decimals holds."""
    return number(None if value is None else _trim(value))


def typed(value: Decimal | int | float | None) -> str:
    """The value as one types it into a field: decimal comma, no thousands dots, so it reads one way only."""
    return "" if value is None else f"{_trim(value):f}".replace(".", ",")


def percent(value: Decimal | int | None, places: int | None = None) -> str:
    """92,02% of a value already counted in percent."""
    return "" if value is None else f"{number(value, places)}%"


def signed(value: Decimal | int | None, places: int | None = None) -> str:
    """+1,25 or −1,25 (a true minus, U+2212); a zero has no sign."""
    if value is None:
        return ""
    exact = _decimal(value, places)
    return ("+" if exact > 0 else "−" if exact < 0 else "") + number(abs(exact), places)


def points_difference(value: Decimal | int | None, places: int | None = None) -> str:
    """The difference of two percentages: +1,25 điểm %."""
    return "" if value is None else f"{signed(value, places)} điểm %"


def small_count(count: int | None) -> str:
    """Counts below ten have two digits in prose: 03 tiêu chí, 13 đơn vị."""
    if count is None:
        return ""
    return f"{count:02}" if 0 < count < 10 else number(count)


def _decimal(value: Decimal | int | float | str, places: int | None) -> Decimal:
    """Exact; a value rounded to zero loses its minus."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return exact if exact else abs(exact)


def _trim(value: Decimal | int | float | str) -> Decimal:
    exact = _decimal(value, None)
    return exact.to_integral() if exact == exact.to_integral() else exact.normalize()


# --- People ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """A leader as a paper names one; any object with these four attributes serves as well."""

    rank: str
    name: str
    party_post: str = ""
    position: str = ""


def address_short(rank: str, name: str) -> str:
    """“Đại tá Nguyễn Văn Hiệu”: tables and signatures; the rank never parts from the name at a line's end."""
    return NO_BREAK_SPACE.join(filter(None, [rank, name]))


def address_full(rank: str, name: str, party_post: str = "", position: str = "") -> str:
    """“đồng chí” + rank + name, party post, position: ceremonies and public news."""
    return address_list([Person(rank, name, party_post, position)])


def address_list(people: Iterable) -> str:
    """Several leaders in the order given; neighbours who share their posts share the naming of them."""
    groups = groupby(people, key=lambda person: (person.party_post or "", person.position or ""))
    return "; ".join(_address_group(list(members), posts) for posts, members in groups)


def _address_group(people: list, posts: tuple[str, ...]) -> str:
    names = [address_short(person.rank, person.name) for person in people]
    return "đồng chí " + ", ".join([*names, *filter(None, posts)])
