"""Days for other people's calendars: events in, the text of an iCalendar file (RFC 5545) out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

LINE = "\r\n"
MOST_OCTETS = 75  # of one line without its end, RFC 5545 3.1
PRODUCT = "-//Giao uoc//Lich//VI"
CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class CalendarEvent:
    """`uid` stays the same for the same thing for ever; `changed_at` is an aware time.

    Whole days, to `until` included, where `at` is empty; with `at` (an aware time) it begins then and lasts `minutes`.
    """

    uid: str
    title: str
    on: date
    changed_at: datetime
    until: date | None = None
    at: datetime | None = None
    minutes: int = 120
    place: str = ""
    text: str = ""
    url: str = ""
    is_cancelled: bool = False


def calendar_text(name: str, events: Iterable[CalendarEvent]) -> str:
    """The whole file, its lines folded at 75 octets and ended by CR LF; send it as `CONTENT_TYPE` in UTF-8."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", "X-PUBLISHED-TTL:PT12H"]
    lines += [line for event in events for line in _event(event)]
    return "".join(folded(line) + LINE for line in [*lines, "END:VCALENDAR"])


def _event(event: CalendarEvent) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(event.uid)}", f"DTSTAMP:{stamp(event.changed_at)}", *_when(event)]
    lines.append(f"SUMMARY:{escaped(event.title)}")
    told = {"LOCATION": event.place, "DESCRIPTION": event.text}
    lines += [f"{name}:{escaped(value)}" for name, value in told.items() if value]
    lines += [f"URL:{_one_line(event.url)}"] if event.url else []
    lines.append(f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _when(event: CalendarEvent) -> list[str]:
    """A day ends, as the standard counts, with the beginning of the next."""
    if event.at is not None:
        return [f"DTSTART:{stamp(event.at)}", f"DTEND:{stamp(event.at + timedelta(minutes=event.minutes))}"]
    next_day = (event.until or event.on) + timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}", f"DTEND;VALUE=DATE:{next_day:%Y%m%d}"]


def stamp(at: datetime) -> str:
    """20170215T070500Z: the time in UTC."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def midnight(on: date) -> datetime:
    """A time for what is known by its day alone: `changed_at` of an event that has no time of change."""
    return datetime.combine(on, time(), UTC)


def escaped(text: str) -> str:
    """Backslash, semicolon, comma and line ends as RFC 5545 3.3.11 writes them; other control characters go."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return _printable("\\n".join(text.splitlines()))


def _one_line(text: str) -> str:
    return _printable("".join(text.splitlines()))


def _printable(text: str) -> str:
    return "".join(sign for sign in text if (sign >= " " and sign != "\x7f") or sign == "\t")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never within a letter; each further piece begins with a blank."""
    pieces, octets = [""], 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > MOST_OCTETS:
            pieces.append("")
            octets = 1  # the blank
        pieces[-1] += sign
        octets += size
    return f"{LINE} ".join(pieces)
