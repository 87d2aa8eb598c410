"""SYS-1: the search of people at work, its page and the palette's JSON."""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import Role
from pacts.models import Pledge
from reports.models import Report
from reports.staff_searching import search_for
from reports.views import find
from tests import make
from tests.many import a_house, fill
from tests.reports.desks import a_desk
from tests.test_list_queries import know_the_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    cache.clear()
    yield
    cache.clear()


def names(user, q):
    return [hit.name for group in search_for(user, q) for hit in group.hits]


def urls(user, q):
    return [hit.url for group in search_for(user, q) for hit in group.hits]


def test_sys_1_units_pledges_and_people_are_found_without_accents_by_each_word():
    desk = a_desk(pledges=2)
    Pledge.objects.filter(pk=desk.pledge.pk).update(name="Tỷ lệ điều tra, khám phá tội phạm đạt 92,02%")
    leader = make.a_head_of(desk.unit)
    assert "Tỷ lệ điều tra, khám phá tội phạm đạt 92,02%" in names(desk.reporter, "dieu tra kham")
    assert desk.unit.name in names(desk.reporter, desk.unit.name.upper())
    assert leader.name in names(desk.reporter, leader.name)
    assert names(desk.reporter, "dieu tra khong-co") == []
    assert names(desk.reporter, "   ") == []


def test_sys_1_an_action_names_the_unit_and_leads_to_its_sheet(client):
    desk = a_desk(units=3)
    entry = f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}&don_vi="
    assert f"{entry}{desk.unit.pk}" in urls(desk.reporter, desk.unit.name)
    own = [url for url in urls(desk.reporter, "don vi") if url.startswith(entry)]
    assert own == [f"{entry}{desk.unit.pk}"]
    assert len([url for url in urls(desk.secretary, "don vi") if url.startswith(entry)]) == 3
    client.force_login(desk.reporter)
    assert client.get(own[0]).status_code == 200


def test_sys_1_nobody_finds_what_they_may_not_see(client):
    desk, other = a_desk(pledges=1), a_desk(pledges=1)
    Pledge.objects.filter(pk=other.pledge.pk).update(name="Chuyện riêng của khối khác")
    Report.objects.create(reporting=other.reporting, unit=other.unit, state="sent", code="7KQ4-M2PX")
    make.a_user(Role.REPORTER, at=other.unit, name="Trần Thị Người Lạ")
    for q in ["chuyen rieng", other.unit.name, "7KQ4-M2PX", "7kq4", "nguoi la"]:
        found = [url for url in urls(desk.secretary, q)]
        client.force_login(desk.secretary)
        assert all(client.get(url).status_code in (200, 302) for url in found), (q, found)
    assert urls(desk.secretary, "chuyen rieng") == urls(desk.secretary, "7KQ4-M2PX") == []
    assert names(make.a_user(Role.ADMIN), "nguoi la") == ["Trần Thị Người Lạ"]
    assert names(other.secretary, "nguoi la") == []


def test_stf_13_ac_4_a_report_is_found_by_its_code_however_it_is_typed():
    desk = a_desk()
    report = Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent", code="7KQ4-M2PX")
    for q in ["7KQ4-M2PX", "7kq4m2px", "7kq4 m2px", "7KQ4", "7kq4-m2"]:
        assert report.get_absolute_url() in urls(desk.commander, q), q
    assert report.get_absolute_url() not in urls(desk.commander, "m2px")


def test_sys_1_everything_found_opens(client):
    house = a_house()
    fill(house, 3)
    for who in ("admin", "secretary", "commander"):
        client.force_login(house.people[who])
        for q in ("don vi", "khoi", "le", "nguyen", "ket qua"):
            for url in urls(house.people[who], q):
                assert client.get(url.partition("#")[0]).status_code in (200, 302), (who, q, url)


def test_sys_1_the_page_and_the_palette_say_the_same(client):
    desk = a_desk(pledges=1)
    client.force_login(desk.secretary)
    told = client.get(reverse("find_suggest"), {"q": desk.unit.name}).json()
    hits = [hit["url"] for group in told["groups"] for hit in group["hits"]]
    text = client.get(reverse("find"), {"q": desk.unit.name}).content.decode()
    assert hits and all(url.replace("&", "&amp;") in text for url in hits)
    assert all(set(hit) == {"name", "url", "note"} for group in told["groups"] for hit in group["hits"])
    assert client.get(reverse("find_suggest"), {"q": ""}).json() == {"q": "", "groups": []}
    assert len(client.get(reverse("find_suggest"), {"q": "a" * 5000}).json()["q"]) == 100
    assert client.get(reverse("find"), {"q": "<script>"}).status_code == 200


def test_sys_1_a_stranger_is_asked_to_log_in(client):
    for name in ("find", "find_suggest"):
        assert client.get(reverse(name)).status_code == 302


def test_sys_1_who_asks_too_often_waits(client, monkeypatch):
    monkeypatch.setattr(find, "MOST_A_MINUTE", 2)
    monkeypatch.setattr(time, "time", lambda: 1_500_000_030)
    client.force_login(make.a_user(Role.ADMIN))
    answers = [client.get(reverse("find_suggest"), {"q": "a"}) for __ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "30"
    page = client.get(reverse("find"), {"q": "a"})
    assert page.status_code == 429 and "30" in page.content.decode()


def test_sys_1_the_search_asks_equally_often_for_3_and_300_rows_and_is_quick(client):
    house = a_house()
    counts = {}
    for rows in (3, 300):
        fill(house, rows)
        know_the_rows()
        for who in ("admin", "secretary", "commander"):
            client.force_login(house.people[who])
            client.get(reverse("find"), {"q": "don vi"})
            with CaptureQueriesContext(connection) as asked:
                began = time.perf_counter()
                assert client.get(reverse("find_suggest"), {"q": "don vi"}).status_code == 200
                took = time.perf_counter() - began
            counts.setdefault(who, []).append(len(asked))
    assert all(few == many for few, many in counts.values()), counts
    assert took < 0.9, took  # 300 ms on a quiet machine; three times that where the tests share it
