"""Names and titles on their way out of the site – files, letters, calendars, heads of pages – stay text."""

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from blocs.actions.notices import notify
from blocs.logic.csv_files import csv_text
from blocs.logic.icalendar import CalendarEvent, calendar_text, midnight
from blocs.mailing import letter
from blocs.models import Notice, Role
from pacts.models import Ceremony
from tests.make import a_bloc, a_unit, a_user, members_of
from tests.reports.a_bloc_year import a_year

pytestmark = pytest.mark.django_db
EVIL = "Lễ\r\nATTENDEE:mailto:x@y.z\r\nBEGIN:VEVENT\u2028Bcc: a@b.c\x85X:1\x0bY;,\\"
QUOTES = '"><script>alert(1)</script><b onmouseover=x>'


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "@SUM(1)", "-1+cmd|' /C calc'!A0", "-2,5+1", "-a", "\t=1", "\r=1", "--1", "-1.000;=1"]
)
def test_no_cell_of_a_file_begins_a_formula(cell):
    line = csv_text([[cell]]).removeprefix("\ufeff").strip('"\r\n')
    assert line.startswith("'")


@pytest.mark.parametrize("cell", ["-2,5", "-1.000", "-12,5%", "−3", "95%", "A-1", ""])
def test_numbers_of_a_file_stay_numbers(cell):
    assert csv_text([[cell]]) == f"\ufeff{cell}\r\n"


def test_a_name_makes_no_line_of_a_calendar():
    today = timezone.localdate()
    event = CalendarEvent("a@b", EVIL, today, midnight(today), place=EVIL, text=EVIL, url=f"http://x/{EVIL}")
    lines = calendar_text(EVIL, [event]).split("\r\n")
    assert sum(line.startswith(("BEGIN:VEVENT", "ATTENDEE", "Bcc", "X:1")) for line in lines) == 1
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(sign in "".join(lines) for sign in "\n\u2028\x85\x0b\x0c")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_title_makes_no_head_of_a_letter():
    user = a_user(Role.ADMIN, email="can.bo@example.vn")
    for title in (EVIL, "A" * 10_000, EVIL * 50):
        notice = notify([user], Notice.Kind.COMMENT, "row:1", title)[0]
        letter(notice, "Nhà\r\nBcc: c@d.e").send()
    told = [message.message() for message in mail.outbox]
    assert len(told) == 3 and not any(one["Bcc"] or one["Cc"] for one in told)
    assert all(message.recipients() == ["can.bo@example.vn"] for message in mail.outbox)


def test_what_is_shared_of_a_page_stays_in_its_quotes(client):
    year = a_year(release="public")
    Ceremony.objects.update(title=QUOTES)
    page = client.get(f"/le-ky-ket/{year.ceremony.slug}/").content.decode()
    assert "<script>alert" not in page and "<b onmouseover" not in page


@pytest.mark.parametrize("name", ["khoi", "chi-tieu", "don-vi", "nam"])
@pytest.mark.parametrize("value", [QUOTES, "\x00", "\ud800", "9" * 5000, "../..", "__class__", "%s%n"])
def test_odd_words_of_a_comparison_give_way_to_a_first_choice(client, name, value):
    a_year(release="public")
    answer = client.get("/so-sanh/", {name: value.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()


def test_a_comparison_offers_nothing_of_a_closed_bloc(client):
    """Neither by its name nor by that of a unit or year, and the page is the same as for one that never was."""
    a_year(release="public")
    closed = a_bloc(2, year=2031, name="Khối kín thử nghiệm")
    unit = a_unit("Đơn vị kín thử nghiệm")
    asked = {"khoi": closed.series.slug, "don-vi": [unit.slug, members_of(closed)[0].slug], "nam": "2031"}
    page = main_of(client.get("/so-sanh/", asked))
    assert "kín thử nghiệm" not in page and "2031" not in page
    assert page == main_of(client.get("/so-sanh/", {"khoi": "khong-co", "don-vi": ["x", "y"], "nam": "x"}))


def main_of(answer) -> str:
    return answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
