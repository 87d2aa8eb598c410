"""Every public page: open when published, 404 before, 410 with the reason after; staff read closed ones."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image

from blocs.models import Bloc, Role
from pacts.models import Ceremony
from reports.actions.publications import draft_summary, release
from reports.models import Figure
from tests.make import a_bloc, a_phase, a_season, a_user, the_cast
from tests.reports.a_bloc_year import a_year, pages, text

pytestmark = pytest.mark.django_db
MOST_BYTES = 150 * 1024
FIXED = [
    "home",
    "bloc_list",
    "ceremony_list",
    "publication_index",
    "search",
    "help",
    "accessibility",
    "health",
    "feed",
    "sitemap",
    "robots",
]


@pytest.fixture
def year():
    return a_year(release="public")


# --- open, closed, withdrawn ---------------------------------------------------------


@pytest.mark.parametrize("name", FIXED)
@pytest.mark.parametrize("is_empty", [True, False])
def test_fixed_pages_are_open_on_an_empty_site_and_on_a_full_one(client, name, is_empty):
    if not is_empty:
        a_year(release="public")
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["season", "figures", "bloc", "ceremony"])
def test_published_pages_are_open_and_light(client, year, name):
    response = client.get(pages(year)[name])
    assert response.status_code == 200
    assert len(response.content) < MOST_BYTES
    page = response.content.decode()
    assert page.count("<h1") == 1 and "None" not in re.sub(r"<script.*?</script>", "", page, flags=re.S)


@pytest.mark.parametrize("name", ["season", "figures", "bloc", "ceremony"])
def test_closed_pages_are_not_there(client, name):
    assert client.get(pages(a_year())[name]).status_code == 404


@pytest.mark.parametrize("name", ["season", "figures", "bloc", "ceremony"])
def test_withdrawn_pages_say_why(client, name):
    gone = client.get(pages(a_year(release="withdrawn", withdrawn_reason="Công bố nhầm năm"))[name])
    assert (gone.status_code, "Công bố nhầm năm" in gone.content.decode()) == (410, True)


@pytest.mark.parametrize("name", ["season", "figures", "bloc", "ceremony"])
def test_staff_read_closed_pages_under_a_ribbon_and_others_do_not(client, name):
    year = a_year()
    cast = the_cast(year.bloc)
    client.force_login(cast["reporter"])
    assert 'data-testid="ribbon"' in text(client, pages(year)[name])
    client.force_login(cast["stranger"])
    assert client.get(pages(year)[name]).status_code == 404


def test_a_public_page_has_no_ribbon(client, year):
    assert all('data-testid="ribbon"' not in text(client, address) for address in pages(year).values())


@pytest.mark.parametrize(
    "address",
    [
        "/khoi/khong-co/",
        "/khoi/khong-co/2017/",
        "/le-ky-ket/khong-co/",
        "/don-vi/khong-co/",
        "/tin/khong-co/",
        "/tin/khong-co/1/",
        "/anh/999/",
        "/bieu-trung/",
    ],
)
def test_what_is_not_there_is_404(client, year, address):
    assert client.get(address).status_code == 404


def test_a_page_that_did_not_change_is_not_sent_again(client, year):
    first = client.get(pages(year)["season"])
    assert client.get(pages(year)["season"], headers={"If-None-Match": first["ETag"]}).status_code == 304
    Bloc.objects.filter(pk=year.bloc.pk).update(slogan="Khẩu hiệu mới")
    assert client.get(pages(year)["season"], headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_are_only_read(client, year):
    assert client.post(pages(year)["season"]).status_code == 405


# --- home ----------------------------------------------------------------------------


def test_home_before_anything_is_published_says_so(client):
    assert _("No emulation year has been published.") in text(client, "/")


def test_home_shows_the_season_its_figures_and_its_summary(client, year):
    summary = release(draft_summary(year.bloc, year.ceremony, by=a_user()), by=a_user())
    page = text(client, "/")
    for words in (year.bloc.name, "92,02%", "giảm trên cả 03 tiêu chí", year.ceremony.title, summary.title):
        assert words in page
    assert page.count('class="tile"') == 4


def test_a_headline_says_its_change_in_words(client, year):
    before = Bloc.objects.create(series=year.bloc.series, season=a_season(2015), name="Khối", release="closed")
    facts = {"bloc": before, "phase": a_phase(before.season), "indicator": "Tỷ lệ điều tra, khám phá án hình sự"}
    Figure.objects.create(**facts, value="90.77", measure="%", release="public")
    page = text(client, "/")
    assert _("up") in page and "1,25" in page


def test_a_withheld_headline_says_only_that(client, year):
    Figure.objects.filter(indicator__startswith="Tỷ lệ điều tra, khám").update(is_withheld=True)
    page = text(client, "/")
    assert (_("Withheld from publication") in page, "92,02" in page) == (True, False)


# --- summaries, search, pictures -----------------------------------------------------


def test_a_draft_is_not_there_and_staff_see_it_under_a_ribbon(client, year):
    draft = draft_summary(year.bloc, year.ceremony, by=a_user())
    addresses = [reverse("publication", args=[draft.thread]), reverse("publication_revision", args=[draft.thread, 1])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(the_cast(year.bloc)["secretary"])
    assert all('data-testid="ribbon"' in text(client, address) for address in addresses)


@pytest.mark.parametrize("q", ["nguyen van hai", "Nguyễn Văn Hai", "NGUYEN  hai"])
def test_search_finds_people_with_or_without_accents(client, year, q):
    page = text(client, reverse("search"), q=q)
    assert "Đại tá Nguyễn Văn Hai" in page and pages(year)["ceremony"] in page


def test_search_finds_nothing_that_is_closed(client):
    a_year()
    page = text(client, reverse("search"), q="nguyen van hai")
    assert 'data-testid="hits"' not in page


def test_search_without_a_hit_says_what_to_try(client, year):
    assert 'role="status"' in text(client, reverse("search"), q="khong co gi")


@pytest.fixture
def photo(year):
    data = BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    facts = {"caption": "Các đơn vị ký giao ước", "alt": "Đại diện các đơn vị đứng quanh bàn ký"}
    return year.ceremony.photos.create(image=ContentFile(data.getvalue(), "a.png"), **facts)


def test_a_photo_follows_its_ceremony(client, year, photo):
    address = reverse("photo", args=[photo.pk])
    shown = client.get(address)
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/png", "nosniff")
    assert address in text(client, pages(year)["ceremony"])
    Ceremony.objects.filter(pk=year.ceremony.pk).update(release="closed")
    assert client.get(address).status_code == 404
    client.force_login(the_cast(year.bloc)["reporter"])
    own = client.get(address)
    assert (own.status_code, own["Cache-Control"]) == (200, "private, no-store")
    client.force_login(the_cast(a_bloc())["reporter"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.SECRETARY, "reports:my_tasks"),
        (Role.REPORTER, "reports:my_tasks"),
        (Role.COMMANDER, "reports:board"),
        (Role.STANDING, "reports:board"),
        (Role.ADMIN, "admin:index"),
        (None, "home"),
    ],
)
def test_work_begins_where_the_role_works(client, role, page):
    bloc = a_bloc()
    place = {Role.SECRETARY: bloc, Role.ADMIN: None}.get(role, bloc.series.organiser)
    client.force_login(a_user(role, at=place))
    response = client.get(reverse("after_login"), follow=True)
    assert response.redirect_chain[0][0] == reverse(page) and response.status_code == 200
