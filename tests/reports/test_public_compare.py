"""Compare years (PUB-7): the address holds the choice, gaps are gaps, nothing unpublished is told."""

import re

import pytest
from django.urls import reverse

from blocs.models import Bloc, Membership
from reports.comparing import LONGEST, indicator_key
from reports.models import Figure
from tests.make import a_bloc, a_pact, a_phase, a_pledge, a_season, members_of
from tests.reports.a_bloc_year import text

pytestmark = pytest.mark.django_db
RATE = "Tỷ lệ khám phá án hình sự"
ADDRESS = "/so-sanh/"


def years_of_a_bloc(*years: int, units: int = 2, **release) -> dict[int, Bloc]:
    """One bloc over the years, the same units in each; public unless said otherwise."""
    release = release or {"release": "public"}
    first = a_bloc(units, year=years[0], **release)
    blocs = {years[0]: first}
    for year in years[1:]:
        blocs[year] = Bloc.objects.create(series=first.series, season=a_season(year), name=first.name, **release)
        for unit in members_of(first):
            Membership.objects.create(bloc=blocs[year], unit=unit)
    return blocs


def tell(bloc: Bloc, value, unit=None, *, indicator=RATE, measure="%", **facts) -> Figure:
    facts = {"indicator": indicator, "measure": measure, "release": "public"} | facts
    return Figure.objects.create(bloc=bloc, phase=a_phase(bloc.season), unit=unit, value=value, **facts)


def shown(client, **query) -> str:
    return text(client, ADDRESS, **query)


def plots(page: str) -> list[str]:
    return re.findall(r'<svg class="plot".*?</svg>', page, flags=re.S)


def cells(page: str) -> list[list[str]]:
    table = re.search(r'data-testid="comparison".*?</table>', page, flags=re.S).group()
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], flags=re.S)
    return [[re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row, flags=re.S)] for row in rows]


@pytest.fixture
def two():
    blocs = years_of_a_bloc(2016, 2017)
    unit, other = members_of(blocs[2016])
    tell(blocs[2016], "90.77", unit)
    tell(blocs[2017], "92.02", unit)
    tell(blocs[2017], "88.10", other)
    return blocs


def test_pub_7_ac_1_the_address_holds_the_whole_choice(client, two):
    page = shown(client)
    link = re.search(r'href="([^"]+)" data-testid="address"', page).group(1).replace("&amp;", "&")
    for part in ("khoi=", "chi-tieu=ty-le-kham-pha-an-hinh-su", "don-vi=", "nam=2016", "nam=2017"):
        assert part in link
    assert f'property="og:url" content="http://testserver{link}"'.replace("&", "&amp;") in page
    before = plots(client.get(link).content.decode())
    years_later = Bloc.objects.create(series=two[2016].series, season=a_season(2018), name="Khối", release="public")
    tell(years_later, "99", members_of(two[2016])[0])
    assert before == plots(client.get(link).content.decode()) != []


def test_two_years_are_a_slope_with_words_for_those_who_cannot_see_it(client, two):
    wide, narrow = plots(shown(client))
    assert 'role="img"' in wide and wide.count("<title") == wide.count("<desc") == 1
    assert "90,77% → 92,02% (tăng 1,25 điểm %)" in wide and narrow.count("<circle") == 3


def test_pub_7_ac_2_a_missing_year_is_a_gap_and_a_dash(client, two):
    wide, _narrow = plots(shown(client))
    assert (wide.count("<circle"), wide.count('class="p-line')) == (3, 1)
    assert cells(shown(client))[1][:2] == ["—", "88,1%"]


def test_pub_7_ac_3_rates_change_in_points_counts_in_numbers_and_per_cent(client, two):
    assert "tăng 1,25 điểm %" in cells(shown(client))[0][2]
    unit = members_of(two[2016])[0]
    for year, value in [(2016, 24), (2017, 21)]:
        tell(two[year], value, unit, indicator="Số vụ cháy", measure="vụ")
    page = shown(client, **{"chi-tieu": "so-vu-chay", "don-vi": unit.slug})
    assert cells(page) == [["24 vụ", "21 vụ", "giảm 3 vụ (−12,5%)"]]


def test_more_years_are_small_pictures_on_one_scale(client):
    blocs = years_of_a_bloc(2014, 2015, 2016, 2017)
    for unit in members_of(blocs[2014]):
        for year, value in [(2014, 80), (2015, 84), (2017, 90)]:
            tell(blocs[year], value, unit)
    page = shown(client)
    assert 'data-testid="multiples"' in page
    first, second = plots(page)
    scale = re.findall(r'class="p-tick"[^>]*text-anchor="end">([^<]+%)<', first)
    assert scale == re.findall(r'class="p-tick"[^>]*text-anchor="end">([^<]+%)<', second) and len(scale) == 2
    assert first.count("<circle") == 3 and first.count('class="p-line') == 1
    page = shown(client, nam=["2014", "2016", "2017"])
    assert plots(page)[0].count('class="p-line') == 0 and [row[1] for row in cells(page)] == ["—", "—"]


def test_one_year_gives_a_message_and_its_table(client, two):
    page = shown(client, nam="2017")
    assert 'data-testid="one-year"' in page and plots(page) == []
    assert cells(page) == [["92,02%"], ["88,1%"]]


def test_a_changed_definition_is_a_dashed_line_and_a_note(client, two):
    unit = members_of(two[2016])[0]
    for year, source in [(2016, "Thống kê hình sự"), (2017, "Hệ thống mới")]:
        pledge = a_pledge(a_pact(two[year]), name="Oan sai", kind="zero", target=None, measure="vụ", data_source=source)
        Figure.objects.create(
            bloc=two[year], phase=a_phase(two[year].season), unit=unit, pledge=pledge, value=1, release="public"
        )
    page = shown(client, **{"chi-tieu": "oan-sai", "don-vi": unit.slug})
    assert "data-broken" in plots(page)[0] and 'data-testid="notes"' in page
    assert "data-broken" not in shown(client)


def test_a_figure_in_another_measure_is_not_drawn_on_the_scale(client, two):
    unit = members_of(two[2016])[0]
    tell(two[2016], 7, unit, indicator="Mô hình", measure="mô hình")
    tell(two[2017], 90, unit, indicator="Mô hình", measure="%")
    page = shown(client, **{"chi-tieu": "mo-hinh", "don-vi": unit.slug})
    assert cells(page) == [["7 mô hình", "90%", "—"]]
    assert plots(page)[0].count("<circle") == 1 and 'data-testid="notes"' in page


def test_at_most_five_units_and_a_word_about_it(client):
    blocs = years_of_a_bloc(2016, 2017, units=7)
    for unit in members_of(blocs[2016]):
        for bloc in blocs.values():
            tell(bloc, 90, unit)
    page = shown(client, **{"don-vi": [unit.slug for unit in members_of(blocs[2016])]})
    assert 'data-testid="too-many"' in page and len(cells(page)) == 5
    assert 'data-testid="too-many"' not in shown(client)


@pytest.mark.parametrize(
    "query",
    [
        {"khoi": "khong-co"},
        {"chi-tieu": "x" * 500},
        {"don-vi": ["khong-co", "../../etc"]},
        {"nam": ["1", "'; DROP TABLE", "2017"]},
        {"nam": ["\x00"], "khoi": "\x00"},
    ],
)
def test_what_is_not_there_gives_way_to_what_is(client, two, query):
    assert len(cells(shown(client, **query))) == 2


def test_an_empty_site_says_what_comes_and_leads_on(client):
    page = shown(client)
    assert 'class="empty"' in page and reverse("bloc_list") in page


def test_nothing_unpublished_is_told(client, two):
    """Closed figures, closed and withdrawn blocs, withheld values, parts of a year, names of closed units."""
    unit = members_of(two[2016])[0]
    tell(two[2016], "77.77", members_of(two[2016])[1], release="closed")
    tell(two[2016], "77.77", unit, indicator="BÍ-MẬT", release="closed")
    Figure.objects.create(
        bloc=two[2017], phase=a_phase(two[2017].season, "quarter", name="Quý IV"), unit=unit, indicator=RATE,
        measure="%", value="77.77", release="public",
    )  # fmt: skip
    hidden = Bloc.objects.create(series=two[2016].series, season=a_season(2018), name="BÍ-MẬT")
    tell(hidden, "77.77", unit)
    other = a_bloc(1, name="BÍ-MẬT")
    tell(other, "77.77", members_of(other)[0])
    for query in ({}, {"khoi": other.series.slug}, {"chi-tieu": "bi-mat"}, {"nam": ["2016", "2017", "2018"]}):
        page = shown(client, **query)
        assert "77,7" not in page and "BÍ-MẬT" not in page and other.series.name not in page


def test_a_withheld_figure_is_a_word_in_the_table_and_a_gap_in_the_picture(client, two):
    Figure.objects.filter(value="92.02").update(is_withheld=True)
    page = shown(client)
    assert "Không công bố" in page and "92,02" not in page and plots(page)[0].count("<circle") == 2


def test_a_page_of_invented_units_says_so(client, two):
    assert "illustrative-bar" not in shown(client)
    Bloc.objects.update(is_illustrative=True)
    assert "illustrative-bar" in shown(client)


def test_an_old_year_reads_under_the_name_of_the_newest_year_shown(client, two):
    unit = members_of(two[2016])[0]
    unit.pasts.create(name="Tên cũ", until_on="2016-12-31")
    assert "Tên cũ" in shown(client, nam="2016") and "Tên cũ" not in shown(client)


def test_two_long_indicators_never_share_an_address():
    a, b = "Tỷ lệ " + "rất " * 40 + "cao", "Tỷ lệ " + "rất " * 40 + "thấp"
    assert indicator_key(a) != indicator_key(b) and len(indicator_key(a)) <= LONGEST
    assert indicator_key("Tỷ lệ khám phá") == indicator_key("tỷ lệ  Khám phá")
    assert indicator_key("***")


def test_a_bloc_whose_figures_are_all_withheld_is_not_offered(client, two):
    Figure.objects.update(is_withheld=True)
    page = shown(client, khoi=two[2016].series.slug)
    assert 'class="empty"' in page and two[2016].name not in page
