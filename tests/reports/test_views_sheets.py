"""The pages of a score sheet: who reads what, what is asked at which stage, and what never leaks."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from pacts.models import Assignment
from reports.models import Passage, Return, Sheet
from tests.make import a_figure, a_user
from tests.make_scoring import a_mark, a_scored_bloc, a_sheet, a_table
from tests.reports.sheet_pages import REASON, at, page_of, row_of
from tests.shelves import a_desk

pytestmark = pytest.mark.django_db
CANARY = "7,13"


def a_marked_sheet(kind: str = "cross", others: str | None = None):
    """A desk whose sheet carries a mark that stands out, so that it is found wherever it leaks."""
    desk = a_desk(kind, others)
    a_mark(desk.sheet, desk.leaf, points=Decimal("7.13"), reason="Lý do riêng của đơn vị ghi ở đây")
    return desk


# --- Who reads what ---


def test_a_member_of_the_bloc_reads_where_another_sheet_stands_and_no_more(client):
    desk = a_marked_sheet()
    html = page_of(client, desk.people["colleague"], desk.sheet)
    assert "Kiểm tra chéo" in html and 'data-testid="hidden"' in html
    assert [word for word in (CANARY, "7.13", "Lý do riêng", "data-points", "data-sum", "/100") if word in html] == []


PAGES = ["sheet_history", "sheet_send", "sheet_return", "sheet_advance", "cross_check"]


@pytest.mark.parametrize("name", PAGES)
def test_no_other_page_shows_a_member_another_units_marks(client, name):
    desk = a_marked_sheet()
    client.force_login(desk.people["colleague"])
    assert client.get(reverse(f"reports:{name}", args=[desk.sheet.pk])).status_code == 403


@pytest.mark.parametrize("name", ["sheet_detail", *PAGES])
def test_strangers_find_no_sheet(client, name):
    desk = a_desk()
    client.force_login(desk.people["stranger"])
    assert client.get(reverse(f"reports:{name}", args=[desk.sheet.pk])).status_code == 404


def test_the_overview_shows_members_no_counts_of_others(client):
    desk = a_marked_sheet("self")
    address = reverse("reports:scoring_detail", args=[desk.table.pk])
    client.force_login(desk.people["colleague"])
    html = client.get(address).content.decode()
    assert CANARY not in html and ">1/4 " not in html  # theirs is 0/4
    client.force_login(desk.people["secretary"])
    assert ">1/4 " in client.get(address).content.decode()


def test_the_unit_reads_its_own_marks_of_passed_stages_and_not_the_one_at_work(client):
    desk = a_marked_sheet("review")
    a_mark(desk.sheet, desk.leaf, "review", points=Decimal("3.21"))
    html = page_of(client, desk.people["commander"], desk.sheet)
    assert CANARY in html and "3,21" not in html


def test_who_checks_reads_the_self_score_after_giving_their_own(client):
    desk = a_marked_sheet("cross", others="cross")
    assert CANARY in page_of(client, desk.people["checker"], desk.sheet)


def test_who_checks_reads_nothing_before_their_own_self_score_is_sent(client):
    desk = a_marked_sheet("cross", others="self")
    assert CANARY not in page_of(client, desk.people["checker"], desk.sheet)


def test_where_nothing_can_be_read_yet_no_sum_is_made_of_nothing(client):
    desk = a_marked_sheet("self", others="review")
    html = page_of(client, desk.people["standing"], desk.sheet)
    assert CANARY not in html and "/100" not in html and 'data-testid="bar"' not in html


def test_the_administrator_marks_nothing(client):
    desk = a_desk()
    html = page_of(client, desk.people["admin"], desk.sheet)
    assert "data-cell" not in html
    assert client.post(at(desk.sheet), {}).status_code == 403


def test_the_result_once_published_opens_the_sheets_to_the_bloc(client):
    from reports.models import Result

    desk = a_marked_sheet("closed")
    facts = {
        "package": "{}",
        "digest": "0" * 64,
        "state": "published",
        **dict.fromkeys(["prepared_at", "published_at"], timezone.now()),
    }
    Result.objects.create(bloc=desk.bloc, table=desk.table, **facts)
    assert CANARY in page_of(client, desk.people["colleague"], desk.sheet)


# --- What is asked at which stage ---


def test_the_unit_marks_its_own_sheet_in_blocks(client):
    desk = a_desk()
    html = page_of(client, desk.people["commander"], desk.sheet)
    assert html.count("<form") >= 2 and f'name="v{desk.leaf.pk}"' in html
    assert f'name="v{desk.judged.pk}"' not in html  # a department judges it


def test_a_criterion_that_does_not_apply_is_shown_with_the_reason_and_no_box(client):
    desk = a_desk()
    Assignment.objects.create(criterion=desk.leaf, unit=desk.sheet.unit, applies=False, reason="Không quản lý địa bàn")
    html = page_of(client, desk.people["commander"], desk.sheet)
    assert "Không quản lý địa bàn" in row_of(html, "1.2") and f'name="v{desk.leaf.pk}"' not in html


def test_a_pledge_feeds_its_criterion_and_nobody_types_over_it(client):
    scored = a_scored_bloc(leaves=[{"formula": "proportional", "points": 20}])
    leaf, unit = scored.leaves[0], scored.units[-1]
    leaf.pledge = scored.pact.pledges.get()
    leaf.save()
    a_figure(leaf.pledge, unit, value=Decimal("81"))
    html = page_of(client, scored.commander[unit.pk], scored.sheets[-1])
    row = row_of(html, "1.1")
    assert "81%" in row and ">18<" in row and f'name="v{leaf.pk}"' not in row
    assert "1/1" in html


def test_an_explanation_asks_for_words_alone(client):
    desk = a_desk("explain")
    html = page_of(client, desk.people["commander"], desk.sheet)
    assert f'name="r{desk.leaf.pk}"' in html and f'name="v{desk.leaf.pk}"' not in html


def test_a_department_sees_and_marks_its_own_criteria_only(client):
    desk = a_marked_sheet("review")
    html = page_of(client, desk.people["department"], desk.sheet)
    assert f'name="v{desk.judged.pk}"' in html and f'name="v{desk.leaf.pk}"' not in html and CANARY not in html


def test_only_returned_rows_open_and_carry_the_reviewers_words(client):
    desk = a_desk()
    stages = {stage.kind: stage for stage in desk.table.stages.all()}
    Passage.objects.create(sheet=desk.sheet, stage=stages["self"], passed_at=timezone.now(), passed_by="x")
    back = Return.objects.create(
        sheet=desk.sheet, from_stage=stages["review"], to_stage=stages["self"], reason="Đề nghị bổ sung văn bản",
        returned_at=timezone.now(), returned_by="Thư ký",
    )  # fmt: skip
    back.criteria.add(desk.leaf)
    Sheet.objects.filter(pk=desk.sheet.pk).update(state="returned")
    html = page_of(client, desk.people["commander"], desk.sheet)
    assert "Đề nghị bổ sung văn bản" in row_of(html, "1.2") and f'name="v{desk.leaf.pk}"' in html
    assert html.count("data-cell") == 1 and 'data-testid="returned"' in html


def test_after_the_deadline_nothing_is_open_and_the_page_says_why(client):
    yesterday = timezone.localdate() - timedelta(days=1)
    table = a_table(stages=[{"kind": "self", "due_on": yesterday}])
    sheet = a_sheet(table)
    html = page_of(client, a_user(Role.REPORTER, at=sheet.unit), sheet)
    assert 'data-testid="shut"' in html and "data-cell" not in html


# --- One criterion at a time ---


def test_one_criterion_at_a_time_goes_to_the_next_unmarked_row(client):
    desk = a_desk("cross", others="review")
    client.force_login(desk.people["checker"])
    address = reverse("reports:cross_check", args=[desk.sheet.pk])
    html = client.get(f"{address}?muc=1.2").content.decode()
    assert html.count('<tr id="m') == 1 and "0/4" in html
    data = {f"k{desk.leaf.pk}": "", f"v{desk.leaf.pk}": "8", f"r{desk.leaf.pk}": "", "muc": "1.2", "tiep": "1"}
    assert client.post(f"{address}?muc=1.2", data).url == f"{address}?muc=1.3"


def test_after_the_last_row_comes_the_page_before_sending(client):
    desk = a_desk("cross", others="review")
    for leaf in desk.table.criteria.exclude(formula="").exclude(pk=desk.leaf.pk):
        a_mark(desk.sheet, leaf, "cross", value=Decimal(1))
    client.force_login(desk.people["checker"])
    address = reverse("reports:cross_check", args=[desk.sheet.pk])
    data = {f"k{desk.leaf.pk}": "", f"v{desk.leaf.pk}": "8", "muc": "1.2", "tiep": "1"}
    assert client.post(f"{address}?muc=1.2", data).url == reverse("reports:sheet_send", args=[desk.sheet.pk])


def test_a_row_that_is_not_open_is_no_page(client):
    desk = a_desk()
    client.force_login(desk.people["commander"])
    assert client.get(f"{at(desk.sheet)}?muc=9.9").status_code == 404


def test_nobody_cross_checks_their_own_unit_not_even_by_address(client):
    desk = a_desk("cross")
    for who in ("commander", "reporter", "admin", "secretary"):
        client.force_login(desk.people[who])
        assert client.get(reverse("reports:cross_check", args=[desk.sheet.pk])).status_code == 403, who


def test_a_cross_check_that_is_over_leads_to_the_sheet(client):
    desk = a_desk("review")
    client.force_login(desk.people["checker"])
    assert client.get(reverse("reports:cross_check", args=[desk.sheet.pk])).url == at(desk.sheet)


# --- History ---


def test_the_history_tells_who_changed_what_and_why(client):
    desk = a_desk("review")
    mark = a_mark(desk.sheet, desk.leaf, points=Decimal(5), given_by="Cán bộ A")
    mark.points, mark.reason = Decimal(6), REASON
    mark.save()
    client.force_login(desk.people["commander"])
    html = client.get(reverse("reports:sheet_history", args=[desk.sheet.pk])).content.decode()
    assert all(word in html for word in ("5 ", " → 6 ", REASON, "Cán bộ A", "Lãnh đạo đơn vị"))


def test_the_history_tells_when_a_mark_was_given_not_when_its_file_was_loaded(client):
    desk = a_marked_sheet("self")
    given = timezone.make_aware(datetime(2017, 12, 11, 9, 5))
    desk.sheet.marks.update(given_at=given)
    desk.sheet.marks.model.history.update(given_at=given)
    html = page_of(client, desk.people["commander"], desk.sheet, "sheet_history")
    assert "09:05, 11/12/2017" in html


def test_the_history_hides_the_stage_at_work_from_the_unit(client):
    desk = a_desk("review")
    a_mark(desk.sheet, desk.leaf, "review", points=Decimal("3.21"), reason="Chưa đọc được")
    client.force_login(desk.people["commander"])
    html = client.get(reverse("reports:sheet_history", args=[desk.sheet.pk])).content.decode()
    assert "3,21" not in html and "Chưa đọc được" not in html


# --- What is measured against the best of the bloc ---


def a_relative_bloc():
    """Three units on one criterion of 20 points, target 10; the last one is on target, the first leads."""
    rules = {"kind": "at_least", "target": "10", "measure": "vụ"}
    scored = a_scored_bloc(leaves=[{"formula": "relative_to_best", "points": 20, "rules": rules}])
    for sheet, value in zip(scored.sheets, (20, 15, 10), strict=True):
        a_mark(sheet, scored.leaves[0], value=Decimal(value), reason=REASON)
    return scored


def test_relative_points_are_not_guessed_from_one_sheet_alone(client):
    scored = a_relative_bloc()
    sheet = scored.sheets[-1]
    html = page_of(client, scored.commander[sheet.unit_id], sheet)
    assert "data-points>—<" in row_of(html, "1.1") and "0/20" in html


def test_relative_points_stand_on_the_sheet_once_the_result_is_published(client):
    from reports.models import Result

    scored = a_relative_bloc()
    Sheet.objects.filter(table=scored.table).update(
        state="closed", closed_at=timezone.now(), stage=scored.table.stages.last()
    )
    now = timezone.now()
    facts = {"package": "{}", "digest": "0" * 64, "state": "published", "prepared_at": now, "published_at": now}
    Result.objects.create(bloc=scored.bloc, table=scored.table, **facts)
    sheet = scored.sheets[-1]
    html = page_of(client, scored.commander[sheet.unit_id], sheet)
    assert "data-points>10<" in row_of(html, "1.1") and "10/20" in html
