"""The public calendar: published meetings and phases only, as RFC 5545 asks."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Bloc
from pacts.models import Ceremony
from tests.make import a_bloc, a_ceremony, a_phase, a_season
from tests.reports.a_bloc_year import a_year

pytestmark = pytest.mark.django_db


def lines(client) -> list[str]:
    """As a calendar unfolds them; no line is longer than 75 octets before."""
    answer = client.get(reverse("calendar"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


@pytest.fixture
def ceremony():
    year = a_year(release="public")
    Ceremony.objects.update(title="Lễ ký; 13 đơn vị, một lời hứa", starts_at=time(14, 5))
    return year.ceremony


def test_a_meeting_has_its_hour_place_and_page(client, ceremony):
    found = lines(client)
    assert {"DTSTART:20170215T070500Z", "LOCATION:Hội trường Công an tỉnh", "STATUS:CONFIRMED"} <= set(found)
    assert "SUMMARY:Lễ ký\\; 13 đơn vị\\, một lời hứa" in found
    assert f"URL:http://testserver/le-ky-ket/{ceremony.slug}/" in found


def test_a_cancelled_one_says_so_and_a_range_ends_after_its_last_day(client, ceremony):
    dates = {"precision": "range", "on": date(2017, 2, 15), "until": date(2017, 2, 16)}
    Ceremony.objects.update(state="cancelled", **dates)
    assert {"STATUS:CANCELLED", "DTSTART;VALUE=DATE:20170215", "DTEND;VALUE=DATE:20170217"} <= set(lines(client))


@pytest.mark.parametrize("facts", [{"release": "closed"}, {"precision": "month"}, {"precision": "unknown", "on": None}])
def test_what_is_closed_or_has_no_day_is_not_in_it(client, ceremony, facts):
    Ceremony.objects.update(**facts)
    assert not [line for line in lines(client) if line.startswith("SUMMARY:Lễ ký")]


def test_phases_of_running_seasons_of_public_blocs(client):
    this_year = timezone.localdate().year
    bloc = a_bloc(1, year=this_year, release="public")
    a_phase(bloc.season, "half", name="6 tháng đầu năm", ends_on=date(this_year, 6, 30))
    assert f"DTSTART;VALUE=DATE:{this_year}0630" in lines(client)
    Bloc.objects.update(release="closed")
    assert not [line for line in lines(client) if line.startswith("UID:phase")]


def test_the_phases_of_old_seasons_are_gone(client):
    bloc = a_bloc(1, year=timezone.localdate().year - 3, release="public")
    a_phase(bloc.season, "half", name="6 tháng đầu năm", ends_on=bloc.season.starts_on + timedelta(days=180))
    assert not [line for line in lines(client) if line.startswith("UID:phase")]


def test_a_hidden_bloc_of_a_public_meeting_is_not_named(client, ceremony):
    hidden = Bloc.objects.create(series=ceremony.blocs.first().series, season=a_season(2019), name="BÍ-MẬT")
    ceremony.blocs.add(hidden)
    a_ceremony(hidden, title="BÍ-MẬT họp")
    assert not [line for line in lines(client) if "BÍ-MẬT" in line]


def test_the_same_thing_keeps_its_name_and_the_file_its_bytes(client, ceremony):
    first = client.get(reverse("calendar")).content
    Ceremony.objects.update(title="Tên khác")
    uids = [line for line in lines(client) if line.startswith("UID:")]
    assert [line for line in first.decode().split("\r\n") if line.startswith("UID:")] == uids
    assert client.get(reverse("calendar")).content == client.get(reverse("calendar")).content


def test_it_is_the_same_in_every_language(client, ceremony):
    before = client.get(reverse("calendar")).content
    client.cookies["django_language"] = "en"
    assert client.get(reverse("calendar")).content == before
