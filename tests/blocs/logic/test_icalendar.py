from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from blocs.logic.icalendar import CalendarEvent, calendar_text, escaped, folded, stamp

CHANGED = datetime(2017, 2, 15, 14, 5, tzinfo=timezone(timedelta(hours=7)))
DAY = CalendarEvent("report-12@giao-uoc", "Báo cáo 6 tháng: Đơn vị 05", date(2017, 6, 30), CHANGED)


def lines_of(text: str) -> list[str]:
    """As a reader unfolds them."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_a_whole_day_ends_with_the_beginning_of_the_next():
    lines = lines_of(calendar_text("Việc của tôi", [DAY]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "X-WR-CALNAME:Việc của tôi"} <= set(lines)
    assert {"UID:report-12@giao-uoc", "DTSTAMP:20170215T070500Z"} <= set(lines)
    assert {"DTSTART;VALUE=DATE:20170630", "DTEND;VALUE=DATE:20170701"} <= set(lines)


def test_an_hour_is_written_in_utc():
    event = CalendarEvent("le-1", "Lễ ký kết", date(2017, 2, 15), CHANGED, at=CHANGED, minutes=90, place="Hội trường")
    lines = lines_of(calendar_text("Lịch", [event]))
    assert {"DTSTART:20170215T070500Z", "DTEND:20170215T083500Z", "LOCATION:Hội trường"} <= set(lines)


def test_what_means_something_to_a_calendar_is_escaped():
    assert escaped("a;b,c\\d\r\ne\nf") == "a\\;b\\,c\\\\d\\ne\\nf"
    assert escaped("một\x00hai\x1b") == "mộthai"
    assert stamp(datetime(2017, 1, 1, tzinfo=UTC)) == "20170101T000000Z"


def test_no_line_of_a_title_can_begin_another_property():
    text = calendar_text(
        "Lịch", [CalendarEvent("x", "a\r\nBEGIN:VEVENT", date(2017, 1, 1), CHANGED, url="/a\r\nUID:b")]
    )
    assert lines_of(text).count("BEGIN:VEVENT") == 1
    assert lines_of(text).count("UID:x") == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_lines_are_folded_at_75_octets_and_unfold_to_the_same(line):
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *[piece[1:] for piece in pieces[1:]]]) == line
