"""The acceptance criteria of the pages of a bloc, a season, a ceremony and a unit (PUB-2 to PUB-5)."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from blocs.models import Bloc, FormerAddress, Succession, UnitPast
from pacts.models import Ceremony, Photo, Pledge, Signature
from pacts.text import canonical_of
from reports.models import Figure
from tests.make import a_phase, a_season, members_of, the_cast
from tests.reports.a_bloc_year import a_year, pages, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return a_year(release="public")


def part(page: str, testid: str, end: str) -> str:
    return page.partition(f'data-testid="{testid}"')[2].partition(end)[0]


def names_in(page: str) -> list[str]:
    return re.findall(r'href="/don-vi/[^"]+">([^<]+)</a>', part(page, "members", "</ol>"))


# --- PUB-2: bloc ------------------------------------------------------------------------------------


def test_pub_2_ac_1_the_heading_counts_the_units_and_precedence_orders_them(client, year):
    page = text(client, pages(year)["bloc"])
    heading = re.search(r'<h2 id="units">(.*?)</h2>', page, flags=re.S).group(1)
    assert names_in(page) == [unit.name for unit in members_of(year.bloc)] and "(13)" in heading


def test_pub_2_ac_2_an_old_address_leads_on_for_good(client, year):
    FormerAddress.objects.create(series=year.bloc.series, slug="khoi-cu")
    assert (client.get("/khoi/khoi-cu/").status_code, client.get("/khoi/khoi-cu/2017/so-lieu/").status_code) == (
        301,
        301,
    )


def test_pub_2_ac_3_by_name_as_a_vietnamese_dictionary_has_it(client, year):
    wanted = ["Đội 1", "Đội 2", "Đội 10", "Em", "Ông", "Ơn"]
    for unit, name in zip(members_of(year.bloc), reversed(wanted), strict=False):
        unit.name = name
        unit.save()
    shown = names_in(text(client, pages(year)["bloc"], **{"sap-xep": "ten"}))
    assert [name for name in shown if name in wanted] == wanted


def test_pub_2_a_merged_unit_says_so_where_it_stands(client, year):
    unit, other = members_of(year.bloc)[:2]
    Succession.objects.create(before=unit, after=other, kind="merged", on=date(2017, 3, 1))
    members = re.sub("<[^>]+>", "", part(text(client, pages(year)["bloc"]), "members", "</ol>"))
    assert re.search(rf"Sáp nhập vào\s+{other.name}\s+từ( ngày)? 01/03/2017", members)


def test_bloc_season_and_unit_lead_to_their_comparison(client, year):
    unit = members_of(year.bloc)[0]
    facts = {"bloc": year.bloc, "phase": a_phase(year.bloc.season), "indicator": "Tỷ lệ", "measure": "%"}
    Figure.objects.create(**facts, unit=unit, value=90, release="public")
    address = f"{reverse('compare_years')}?khoi={year.bloc.series.slug}"
    for page in (pages(year)["bloc"], pages(year)["season"], reverse("public_unit", args=[unit.slug])):
        assert f'href="{address}' in text(client, page)


# --- PUB-3: season ----------------------------------------------------------------------------------


def test_pub_3_ac_1_before_publication_a_stranger_finds_nothing_and_staff_a_ribbon(client):
    year = a_year()
    assert client.get(pages(year)["season"]).status_code == 404
    client.force_login(the_cast(year.bloc)["reporter"])
    assert "Chưa công bố" in part(text(client, pages(year)["season"]), "ribbon", "</p>")


def test_pub_3_ac_2_the_page_has_as_many_pledges_as_the_sealed_text(client, year):
    page = text(client, pages(year)["season"])
    sealed = canonical_of(year.pact)
    names = list(Pledge.objects.filter(pact=year.pact).values_list("name", flat=True))
    assert page.count('data-testid="pledge"') == len(names) == 3
    assert all(name in sealed for name in names)


def test_pub_3_ac_3_the_stage_bar_is_an_ordered_list_with_one_current_step(client, year):
    bars = re.findall(r'<ol class="stages".*?</ol>', text(client, pages(year)["season"]), flags=re.S)
    assert len(bars) == 1 and bars[0].count('aria-current="step"') == 1 and bars[0].count("<li") >= 3


# --- PUB-4: ceremony --------------------------------------------------------------------------------


def test_pub_4_ac_1_rank_and_name_never_part(client, year):
    assert "đồng chí Đại tá\u00a0Nguyễn Văn Hai" in text(client, pages(year)["ceremony"])


def test_pub_4_ac_2_signatures_stand_in_their_order_within_the_ceremony(client, year):
    for n, unit in enumerate(members_of(year.bloc), start=1):
        at = timezone.make_aware(timezone.datetime(2017, 2, 15, 14, n))
        facts = {"unit": unit, "unit_name": unit.name, "name": "Lê Văn Ký", "rank": "Thượng tá", "order": n}
        Signature.objects.create(pact=year.pact, ceremony=year.ceremony, signed_at=at, **facts)
    rows = part(text(client, pages(year)["ceremony"]), "signatures", "</table>")
    times = re.findall(r"(\d\d:\d\d), 15/02/2017", rows)
    assert len(times) == 13 and times == sorted(times) and times[0] >= "14:01" and times[-1] <= "17:00"


@pytest.fixture
def photo(year):
    data = BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    facts = {"caption": "Lễ ký", "alt": "Đại diện các đơn vị đứng quanh bàn ký"}
    return Photo.objects.create(ceremony=year.ceremony, image=ContentFile(data.getvalue(), "a.png"), **facts)


def test_pub_4_ac_3_photos_are_described_and_wait_until_they_are_seen(client, year, photo):
    page = text(client, pages(year)["ceremony"])
    (picture,) = re.findall(r"<img [^>]*/anh/[^>]*>", page)
    alt = re.search('alt="([^"]*)"', picture).group(1)
    assert len(alt) >= 10 and 'loading="lazy"' in picture
    photo.alt = "Ảnh"
    with pytest.raises(ValidationError):
        photo.full_clean()
    photo.delete()
    without = text(client, pages(year)["ceremony"])
    assert "<img" not in without and "Công bằng trong đánh giá" in without


def test_pub_4_ac_4_pasted_text_is_shown_with_single_spaces_and_its_quotes(client, year):
    ceremony = year.ceremony
    ceremony.words = "Phong trào  “Vì an\u00a0ninh Tổ quốc”\u200b có   tiến  bộ\r\n\r\n\r\n\r\nĐạt kết quả"
    ceremony.full_clean()
    ceremony.save()
    assert "“Vì an ninh Tổ quốc” có tiến bộ" in text(client, pages(year)["ceremony"])


def test_pub_4_a_ceremony_under_way_fetches_itself_and_works_without_script(client, year):
    Ceremony.objects.update(state="live")
    page = text(client, pages(year)["ceremony"])
    assert "data-live" in page and "js/public-live.js" in page and 'data-testid="live"><a href=""' in page
    Ceremony.objects.update(state="held")
    page = text(client, pages(year)["ceremony"])
    assert "data-live" not in page and "public-live.js" not in page


# --- PUB-5: unit ------------------------------------------------------------------------------------


@pytest.fixture
def unit(year):
    """A unit with four years of one indicator, 2015 not told."""
    unit = members_of(year.bloc)[0]
    for number, value in [(2013, "88.10"), (2014, "90.77"), (2016, "91.50"), (2017, "92.02")]:
        season = a_season(number)
        bloc, _made = Bloc.objects.get_or_create(series=year.bloc.series, season=season, defaults={"name": "Khối"})
        Bloc.objects.filter(pk=bloc.pk).update(release="public")
        facts = {"indicator": "Tỷ lệ khám phá", "measure": "%", "value": value, "release": "public"}
        Figure.objects.create(bloc=bloc, phase=a_phase(season), unit=unit, **facts)
    return unit


def test_pub_5_ac_1_the_line_of_the_years_has_words_and_a_table(client, unit):
    page = text(client, reverse("public_unit", args=[unit.slug]))
    words = "2013–2017: 88,10% → 90,77% → 91,50% → 92,02%"
    assert page.count(words) == 2 and 'role="img"' in page
    assert all(cell in page for cell in ("88,1%", "90,77%", "91,5%", "92,02%"))


def test_pub_5_a_year_not_told_is_a_gap_in_the_line(client, unit, year):
    bloc = Bloc.objects.create(series=year.bloc.series, season=a_season(2015), name="Khối", release="public")
    facts = {"bloc": bloc, "phase": a_phase(bloc.season), "unit": unit, "release": "public"}
    Figure.objects.create(**facts, indicator="Chỉ số khác", value=1, measure="vụ")
    page = text(client, reverse("public_unit", args=[unit.slug]))
    assert "88,10% → 90,77% → — → 91,50% → 92,02%" in page and page.count("<polyline") == 2


def test_pub_5_ac_2_nothing_unpublished_is_in_the_answer(client, unit, year):
    Figure.objects.filter(value="91.50").update(release="closed")
    Figure.objects.filter(value="92.02").update(is_withheld=True, note="lý do kín")
    page = text(client, reverse("public_unit", args=[unit.slug]))
    assert not [secret for secret in ("91,5", "92,02", "91.5", "lý do kín") if secret in page]
    assert "Không công bố" in page


def test_pub_5_former_names_are_listed_and_found(client, unit):
    UnitPast.objects.create(unit=unit, name="Phòng Cảnh sát cũ", until_on=date(2014, 12, 31))
    assert "Phòng Cảnh sát cũ" in text(client, reverse("public_unit", args=[unit.slug]))
    assert "Phòng Cảnh sát cũ" in text(client, reverse("search"), q="phong canh sat cu")
