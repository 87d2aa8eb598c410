"""Every page a role can reach by links, read as a person would (screens: G-1, G-3, G-4, G-5)."""

import io
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from blocs.models import User
from reports import demo
from tests.illustrative_pages import BAR, bar_due
from tests.reading import Page, broken_values, english_leftovers, is_normal, vietnamese_leftovers
from tests.test_list_queries import know_the_rows

pytestmark = pytest.mark.django_db  # the tables are made only for modules that say so
SAMPLES = 2  # pages read of each view
PAPERS = ("/ban-in/", "/bien-ban/du-thao/")  # sheets to print and sign: in Vietnamese, without the frame of a page
NOT_PAGES = {"set_language", "sitemap", "robots", "feed", "photo", "emblem", "health"}


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo's data and accounts, loaded once and rolled back at the end."""
    from django.conf import settings

    with django_db_blocker.unblock():
        kept, settings.VAR_DIR = settings.VAR_DIR, tmp_path_factory.mktemp("var")
        with transaction.atomic():
            call_command("load_season", *sorted(map(str, demo.SEASONS.glob("*.json"))), stdout=io.StringIO())
            demo.ensure_body()
            demo.ensure_accounts()
            demo.ensure_desk()
            know_the_rows()
            yield
            transaction.set_rollback(True)
        settings.VAR_DIR = kept


def pages(client: Client, samples: int = SAMPLES):
    """(address, answer) of each page found by following links from the home page and the first page after login."""
    seen, read, waiting = set(), Counter(), ["/", "/sau-dang-nhap/"]
    while waiting:
        address = waiting.pop(0)
        view = view_of(address)
        if address in seen or view is None or view in NOT_PAGES or read[view] >= samples:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        read[view] += 1
        if "html" not in answer.headers.get("Content-Type", ""):
            continue
        page = Page(answer.content.decode())
        yield address, answer, page
        waiting += [link for link in page.links if link.startswith(("/", "?"))]


def view_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


def read_as(who: str) -> list[tuple]:
    client = Client()
    if who:
        client.force_login(User.objects.get(username=who))
    return list(pages(client))


@pytest.fixture(scope="module", params=["", *demo.ACCOUNTS], ids=lambda who: who or "khach")
def reading(request, demo_site, django_db_blocker):
    with django_db_blocker.unblock():
        yield read_as(request.param)


SCORING = {"pacts:table_detail", "reports:scoring_detail", "reports:sheet_detail", "reports:why_rank"}
RESULTS = {"reports:result_list", "reports:result_detail", "public_results", "public_result"}


def test_whoever_is_logged_in_is_led_to_the_pages_of_scoring(reading):
    """So that the tests below read them too; a stranger is led to none but the public ones."""
    met = {view_of(address) for address, _answer, _page in reading}
    is_staff = "reports:my_tasks" in met
    assert (SCORING | RESULTS) - met == set() if is_staff else not met & SCORING


def test_every_link_leads_to_a_page(reading):
    assert [(address, answer.status_code) for address, answer, _ in reading if answer.status_code != 200] == []
    assert len(reading) > 8


def test_every_page_has_its_frame(reading):
    odd = []
    for address, answer, page in reading:
        where = answer.wsgi_request.path
        if where.startswith("/quan-tri/") or where.endswith(PAPERS):  # Django's frame; a sheet of paper
            continue
        if page.language != "vi" or page.headings != 1 or not {"header", "nav", "main", "footer"} <= page.landmarks:
            odd.append((address, page.language, page.headings, page.landmarks))
    assert odd == []


def test_no_page_speaks_english(reading):
    assert {address: found for address, _, page in reading if (found := english_leftovers(page))} == {}


def test_no_page_shows_a_broken_value(reading):
    assert {address: found for address, _, page in reading if (found := broken_values(page))} == {}
    assert [address for address, _, page in reading if not is_normal(page)] == []


def test_the_illustrative_bar_stands_where_it_is_due_and_nowhere_else(reading):
    due = {address: bar_due(resolve(answer.wsgi_request.path)) for address, answer, _ in reading}
    stands = {address: BAR in answer.content.decode() for address, answer, _ in reading}
    assert {address: stands[address] for address in due if due[address] not in (None, stands[address])} == {}
    assert sum(one is not None for one in due.values()) > 8


IN_ENGLISH = ["", "thu-ky", "thuong-truc"]


@pytest.mark.parametrize("who", IN_ENGLISH, ids=lambda who: who or "khach")
def test_english_pages_tell_what_is_vietnamese(demo_site, who):
    """No text of ours is left untranslated; what people wrote in Vietnamese says so (decision 20)."""
    client = Client(headers={"accept-language": "en"})
    if who:
        client.force_login(User.objects.get(username=who))
    read = [(address, page) for address, _answer, page in pages(client, 1) if not address.startswith("/tro-giup/")]
    assert len(read) > 8
    assert [address for address, page in read if page.language != "en" and not address.endswith(PAPERS)] == []
    assert {
        address: found for address, page in read if page.language == "en" and (found := vietnamese_leftovers(page))
    } == {}
