"""The summary of scores says, figure for figure, what the page of the result says."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from blocs.models import Role
from reports.logic.package import read
from reports.papers.document import from_text, to_text
from reports.papers.kinds import score_summary
from reports.papers.making import file_of
from reports.papers.score_annexes import MOST_COLUMNS, parted, roman
from tests.make import a_user
from tests.make_results import a_published_result, a_result, a_scored_table
from tests.reports.papers.score_world import a_big_result, rows_on_page, tables_of, words_of, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    return a_big_result()


def screen(client, result) -> list[list[str]]:
    client.force_login(a_user(Role.ADMIN))
    answer = client.get(reverse("reports:result_detail", args=[result.pk]))
    return rows_on_page(answer.content.decode(), "ranking")


def test_the_ranking_says_cell_for_cell_what_the_page_says(client, result):
    paper = written("score_summary", result)
    (ranking,) = tables_of(paper.body)
    assert [list(row.cells) for row in ranking.rows] == screen(client, result)
    assert len(ranking.rows) == 13
    assert from_text(to_text(paper)) == paper and "None" not in to_text(paper)


def test_equals_share_a_rank_and_the_knocked_out_unit_stands_with_its_ground(result):
    said = words_of(written("score_summary", result))
    units = list(result.table.sheets.order_by("order"))
    assert f"{units[2].unit.name}, {units[3].unit.name} đồng hạng" in said
    ground = "Lý do: Có cán bộ bị kỷ luật từ cảnh cáo trở lên (căn cứ: Điều 5; Thông báo số 12/TB)."
    assert f"{units[-1].unit.name}: không xét xếp hạng. {ground}" in said
    assert result.digest in said and said.endswith("./.")


def test_every_group_has_an_annex_whose_tables_are_no_wider_than_a_page(result):
    paper = written("score_summary", result)
    assert [annex.label for annex in paper.annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    assert all(annex.is_landscape and annex.reference.startswith("(Kèm theo Báo cáo") for annex in paper.annexes)
    counts = [[len(table.heads) for table in tables_of(annex.body)[:-1]] for annex in paper.annexes]
    assert counts == [[13, 13, 14], [12, 13], [12], [4]]
    assert max(map(max, counts)) <= MOST_COLUMNS + 3


def test_each_cell_of_an_annex_is_the_mark_of_the_frozen_package(result):
    package = read(result.package)
    points = {(one["unit"], one["criterion"]): one["points"] for one in package["marks"] if one["counts"]}
    slugs = [one["unit"] for one in package["standings"]]
    off = {one["number"] for one in package["criteria"] if one["part"] == "penalty"}
    for annex in written("score_summary", result).annexes:
        for table in tables_of(annex.body)[:-1]:
            for slug, row in zip(slugs, table.rows, strict=True):
                for number, cell in zip(table.heads[2:], row.cells[2:], strict=True):
                    if number == "Cộng" or cell in ("×", "—"):
                        continue
                    said = Decimal(cell.replace("−", "-").replace(",", "."))
                    assert said == Decimal(points[slug, number]) * (-1 if number in off else 1)


def test_what_does_not_apply_is_crossed_out(result):
    first = tables_of(written("score_summary", result).annexes[0].body)[0]
    unit = result.table.sheets.get(order=2).unit.name
    (row,) = [row for row in first.rows if row.cells[1] == unit]
    assert row.cells[3] == "×"
    assert [row.cells[3] for row in first.rows].count("×") == 1


def test_a_line_of_each_annex_adds_up_to_its_group_and_the_groups_to_the_total(result):
    totals, *groups = written("score_summary", result).leaves
    assert [leaf.name for leaf in groups] == ["Nhóm 1", "Nhóm 2", "Nhóm 3", "Nhóm 4"]
    for leaf in groups:
        for row in leaf.rows:
            assert sum((cell for cell in row[2:-1] if isinstance(cell, Decimal)), Decimal(0)) == row[-1]
    for at, row in enumerate(totals.rows):
        assert sum(row[2:6], Decimal(0)) == row[6] == sum((leaf.rows[at][-1] for leaf in groups), Decimal(0))
    assert any(row[5] < 0 for row in totals.rows)


def test_the_workbook_holds_the_exact_numbers_of_the_page(client, result):
    book = load_workbook(BytesIO(file_of(written("score_summary", result), "xlsx")))
    assert book.sheetnames == ["Tổng hợp", "Nhóm 1", "Nhóm 2", "Nhóm 3", "Nhóm 4"]
    rows = list(book["Tổng hợp"].iter_rows(values_only=True))
    by_unit = {row[1]: row for row in rows if row[1]}
    for _rank, unit, *_groups, points, most, _percent, _class in screen(client, result):
        assert [Decimal(str(cell)) for cell in by_unit[unit][6:8]] == [_number(points), _number(most)]


def _number(said: str) -> Decimal:
    return Decimal(said.replace(".", "").replace(",", "."))


def test_queries_do_not_grow_with_the_units():
    counts = []
    for units in (3, 9):
        result = a_big_result(units)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            written("score_summary", score_summary.subjects(result.bloc)[0])
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_only_published_revisions_have_such_a_paper_and_a_corrected_one_says_so():
    table = a_scored_table()
    draft = a_result(table)
    assert score_summary.subjects(draft.bloc) == []
    first = a_published_result(a_scored_table())
    assert score_summary.subjects(first.bloc) == [first] and score_summary.gaps(first) == []


def test_columns_are_parted_evenly_and_annexes_counted_in_roman():
    assert [len(piece) for piece in parted(list(range(33)), 16)] == [11, 11, 11]
    assert [len(piece) for piece in parted(list(range(17)), 16)] == [9, 8]
    assert [roman(n) for n in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]
