"""Reports of a bloc: every number is the one the screens show, and an empty season still makes a paper."""

import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from blocs.models import Bloc, Role
from reports.models import Figure, Honour
from reports.papers.document import Document, Heading, Para, Table, from_text, to_text
from tests import make, seasons
from tests.reports.papers.papers_written import words_of, written

pytestmark = pytest.mark.django_db
SERIES = "khoi-csnd-minh-hoa"
PHASES = {"half_year": "6-thang", "year_end": "nam"}


def whole_table(paper: Document) -> Table:
    return next(block for block in paper.body if isinstance(block, Table) and "Giao ước" in block.heads)


def headings(paper: Document) -> list[str]:
    return [block.text for block in paper.body if isinstance(block, Heading) and block.level == "roman"]


# --- The demo season, beside its pages ------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The illustrative bloc of 2017, and a client of an administrator."""
    for _pages in seasons.loaded(seasons.files("minh-hoa-*.json"), django_db_blocker):
        client = Client()
        client.force_login(make.a_user(Role.ADMIN))
        bloc = Bloc.objects.get(series__slug=SERIES, season__slug="2017")
        yield bloc, client, {slug: written(slug, bloc) for slug in [*PHASES, "submission"]}


def rows_on(client, url: str) -> list[list[str]]:
    """The rows of a page's table: its cells as text."""
    html = client.get(url).content.decode()
    rows = re.findall(r'<tr id="p\d+" data-testid="row">(.*?)</tr>', html, re.S)
    return [[seasons.plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]


@pytest.mark.parametrize("slug", PHASES)
def test_every_pledge_has_the_numbers_of_the_board(demo, slug):
    bloc, client, papers = demo
    query = f"?khoi={bloc.pk}&ky={PHASES[slug]}"
    page = rows_on(client, reverse("reports:board_list", args=["chi-tieu"]) + query)
    table = [row.cells for row in whole_table(papers[slug]).rows if not row.spans]
    assert len(table) == 42 >= len(page) > 30
    by_name = {row[1]: row for row in table}
    for name, target, result, status, last in page:
        paper = by_name[name]
        assert paper[2] == target and result.startswith(paper[3].partition(" (")[0]), (paper, result)
        assert paper[6] in status and last.startswith(paper[4]), (paper, status, last)
        assert paper[5] in ("—", "cách tính khác năm trước") or seasons.tidy(paper[5]) in last, (paper, last)


@pytest.mark.parametrize("slug", PHASES)
def test_the_counts_are_those_of_the_boards_tiles(demo, slug):
    bloc, client, papers = demo
    query = f"?khoi={bloc.pk}&ky={PHASES[slug]}"
    counts = {}
    for which in ("dat", "nguy-co", "chi-tieu"):
        counts[which] = len(rows_on(client, reverse("reports:board_list", args=[which]) + query))
    said = words_of(papers[slug])
    assert f"Trong {counts['chi-tieu']} chỉ tiêu áp dụng đối với Khối: {counts['dat']} chỉ tiêu đạt hoặc vượt" in said
    assert f"{counts['nguy-co']:02} chỉ tiêu chưa đạt hoặc có nguy cơ không đạt" in said


@pytest.mark.parametrize("slug", PHASES)
def test_every_unit_has_the_numbers_of_its_page(demo, slug):
    bloc, client, papers = demo
    tables = [block for block in papers[slug].annexes[0].body if isinstance(block, Table)]
    for unit in make.members_of(bloc)[:2]:
        url = reverse("reports:board_unit", args=[unit.pk]) + f"?khoi={bloc.pk}&ky={PHASES[slug]}"
        page = seasons.plain(client.get(url).content.decode())
        cells = [cell for table in tables for row in table.rows if row.cells[0] == unit.name for cell in row.cells[1:]]
        assert len(cells) == 42 and not [one for one in cells if seasons.tidy(one.removesuffix(" (*)")) not in page]


def test_the_ranking_is_that_of_the_results_page(demo):
    bloc, client, papers = demo
    page = seasons.plain(client.get(reverse("reports:result_detail", args=[bloc.results.get().pk])).content.decode())
    table = next(block for block in papers["year_end"].body if isinstance(block, Table) and block.heads[0] == "Hạng")
    assert len(table.rows) == 13 and table.rows[0].cells[1:3] == ("Phòng Cảnh sát giao thông", "88,62")
    assert not [cell for row in table.rows for cell in row.cells if seasons.tidy(cell) not in page]


def test_the_honours_are_those_of_their_page(demo):
    bloc, client, papers = demo
    html = client.get(f"{reverse('reports:honour_list')}?khoi={bloc.pk}").content.decode()
    page = seasons.plain(html)
    table = next(block for block in papers["year_end"].body if isinstance(block, Table) and block.heads[1] == "Kết quả")
    named = [name.partition(" (")[0] for row in table.rows for name in row.cells[2].split("; ")]
    assert len(named) >= 26 and {row.cells[0] for row in table.rows} <= {
        one for one in Honour.objects.filter(bloc=bloc).values_list("title__name", flat=True) if one in page
    }


def test_limits_name_only_pledges_that_are_missed(demo):
    bloc, client, papers = demo
    query = f"?khoi={bloc.pk}&ky=nam"
    missed = {row[0] for row in rows_on(client, reverse("reports:board_list", args=["nguy-co"]) + query)}
    body = papers["year_end"].body
    start = next(n for n, block in enumerate(body) if isinstance(block, Heading) and "HẠN CHẾ" in block.text)
    end = next(n for n, block in enumerate(body) if isinstance(block, Heading) and "PHƯƠNG HƯỚNG" in block.text)
    points = [block.text for block in body[start:end] if isinstance(block, Para) and block.text.startswith("- ")]
    assert {point.removeprefix("- ").partition(": ")[0] for point in points} == missed


def test_the_order_of_the_parts(demo):
    _bloc, _client, papers = demo
    assert [one.partition(".")[0] for one in headings(papers["half_year"])] == ["I", "II", "III"]
    assert [one.partition(".")[0] for one in headings(papers["year_end"])] == ["I", "II", "III", "IV"]
    assert all(one == one.upper() for paper in papers.values() for one in headings(paper))


def test_the_frame_of_reports_and_submission(demo):
    _bloc, _client, papers = demo
    for slug, paper in papers.items():
        assert paper.addressees == ("Công an tỉnh Minh Họa",) and paper.recipients[0] == "- Như trên;", slug
        assert isinstance(paper.body[-1], Para) and paper.body[-1].text.endswith("./.") and paper.illustrative
        assert paper.annexes[0].is_landscape and from_text(to_text(paper)) == paper
        assert paper.facts["khoi"] == "Khối CSND – dữ liệu minh họa"


def test_the_leaves_hold_the_numbers_the_board_shows_and_those_units_reported(demo):
    bloc, _client, papers = demo
    whole, by_unit, raw, ranks, honours = papers["year_end"].leaves
    assert [leaf.name for leaf in papers["half_year"].leaves] == ["Toàn khối", "Theo đơn vị", "Số liệu"]
    rows = {row[1]: row for row in whole.rows}
    table = {row.cells[1]: row.cells for row in whole_table(papers["year_end"]).rows if not row.spans}
    rate = rows["Tỷ lệ điều tra, khám phá án hình sự"]
    assert rate[4] == Decimal(table[rate[1]][3].rstrip("%").replace(",", ".")) and isinstance(rate[4], Decimal)
    assert len(by_unit.rows) == 42 and len(by_unit.heads) == 3 + 13 + 1
    figures = Figure.objects.filter(bloc=bloc, phase__slug="nam")
    assert len(raw.rows) == figures.filter(pledge__isnull=False).count() and len(honours.rows) == 26
    first = next(row for row in raw.rows if row[5] is not None)
    kept = figures.get(unit__name=first[0], pledge__name=first[2])
    assert (first[5], first[6]) == (kept.numerator, kept.denominator)
    assert [row[0] for row in ranks.rows] == list(range(1, 14)) and ranks.rows[0][3] == Decimal("88.62")


def test_the_list_of_the_submission_has_rank_and_points_of_the_result(demo):
    bloc, _client, papers = demo
    paper = papers["submission"]
    lines = [row.cells for row in paper.annexes[0].body[0].rows if not row.spans]
    assert len(lines) == Honour.objects.filter(bloc=bloc, status="proposed").count() == 8
    placings = {one.unit_name: one for one in bloc.results.get().placings.all()}
    for _n, unit, achieved, rank, points in lines:
        assert rank == str(placings[unit].rank) and placings[unit].class_name in achieved
        assert points.startswith(f"{placings[unit].achieved.normalize():f}".replace(".", ","))
    assert [row[5] for row in paper.leaves[0].rows] == [placings[line[1]].achieved for line in lines]
    assert [one[-1] for one in paper.bases] == [*";" * (len(paper.bases) - 1), "."] and len(paper.bases) >= 4


def test_pledges_met_in_the_list_are_those_of_the_units_page(demo):
    bloc, client, papers = demo
    line = next(row.cells for row in papers["submission"].annexes[0].body[0].rows if not row.spans)
    unit = next(one for one in make.members_of(bloc) if one.name == line[1])
    url = reverse("reports:board_unit", args=[unit.pk]) + f"?khoi={bloc.pk}&ky=nam"
    html = unescape(client.get(url).content.decode())
    met, all_of = line[2].removeprefix("Đạt và vượt ").partition(" chỉ tiêu")[0].split("/")
    assert 0 < int(met) <= int(all_of) <= 42
    assert html.count("status is-met") + html.count("status is-exceeded") >= int(met)
