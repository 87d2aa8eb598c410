"""The feed, the map of the site, robots and health: whole, and of published things only."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from reports.actions.publications import draft_summary, release
from tests.make import a_user, members_of
from tests.reports.a_bloc_year import a_year

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def published():
    year = a_year()
    release(draft_summary(year.bloc, year.ceremony, by=a_user()), by=a_user())
    return year


def test_the_feed_names_each_summary(client, published):
    feed = ElementTree.fromstring(client.get(reverse("feed")).content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Khối thi đua lực lượng CSND Công an tỉnh: ký giao ước thi đua năm 2017"
    assert entry.find(f"{ATOM}link").get("href").endswith(reverse("publication", args=[published.ceremony.slug]))
    assert entry.findtext(f"{ATOM}summary").startswith("Chiều ngày 15/02/2017, tại Hội trường Công an tỉnh")


def test_the_map_leads_to_pages_that_open(client, published):
    places = [node.text for node in ElementTree.fromstring(client.get(reverse("sitemap")).content).iter(f"{MAP}loc")]
    paths = [place.replace("http://testserver", "") for place in places]
    assert reverse("public_unit", args=[members_of(published.bloc)[0].slug]) in paths
    assert reverse("public_ceremony", args=[published.ceremony.slug]) in paths
    assert {client.get(path).status_code for path in paths} == {200}


def test_the_map_of_a_closed_site_has_only_its_fixed_pages(client):
    a_year()
    places = list(ElementTree.fromstring(client.get(reverse("sitemap")).content).iter(f"{MAP}loc"))
    assert len(places) == 7


def test_robots_keeps_crawlers_from_staff_pages_and_names_the_map(client):
    text = client.get(reverse("robots")).content.decode()
    assert "Disallow: /quan-tri/" in text and text.rstrip().endswith("/sitemap.xml")


def test_health_answers_in_json_and_is_never_kept(client):
    answer = client.get(reverse("health"))
    assert (answer.json(), answer["Cache-Control"]) == ({"status": "ok"}, "no-store")


def test_no_public_page_asks_for_a_login_or_writes_a_session(client, published):
    for name in ("home", "bloc_list", "ceremony_list", "search", "feed", "sitemap", "robots", "health", "help"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200 and "sessionid" not in answer.cookies
