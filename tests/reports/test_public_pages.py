"""Every public page: open when published, 404 before, 410 with the reason after; staff read closed ones under a ribbon."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from blocs.models import Bloc, FormerAddress, Headship, Membership, Succession, UnitPast
from pacts.models import AgendaItem, Ceremony, Contribution, OwnTarget, Pledge, Signature
from reports.actions.publications import draft_summary, release
from reports.models import Figure, Honour, Publication
from tests.make import a_bloc, a_ceremony, a_phase, a_season, a_title, a_unit, a_user, members_of, the_cast
from tests.reports.a_bloc_year import Year, a_year

pytestmark = pytest.mark.django_db
MOST_BYTES = 150 * 1024


@pytest.fixture
def year():
    return a_year(release="public")


def season_url(bloc, name="public_season"):
    return reverse(name, args=[bloc.series.slug, bloc.season.slug])


def pages(year: Year) -> dict[str, str]:
    """The address of each kind of page that has a release level."""
    return {
        "season": season_url(year.bloc),
        "figures": season_url(year.bloc, "public_figures"),
        "bloc": reverse("public_bloc", args=[year.bloc.series.slug]),
        "ceremony": reverse("public_ceremony", args=[year.ceremony.slug]),
    }


FIXED = ["home", "bloc_list", "ceremony_list", "publication_index", "search", "help", "accessibility", "health", "feed", "sitemap", "robots"]


def text(client, address, **data):
    response = client.get(address, data)
    assert response.status_code == 200, address
    return response.content.decode()


# --- open, closed, withdrawn ------------------------------------------------------------------------


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


@pytest.mark.parametrize("address", ["/khoi/khong-co/", "/khoi/khong-co/2017/", "/le-ky-ket/khong-co/", "/don-vi/khong-co/", "/tin/khong-co/", "/tin/khong-co/1/", "/anh/999/", "/bieu-trung/"])
def test_what_is_not_there_is_404(client, year, address):
    assert client.get(address).status_code == 404


def test_a_page_that_did_not_change_is_not_sent_again(client, year):
    first = client.get(pages(year)["season"])
    assert client.get(pages(year)["season"], headers={"If-None-Match": first["ETag"]}).status_code == 304
    Bloc.objects.filter(pk=year.bloc.pk).update(slogan="Khẩu hiệu mới")
    assert client.get(pages(year)["season"], headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_are_only_read(client, year):
    assert client.post(pages(year)["season"]).status_code == 405


# --- home ---------------------------------------------------------------------------------------------


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


# --- bloc ---------------------------------------------------------------------------------------------


def test_units_stand_in_precedence_order_or_by_name(client, year):
    unit = members_of(year.bloc)[-1]
    unit.name = "Ban Tham mưu"
    unit.save()
    address = pages(year)["bloc"]
    names = [name for name in re.findall(r'href="/don-vi/[^"]+">([^<]+)</a>', text(client, address)) if name != str(year.bloc.series.organiser)]
    assert names == [*(f"Đơn vị {n:02}" for n in range(1, 13)), "Ban Tham mưu"]
    sorted_names = re.findall(r'<li>\s*<a href="/don-vi/[^"]+">([^<]+)</a>', text(client, address, **{"sap-xep": "ten"}))
    assert sorted_names[0] == "Ban Tham mưu" and len(sorted_names) == 13


def test_an_old_address_leads_to_the_new_one(client, year):
    FormerAddress.objects.create(series=year.bloc.series, slug="khoi-cu")
    moved = client.get("/khoi/khoi-cu/")
    assert (moved.status_code, moved["Location"]) == (301, pages(year)["bloc"])
    assert client.get(f"/khoi/khoi-cu/{year.bloc.season.slug}/").status_code == 301


def test_a_stranger_sees_only_the_public_seasons_of_a_bloc(client, year):
    hidden = Bloc.objects.create(series=year.bloc.series, season=a_season(2018), name="Tên năm sau")
    assert "Tên năm sau" not in text(client, pages(year)["bloc"])
    assert client.get(pages(year)["bloc"], {"nam": "2018"}).status_code == 404
    client.force_login(the_cast(hidden_bloc(hidden))["secretary"])
    assert "Tên năm sau" in text(client, pages(year)["bloc"])


def hidden_bloc(bloc):
    for n in range(2):
        Membership.objects.create(bloc=bloc, unit=a_unit(parent=bloc.series.organiser), order=n + 1)
    return bloc


def test_a_merged_unit_says_into_what_and_from_when(client, year):
    unit, other = members_of(year.bloc)[:2]
    Succession.objects.create(before=unit, after=other, kind="merged", on=date(2017, 3, 1))
    page = text(client, pages(year)["bloc"])
    assert "01/03/2017" in page


def test_a_stated_count_stands_without_names(client):
    bloc = a_bloc(0, release="public", stated_unit_count=9)
    page = text(client, season_url(bloc))
    assert _("%(shown)s units (the source gives no names)") % {"shown": "09"} in page


# --- season -------------------------------------------------------------------------------------------


def test_the_season_tells_pact_pledges_digest_source_and_remarks(client, year):
    pledge = Pledge.objects.get(name="Khám phá án hình sự")
    OwnTarget.objects.create(pledge=pledge, membership=year.bloc.memberships.first(), target=95)
    page = text(client, pages(year)["season"])
    for words in (
        "Phòng, chống tội phạm", "Oan sai", "không để xảy ra", "≥ 90%", "≥ 95%", "Quản lý cán bộ", "Vì An ninh Tổ quốc",
        "a" * 64, "Báo điện tử, 15/02/2017", "Tỉnh không được nêu tên", "92,02%",
        _("the source cannot be looked up as it is written"), _("inferred, not stated by the source"), _("name not given by the source"),
    ):  # fmt: skip
        assert words in page, words
    assert page.count('data-testid="pledge"') == Pledge.objects.filter(pact=year.pact).count()
    assert page.count('aria-current="step"') == 1


def test_a_pact_that_is_not_sealed_is_not_shown(client, year):
    type(year.pact).objects.update(state="open", sealed_at=None, digest="")
    assert "Oan sai" not in text(client, pages(year)["season"])


def test_heads_say_how_they_were_chosen(client, year):
    Headship.objects.create(bloc=year.bloc, unit=members_of(year.bloc)[0], part="head", chosen="assigned", note="Bộ giao")
    page = text(client, pages(year)["season"])
    assert _("assigned by the superior") in page and "Bộ giao" in page


def test_honours_show_when_released(client, year):
    facts = {"bloc": year.bloc, "title": a_title("Cờ thi đua của Bộ Công an"), "status": "proposed", "count": 2}
    honour = Honour.objects.create(**facts, authority="Bộ Công an", note="theo phiếu kín")
    assert "Cờ thi đua của Bộ Công an" not in text(client, pages(year)["season"])
    Honour.objects.filter(pk=honour.pk).update(release="public")
    page = text(client, pages(year)["season"])
    assert "Cờ thi đua của Bộ Công an: đề nghị 02" in page and "theo phiếu kín" in page


def test_the_yellow_bar_stands_on_illustrative_pages_only(client, year):
    assert "illustrative-bar" not in text(client, pages(year)["season"])
    Bloc.objects.filter(pk=year.bloc.pk).update(is_illustrative=True)
    for name in ("season", "figures", "bloc", "ceremony"):
        assert "illustrative-bar" in text(client, pages(year)[name])
    assert "illustrative-bar" not in text(client, "/")


# --- figures ------------------------------------------------------------------------------------------


def test_figures_show_parts_target_and_change(client, year):
    pledge = Pledge.objects.get(name="Khám phá án hình sự")
    facts = {"bloc": year.bloc, "pledge": pledge, "phase": a_phase(year.bloc.season), "release": "public"}
    unit = members_of(year.bloc)[0]
    Figure.objects.create(**facts, numerator=29, denominator=31)
    Figure.objects.create(**facts, unit=unit, numerator=9, denominator=10)
    page = text(client, pages(year)["figures"])
    assert "93,55% (29/31)" in page and "≥ 90%" in page and "90% (9/10)" in page
    assert "90% (9/10)" in text(client, pages(year)["figures"], **{"don-vi": unit.slug})
    assert client.get(pages(year)["figures"], {"don-vi": "khong-co"}).status_code == 404


# --- ceremony -----------------------------------------------------------------------------------------


def test_the_ceremony_tells_everything(client, year):
    AgendaItem.objects.create(ceremony=year.ceremony, title="Thông qua Quy chế", is_adoption=True, votes_for=12, votes_against=1)
    Contribution.objects.create(ceremony=year.ceremony, amount=20, measure="triệu đồng", purpose="xây nhà tình nghĩa")
    for order, unit in enumerate(members_of(year.bloc), start=1):
        at = timezone.make_aware(timezone.datetime(2017, 2, 15, 14, order))
        Signature.objects.create(pact=year.pact, ceremony=year.ceremony, unit=unit, unit_name=unit.name, name="Lê Văn Ký", rank="Thượng tá", order=order, signed_at=at)
    page = text(client, pages(year)["ceremony"])
    assert "đồng chí Đại tá\u00a0Nguyễn Văn Hai, Đại tá\u00a0Trần Thị Ba, UVTV Đảng ủy, Phó Giám đốc Công an tỉnh" in page
    for words in ("15/02/2017", "chiều", "Hội trường Công an tỉnh", "Thông qua Quy chế", "xây nhà tình nghĩa", "92,02%", "Oan sai", "Công bằng trong đánh giá", "14:13, 15/02/2017"):
        assert words in page, words
    assert len(re.findall(r'<td class="order">', page)) == 13


def test_people_stand_by_rank_within_their_part(client, year):
    year.ceremony.attendees.create(name="Phạm Cao", rank="Thiếu tướng", order=9, part="directing")
    page = text(client, pages(year)["ceremony"])
    assert page.index("Phạm Cao") < page.index("Nguyễn Văn Hai")


@pytest.mark.parametrize(
    "facts, word",
    [
        ({"state": "planned"}, "Upcoming"),
        ({"state": "planned", "postponed_from": date(2017, 2, 10)}, "Postponed"),
        ({"state": "live"}, "Under way"),
        ({"state": "held"}, "Held"),
        ({"state": "cancelled"}, "Cancelled"),
    ],
)
def test_the_state_is_a_word(client, year, facts, word):
    Ceremony.objects.filter(pk=year.ceremony.pk).update(**facts)
    assert _(word) in text(client, pages(year)["ceremony"])


def test_nothing_is_signed_before_the_day(client, year):
    Signature.objects.create(pact=year.pact, ceremony=year.ceremony, unit=members_of(year.bloc)[0], unit_name="Đơn vị 01")
    Ceremony.objects.filter(pk=year.ceremony.pk).update(state="planned")
    assert 'data-testid="signatures"' not in text(client, pages(year)["ceremony"])


def test_a_struck_signature_is_not_shown(client, year):
    facts = {"struck_at": timezone.now(), "struck_reason": "Ghi nhầm", "name": "Người Nhầm"}
    Signature.objects.create(pact=year.pact, ceremony=year.ceremony, unit=members_of(year.bloc)[0], **facts)
    assert "Người Nhầm" not in text(client, pages(year)["ceremony"])


# --- unit ---------------------------------------------------------------------------------------------


def test_a_unit_shows_old_names_course_and_honours(client, year):
    unit = members_of(year.bloc)[0]
    UnitPast.objects.create(unit=unit, name="Tên cũ của đơn vị", until_on=date(2016, 12, 31))
    Honour.objects.create(bloc=year.bloc, title=a_title("Đơn vị quyết thắng"), status="awarded", unit=unit, release="public")
    blocs = {2017: year.bloc}
    for number in (2015, 2016):
        season = a_season(number)
        blocs[number] = Bloc.objects.filter(series=year.bloc.series, season=season).first() or Bloc.objects.create(series=year.bloc.series, season=season, name="K")
        Bloc.objects.filter(pk=blocs[number].pk).update(release="public")
    for number, value in [(2015, "88.10"), (2016, "90.77"), (2017, "92.02")]:
        facts = {"bloc": blocs[number], "phase": a_phase(blocs[number].season), "indicator": "Tỷ lệ khám phá", "measure": "%"}
        Figure.objects.create(unit=unit, value=value, release="public", **facts)
    page = text(client, reverse("public_unit", args=[unit.slug]))
    for words in ("Tên cũ của đơn vị", "2015–2017: 88,1% → 90,77% → 92,02%", "<svg", "Đơn vị quyết thắng: được tặng Đơn vị 01", "Năm 2015"):
        assert words in page, words


def test_a_unit_of_no_public_bloc_is_not_there(client):
    year = a_year()
    address = reverse("public_unit", args=[members_of(year.bloc)[0].slug])
    assert client.get(address).status_code == 404
    client.force_login(the_cast(year.bloc)["secretary"])
    assert 'data-testid="ribbon"' in text(client, address)


# --- summaries, search, pictures ----------------------------------------------------------------------


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


def test_after_login_leads_to_the_tasks(client):
    client.force_login(a_user())
    assert client.get(reverse("after_login"))["Location"] == reverse("reports:my_tasks")


# --- equally many queries -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["home", "bloc_list", "ceremony_list", "publication_index", "feed", "search", "sitemap"])
def test_lists_ask_the_database_equally_often(client, name):
    counts = []
    for rows in (1, 3, 30):
        published_years(rows)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name), {"q": "khoi"}).status_code == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


def published_years(rows: int) -> None:
    """So many in all."""
    have = Publication.objects.count()
    for year in range(have, rows):
        bloc = a_bloc(2, release="public")
        ceremony = a_ceremony(bloc, state="held", release="public")
        ceremony.attendees.create(name=f"Người {year}", rank="Đại tá", part="presiding")
        Publication.objects.create(bloc=bloc, thread=f"tin-{year}", title=f"Tin số {year}", body="Khối", state="published", published_at=timezone.now())


@pytest.mark.parametrize("name", ["season", "figures", "bloc", "ceremony", "unit"])
def test_pages_ask_the_database_equally_often(client, year, name):
    unit = members_of(year.bloc)[0]
    addresses = pages(year) | {"unit": reverse("public_unit", args=[unit.slug])}
    counts = []
    for rows in (1, 3, 30):
        fill(year, unit, rows)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(addresses[name]).status_code == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


def fill(year: Year, unit, rows: int) -> None:
    """So many pledges with own targets and figures, honours, signatures and directions."""
    for n in range(Honour.objects.count(), rows):
        pledge = Pledge.objects.create(pact=year.pact, section=year.pact.sections.first(), name=f"Chỉ tiêu {n}", kind="at_least", target=90, measure="%", order=n + 10)
        OwnTarget.objects.create(pledge=pledge, membership=year.bloc.memberships.get(unit=unit), target=95)
        for who in (unit, None):
            Figure.objects.create(bloc=year.bloc, pledge=pledge, unit=who, phase=a_phase(year.bloc.season), value=n, release="public")
        Honour.objects.create(bloc=year.bloc, title=a_title(f"Danh hiệu {n}"), status="awarded", unit=unit, release="public")
        year.ceremony.directions.create(text=f"Chỉ đạo {n}", order=n + 5, given_by=year.ceremony.attendees.first())
        year.ceremony.contributions.create(purpose="xây nhà", unit=unit)
        Signature.objects.create(pact=year.pact, ceremony=year.ceremony, part="witness", name=f"Người {n}", unit=unit)
