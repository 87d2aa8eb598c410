"""Published rankings (PUB-6): what stands beside the points, and that every row adds up on the page itself."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from blocs.models import Bloc
from pacts.models import CriteriaTable
from reports.public_ranking import lines_of
from reports.result_showing import shown
from tests.make_results import a_published_result, a_scored_table

pytestmark = pytest.mark.django_db


def a_public_result(mode: str = "ranking", **facts):
    result = a_published_result(a_scored_table(**facts), mode)
    Bloc.objects.filter(pk=result.bloc_id).update(release="public")
    result.bloc.refresh_from_db()
    return result


def page_of(client, result) -> str:
    answer = client.get(reverse("public_result", args=[result.bloc.series.slug, result.bloc.season.slug]))
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(page: str, testid: str) -> list[str]:
    table = re.search(rf'data-testid="{testid}".*?</table>', page, flags=re.S).group()
    return re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], flags=re.S)


def numbers(row: str) -> list[Decimal]:
    return [Decimal(found) for found in re.findall(r'data-value="(-?[\d.]+)"', row)]


def test_pub_6_ac_3_the_groups_of_every_row_add_up_to_its_total_on_the_page(client):
    rows = rows_of(page_of(client, a_public_result()), "groups")
    assert len(rows) == 3
    for row in rows:
        *groups, total = numbers(row)
        assert sum(groups) == total and groups


def test_pub_6_ac_3_the_total_reads_the_same_in_both_tables(client):
    page = page_of(client, a_public_result())
    totals = [numbers(row)[-1] for row in rows_of(page, "groups")]
    assert totals == [numbers(row)[0] for row in rows_of(page, "ranking")]


def test_pub_6_ac_4_bars_begin_at_zero_and_are_as_long_as_their_value(client):
    page = page_of(client, a_public_result())
    bars = re.findall(r'<rect class="b-actual" x="0" y="6" width="([\d.]+)"', page)
    values = [numbers(row)[1] for row in rows_of(page, "ranking")]
    assert len(bars) == 3
    assert all(abs(Decimal(bar) / 2 - value) <= 1 for bar, value in zip(bars, values, strict=True))


def test_the_pledges_met_are_counted_from_the_frozen_inputs(client):
    result = a_public_result()
    line = next(iter(lines_of(shown(result))))
    kept, asked = map(int, line.met.split("/"))
    assert 0 <= kept <= asked and abs(Fraction(line.share) - Fraction(kept, asked)) < Fraction(1, 10**5)
    fed = CriteriaTable.objects.get(pk=result.table_id).criteria.exclude(pledge=None).count()
    assert asked == fed and f">{line.met}<" in page_of(client, result)


@pytest.mark.parametrize("mode", ["classes", "honours"])
def test_a_closed_mode_counts_no_pledges_and_draws_no_course(client, mode):
    result = a_public_result(mode)
    assert lines_of(shown(result)) == []
    assert 'data-testid="ranking"' not in page_of(client, result)


def test_pub_6_ac_2_the_order_of_rank_can_be_had_again_and_numbers_sort(client):
    page = page_of(client, a_public_result())
    assert 'data-sorts="' in page and page.count("data-sortable") >= 3 and "js/ranking.js" in page
