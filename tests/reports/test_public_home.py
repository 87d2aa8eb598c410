"""The home page (PUB-1), what is passed on of a page, and when a thing is public."""

import re
from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from blocs.models import Bloc, Body, Movement
from pacts.models import Ceremony, Pact
from reports.actions.publications import draft_summary, release
from reports.models import Figure, Publication, Result, result_guard
from tests.make import a_phase, a_season, a_user, the_cast
from tests.make_results import a_published_result
from tests.reports.a_bloc_year import a_year, pages, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return a_year(release="public")


def part(page: str, testid: str) -> str:
    return page.partition(f'data-testid="{testid}"')[2][:2000]


def meta(page: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)"', page)
    return unescape(found.group(1)) if found else ""


def test_home_names_its_body_and_the_parent_above_it(client, year):
    Body.objects.create(name="Công an tỉnh Minh Họa", parent_name="Bộ Công an")
    page = text(client, "/")
    assert page.index('"house-parent"') < page.index('"house-name"') and "Bộ Công an" in page
    assert "Công an tỉnh Minh Họa</span></h1>" in page


def test_home_names_the_movement_of_a_sealed_pact_only(client, year):
    movement, _made = Movement.objects.get_or_create(name="Vì An ninh Tổ quốc")
    year.pact.movements.add(movement)
    assert "“Vì An ninh Tổ quốc”" in part(text(client, "/"), "movement")
    Pact.objects.filter(pk=year.pact.pk).update(state="open", sealed_at=None, digest="")
    assert 'data-testid="movement"' not in text(client, "/")


def test_pub_1_ac_5_a_headline_has_unit_period_and_direction_and_no_colour_of_its_sign(client, year):
    earlier = Bloc.objects.create(series=year.bloc.series, season=a_season(2015), name="Khối", release="closed")
    facts = {"bloc": earlier, "phase": a_phase(earlier.season), "measure": "%", "release": "public"}
    Figure.objects.create(**facts, indicator="Tỷ lệ điều tra, khám phá án hình sự", value="90.77")
    Figure.objects.create(**facts, indicator="Tỷ lệ điều tra kết luận", value="93")
    tiles = re.findall(r'<div class="tile".*?</div>', text(client, "/"), flags=re.S)
    assert len(tiles) == 4
    assert "92,02%" in tiles[0] and "Năm 2016" in tiles[0] and "tăng 1,25 điểm %" in tiles[0]
    assert "91,23%" in tiles[2] and "giảm 1,77 điểm %" in tiles[2]
    found = {one.replace(" is-words", "") for tile in tiles for one in re.findall(r'class="([^"]+)"', tile)}
    assert found == {"tile", "tile-figure", "tile-word", "tile-note"}


def test_home_tells_the_latest_ceremony_with_photo_day_and_units(client, year):
    data = BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    photo = year.ceremony.photos.create(
        image=ContentFile(data.getvalue(), "a.png"), caption="Lễ ký", alt="Đại diện các đơn vị ký giao ước"
    )
    told = part(text(client, "/"), "latest-ceremony")
    for words in (
        reverse("photo", args=[photo.pk]),
        'loading="lazy"',
        "Đại diện các đơn vị",
        "15/02/2017",
        "13 đơn vị",
    ):
        assert words in told


def test_home_leads_to_published_results(client):
    result = a_published_result()
    assert 'data-testid="results"' not in text(client, "/")
    Bloc.objects.filter(pk=result.bloc_id).update(release="public")
    assert reverse("public_result", args=[result.bloc.series.slug, result.bloc.season.slug]) in part(
        text(client, "/"), "results"
    )


def test_home_says_that_it_stands_between_two_seasons(client, year):
    assert 'data-testid="between"' in text(client, "/")
    today = timezone.localdate()
    type(year.bloc.season).objects.update(starts_on=date(today.year, 1, 1), ends_on=today + timedelta(days=1))
    assert 'data-testid="between"' not in text(client, "/")


def test_pub_1_ac_1_withdrawn_is_gone_at_the_next_load_and_says_why(client, year):
    assert year.bloc.name in text(client, "/")
    Bloc.objects.filter(pk=year.bloc.pk).update(release="withdrawn", withdrawn_reason="Công bố nhầm năm")
    Ceremony.objects.update(release="withdrawn", withdrawn_reason="Công bố nhầm lễ")
    page = text(client, "/")
    assert year.bloc.name not in page and year.ceremony.title not in page
    assert client.get(pages(year)["ceremony"]).status_code == 410


def test_pub_1_ac_1_what_is_dated_later_is_not_there_yet(client, year):
    """A season file may bring a day to come; until then the summary is nowhere."""
    summary = release(draft_summary(year.bloc, year.ceremony, by=a_user()), by=a_user())
    Publication.objects.filter(pk=summary.pk).update(published_at=timezone.now() + timedelta(hours=1))
    address = reverse("publication", args=[summary.thread])
    assert client.get(address).status_code == 404
    assert client.get(reverse("publication_revision", args=[summary.thread, 1])).status_code == 404
    for place in ("/", reverse("publication_index"), reverse("feed"), reverse("sitemap")):
        assert address not in client.get(place).content.decode()


def test_a_result_dated_later_is_not_there_yet(client):
    result = a_published_result()
    Bloc.objects.filter(pk=result.bloc_id).update(release="public")
    address = reverse("public_result", args=[result.bloc.series.slug, result.bloc.season.slug])
    assert client.get(address).status_code == 200
    result_guard.remove(connection)
    Result.objects.filter(pk=result.pk).update(published_at=timezone.now() + timedelta(hours=1))
    result_guard.install(connection)
    assert client.get(address).status_code == 404 and address not in text(client, "/")


# --- What is passed on ------------------------------------------------------------------------------


def test_every_public_page_tells_those_who_pass_it_on(client, year):
    for address in (*pages(year).values(), "/", "/so-sanh/", reverse("search")):
        page = text(client, address)
        assert meta(page, "og:title") and meta(page, "og:description") == meta(page, "description") != ""
        assert meta(page, "og:url").partition("?")[0] == f"http://testserver{address}"
    assert meta(text(client, pages(year)["ceremony"]), "og:title").startswith(year.ceremony.title)


def test_names_are_passed_on_as_they_are_written(client, year):
    Bloc.objects.filter(pk=year.bloc.pk).update(name='Khối "A" & <B>', slogan="Kỷ cương & trách nhiệm")
    page = text(client, pages(year)["season"])
    assert meta(page, "og:title").startswith('Khối "A" & <B>')
    assert meta(page, "og:description") == "“Kỷ cương & trách nhiệm”"


def test_a_closed_page_passes_nothing_on(client):
    year = a_year()
    client.force_login(the_cast(year.bloc)["secretary"])
    assert meta(text(client, pages(year)["season"]), "og:title") == ""


def test_the_calendar_and_the_feed_are_announced(client, year):
    page = text(client, "/")
    assert f'type="text/calendar" href="{reverse("calendar")}"' in page
    assert f'type="application/atom+xml" href="{reverse("feed")}"' in page
