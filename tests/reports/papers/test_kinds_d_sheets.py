"""The self-score and the minutes of a cross-check say what the pages of the sheet say."""

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from pacts.models import Assignment
from reports.models import Passage, Sheet
from reports.papers.document import to_text
from reports.papers.kinds import cross_check, self_score
from reports.papers.making import file_of
from reports.views.sheets_desk import Desk
from tests.make_scoring import a_mark, a_scored_bloc, leaves_of
from tests.reports.papers.score_world import rows_on_page, tables_of, words_of, written

pytestmark = pytest.mark.django_db

WHY = "Hồ sơ kèm theo không đủ để công nhận mức này"


def leaves(count: int) -> list[dict]:
    by_hand = [
        {"group": f"Nhóm {n % 5 + 1}", "name": f"Mặt công tác {n}", "points": 4, "formula": "by_hand"}
        for n in range(count)
    ]
    counted = {"group": "Phong trào", "name": "Mô hình mới", "points": 4, "formula": "count", "rules": {"per": "1.5"}}
    off = {"group": "Điểm trừ", "name": "Báo cáo trễ", "points": 3, "formula": "by_hand", "part": "penalty"}
    return [*by_hand, counted, off]


@pytest.fixture
def bloc():
    """62 leaves; the first unit has self-scored all but two, of which one does not apply to it."""
    made = a_scored_bloc(3, leaves=leaves(60), stages=("self", "cross", "appraise"))
    sheet = made.sheets[0]
    Assignment.objects.create(criterion=made.leaves[4], unit=sheet.unit, applies=False, reason="Không thuộc nhiệm vụ")
    for n, leaf in enumerate(made.leaves):
        if n not in (4, 5) and leaf.formula == "by_hand":
            a_mark(sheet, leaf, points=Decimal(n % 5) / 2, reason="Có quyết định kèm theo" if n == 3 else "")
    a_mark(sheet, next(leaf for leaf in made.leaves if leaf.formula == "count"), value=Decimal(2))
    return made


def desk_of(client, user, sheet) -> Desk:
    client.force_login(user)
    return client.get(reverse("reports:sheet_detail", args=[sheet.pk])).context["desk"]


def checked(bloc) -> Sheet:
    """The first unit's sheet as it stands at the cross-check: two rows differ, one agrees."""
    sheet, stages = bloc.sheets[0], list(bloc.table.stages.order_by("order"))
    Passage.objects.create(sheet=sheet, stage=stages[0], passed_at=timezone.now(), passed_by="Trưởng phòng")
    Sheet.objects.filter(table=bloc.table).update(stage=stages[1])
    for n, points in ((3, Decimal(0)), (2, Decimal(1)), (1, Decimal(4))):
        a_mark(sheet, bloc.leaves[n], "cross", points=points, reason="" if n == 2 else WHY)
    return Sheet.objects.with_names().get(pk=sheet.pk)


# --- Self-score -----------------------------------------------------------------------------------


def test_every_line_of_the_self_score_says_the_points_and_sums_of_the_page(client, bloc):
    sheet = bloc.sheets[0]
    desk = desk_of(client, bloc.reporter[sheet.unit_id], sheet)
    paper = written("self_score", sheet)
    (table,) = tables_of(paper.body)
    rows = {row.cells[0]: row for row in table.rows if row.cells[0]}
    assert len(table.rows) > 60
    for block in desk.blocks:
        assert block.sum.split("/")[0].split()[0] == rows[block.number].cells[5]
        for row in block.rows:
            assert rows[row.number].cells[5] == (row.points or "—")
    assert desk.total in words_of(paper) and f"so far {desk.total}" not in words_of(paper)
    assert table.rows[-1].cells[5] == desk.total.split("/")[0]


def test_a_figure_stands_beside_its_points_and_what_does_not_apply_is_said_once(bloc):
    paper = written("self_score", bloc.sheets[0])
    (table,) = tables_of(paper.body)
    (counted,) = [row for row in table.rows if row.cells[1] == "Mô hình mới"]
    assert (counted.cells[4], counted.cells[5]) == ("2", "3")
    (off,) = [row for row in table.rows if row.cells[7] == "Không áp dụng"]
    said = words_of(paper)
    assert f"Tiêu chí {off.cells[0]} không áp dụng cho đơn vị: không thuộc nhiệm vụ." in said
    assert "Có quyết định kèm theo" in said and "None" not in to_text(paper)


def test_a_row_nobody_scored_is_a_dash_and_named_among_the_gaps(bloc):
    paper = written("self_score", bloc.sheets[0])
    blank = bloc.leaves[5]
    (row,) = [row for row in tables_of(paper.body)[0].rows if row.cells[1] == blank.name]
    assert row.cells[5] == "—"
    ((sentence, url),) = self_score.gaps(bloc.sheets[0])
    assert "1" in sentence and url == reverse("reports:sheet_detail", args=[bloc.sheets[0].pk])


def test_the_numbers_of_the_workbook_add_up_exactly(client, bloc):
    sheet = bloc.sheets[0]
    content = file_of(written("self_score", sheet), "xlsx")
    rows = [row for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True) if row[1]]
    by_number = {str(row[0]): row for row in rows if row[0]}
    roots = [Decimal(str(row[5])) for number, row in by_number.items() if number.isdigit()]
    (total,) = [row for row in rows if row[1] == "Tổng cộng"]
    assert sum(roots, Decimal(0)) == Decimal(str(total[5]))
    said = desk_of(client, bloc.reporter[sheet.unit_id], sheet).total
    assert Decimal(str(total[5])) == Decimal(re.match(r"[\d,]+", said).group().replace(",", "."))


def test_the_exact_sums_of_the_leaf_are_those_of_its_rows(bloc):
    (leaf,) = written("self_score", bloc.sheets[0]).leaves
    roots = [row for row in leaf.rows if row[0] and str(row[0]).isdigit()]
    assert sum((row[5] for row in roots), Decimal(0)) == leaf.rows[-1][5]
    own = [row for row in leaf.rows if str(row[0]).startswith("1.") and row[5] is not None]
    assert sum((row[5] for row in own), Decimal(0)) == roots[0][5]
    assert roots[-1][5] < 0


# --- Cross-check ----------------------------------------------------------------------------------


def test_the_differences_stand_as_on_the_page_before_sending(client, bloc):
    sheet = checked(bloc)
    client.force_login(bloc.commander[sheet.checker_id])
    html = client.get(reverse("reports:sheet_send", args=[sheet.pk])).content.decode()
    paper = written("cross_check", sheet)
    (table,) = tables_of(paper.body)
    said = [[f"{row.cells[0]} {row.cells[1]}", *row.cells[2:]] for row in table.rows]
    assert said == rows_on_page(html, "differences")
    assert [row.cells[4] for row in table.rows] == ["+3,5", "−1,5"]


def test_both_totals_are_the_page_s_and_the_draw_can_be_repeated(client, bloc):
    sheet = bloc.sheets[0]
    before = desk_of(client, bloc.reporter[sheet.unit_id], sheet).total
    sheet = checked(bloc)
    after = desk_of(client, bloc.commander[sheet.checker_id], sheet).total
    said = words_of(written("cross_check", sheet))
    assert f"Tổng điểm tự chấm: {before}." in said and f"Tổng điểm sau kiểm tra chéo: {after};" in said
    assert bloc.table.draw.seed in said and sheet.checker.name in said
    assert "Đã kiểm tra 03 tiêu chí, thống nhất với điểm tự chấm 01 tiêu chí." in said


def test_the_annex_has_every_criterion_and_its_sums(bloc):
    paper = written("cross_check", checked(bloc))
    (table,) = tables_of(paper.annexes[0].body)
    names = {leaf.name for leaf in leaves_of(bloc.table)}
    assert {row.cells[1].removesuffix(" (không áp dụng)") for row in table.rows if not row.is_bold} == names
    own, after, difference = (Decimal(cell.replace("−", "-").replace(",", ".")) for cell in table.rows[-1].cells[3:])
    assert after - own == difference


def test_nothing_is_said_of_a_check_that_has_not_begun_and_dots_are_left_to_write_on(bloc):
    paper = written("cross_check", bloc.sheets[1])
    said = words_of(paper)
    assert "sau kiểm tra chéo" not in said and "kết thúc vào" not in said and "None" not in to_text(paper)
    assert "Địa điểm: …" in said
    assert len(cross_check.gaps(bloc.sheets[1])) == 1
    assert "Địa điểm: Hội trường." in words_of(written("cross_check", bloc.sheets[1], place="Hội trường"))


def test_a_sheet_that_moved_on_unchecked_says_so(bloc):
    sheet, stage = checked(bloc), bloc.table.stages.get(kind="cross")
    Passage.objects.create(sheet=sheet, stage=stage, passed_at=timezone.now(), passed_by="Thư ký", is_forced=True)
    said = words_of(written("cross_check", sheet))
    assert "chưa kiểm tra xong" in said and cross_check.gaps(sheet) == []


def test_marks_of_later_stages_are_on_neither_paper(bloc):
    sheet = checked(bloc)
    a_mark(sheet, bloc.leaves[1], "appraise", points=Decimal("3.77"), reason="Thẩm định riêng của thường trực")
    for slug in ("self_score", "cross_check"):
        text = to_text(written(slug, sheet))
        assert "3,77" not in text and "3.77" not in text and "Thẩm định riêng" not in text


@pytest.mark.parametrize("slug", ["self_score", "cross_check"])
def test_queries_do_not_grow_with_the_criteria(slug):
    counts = []
    for count in (5, 30):
        sheet = a_scored_bloc(3, leaves=leaves(count), stages=("self", "cross", "appraise")).sheets[0]
        with CaptureQueriesContext(connection) as seen:
            written(slug, sheet)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_subjects_are_the_sheets_of_the_bloc_in_their_order(bloc):
    assert self_score.subjects(bloc.bloc) == bloc.sheets == cross_check.subjects(bloc.bloc)
