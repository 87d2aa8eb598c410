"""Workbooks of the reports and of the submission, read back: every number is exactly the one of the paper."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from reports.models import Honour
from reports.papers.making import file_of
from tests import make
from tests.make_results import a_published_result, a_scored_table
from tests.reports.papers.papers_written import written

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    table = a_scored_table()
    a_published_result(table)
    Honour.objects.create(
        bloc=table.pact.bloc, unit=make.members_of(table.pact.bloc)[0], title=make.a_title(), status="proposed"
    )
    pledge = make.a_pledge(table.pact, name="=Tỷ lệ", measure="%", kind="at_least", target=90)
    for n, unit in enumerate(make.members_of(table.pact.bloc), start=1):
        make.a_figure(pledge, unit, value=None, numerator=Decimal(n), denominator=Decimal(7))
    return table.pact.bloc


def rows_of(sheet, heads) -> list[tuple]:
    """What stands below the row of heads."""
    rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(rows) if row[: len(heads)] == tuple(heads))
    return [row[: len(heads)] for row in rows[at + 1 :]]


@pytest.mark.parametrize("slug", ["year_end", "submission"])
def test_the_workbook_says_what_the_leaves_say(bloc, slug):
    paper = written(slug, bloc)
    book = openpyxl.load_workbook(BytesIO(file_of(paper, "xlsx")))
    assert book.sheetnames == [leaf.name for leaf in paper.leaves]
    numbers = 0
    for leaf in paper.leaves:
        found = rows_of(book[leaf.name], leaf.heads)
        for kept, row in zip(leaf.rows, found, strict=False):
            for told, cell in zip(kept, row, strict=True):
                if isinstance(told, Decimal | int):
                    numbers += 1
                    assert Decimal(str(cell)) == told, (leaf.name, told, cell)
                else:
                    assert (cell or "") == (told or "") or str(cell).lstrip("'") == told, (leaf.name, told, cell)
        assert len(found) >= len(leaf.rows)
    assert numbers > 3


def test_nothing_in_the_workbook_is_a_formula(bloc):
    book = openpyxl.load_workbook(BytesIO(file_of(written("year_end", bloc), "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 50 and not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_a_rate_is_kept_with_its_parts_and_shown_rounded(bloc):
    whole, _by_unit, raw, *_rest = written("year_end", bloc).leaves
    rate = next(row for row in whole.rows if row[1] == "=Tỷ lệ")
    assert rate[4] == Decimal("28.57")  # (1 + 2 + 3) of 3 × 7
    parts = [(row[5], row[6]) for row in raw.rows if row[2] == "=Tỷ lệ"]
    assert parts == [(1, 7), (2, 7), (3, 7)]
