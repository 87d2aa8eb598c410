"""Sending a sheet on, sending it back, moving it on after the deadline: the pages."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from reports.models import Mark, Return, Sheet
from tests.make_scoring import a_mark, a_scored_bloc
from tests.reports.sheet_pages import REASON, at, page_of
from tests.shelves import a_desk

pytestmark = pytest.mark.django_db
GOOD = {"by_hand": {"points": Decimal(9)}, "pass_fail": {"value": Decimal(0)}}


def a_full_sheet(desk, kind: str = "self", **by_hand):
    for leaf in desk.table.criteria.exclude(formula="").filter(assessor="unit"):
        own = by_hand if by_hand and leaf.formula == "by_hand" else GOOD.get(leaf.formula, {"value": Decimal(1)})
        a_mark(desk.sheet, leaf, kind, **own)
    return desk


def declare(desk, stage=None) -> dict:
    return {"declared": "on", "buoc": stage or desk.sheet.stage_id}


def test_the_page_before_sending_lists_what_is_missing_with_a_way_to_each_row(client):
    desk = a_desk()
    a_mark(desk.sheet, desk.leaf)
    html = page_of(client, desk.people["commander"], desk.sheet, "sheet_send")
    assert html.count(f'href="{at(desk.sheet)}#m') == 3 and 'data-testid="missing"' in html
    assert 'data-testid="send"' not in html


def test_the_declaration_is_asked_for(client):
    desk = a_full_sheet(a_desk())
    client.force_login(desk.people["commander"])
    response = client.post(at(desk.sheet, "sheet_send"), {"buoc": desk.sheet.stage_id})
    assert response.status_code == 200 and 'id="declared-error"' in response.content.decode()
    desk.sheet.refresh_from_db()
    assert desk.sheet.stage.kind == "self"


def test_sending_leads_to_a_panel_that_survives_a_reload(client):
    desk = a_full_sheet(a_desk())
    client.force_login(desk.people["commander"])
    response = client.post(at(desk.sheet, "sheet_send"), declare(desk))
    assert response.status_code == 302
    for _reload in range(2):
        html = client.get(response.url).content.decode()
        assert 'data-testid="sent"' in html and "Kiểm tra chéo" in html
    assert Sheet.objects.get(pk=desk.sheet.pk).stage.kind == "cross"


def test_sending_again_says_that_it_was_sent_and_passes_nothing_twice(client):
    desk = a_full_sheet(a_desk())
    client.force_login(desk.people["commander"])
    client.post(at(desk.sheet, "sheet_send"), declare(desk))
    response = client.post(at(desk.sheet, "sheet_send"), declare(desk))
    assert response.status_code == 200 and 'data-testid="sent"' in response.content.decode()
    assert desk.sheet.passages.count() == 1


def test_the_differences_stand_there_the_largest_first(client):
    desk = a_full_sheet(a_full_sheet(a_desk("cross", others="review")), "cross", points=Decimal("2.5"))
    changed = Mark.objects.get(stage__kind="cross", criterion__formula="count")
    changed.value, changed.reason = Decimal(2), REASON
    changed.save()
    html = page_of(client, desk.people["checker"], desk.sheet, "sheet_send")
    table = html[html.index('data-testid="differences"') :]
    order = [table.index(f'#m{number}"') for number in ("2.1", "1.2")]
    assert order == sorted(order)  # 10 points apart, then 6,5


@pytest.mark.parametrize("who, status", [("reporter", 403), ("admin", 403), ("colleague", 403), ("stranger", 404)])
def test_only_the_commander_sends(client, who, status):
    desk = a_full_sheet(a_desk())
    client.force_login(desk.people[who])
    assert client.post(at(desk.sheet, "sheet_send"), declare(desk)).status_code == status
    assert desk.sheet.passages.count() == 0


# --- Back ---


def returning(desk, **more) -> dict:
    stage = desk.table.stages.get(kind="self")
    return {"stage": stage.pk, "criteria": [desk.leaf.pk], "reason": REASON, "buoc": desk.sheet.stage_id, **more}


def test_the_reviewer_returns_the_rows_named(client):
    desk = a_full_sheet(a_desk("review"))
    client.force_login(desk.people["secretary"])
    assert client.post(at(desk.sheet, "sheet_return"), returning(desk)).url == at(desk.sheet)
    assert [leaf.pk for leaf in Return.objects.get().criteria.all()] == [desk.leaf.pk]
    assert Sheet.objects.get(pk=desk.sheet.pk).state == "returned"


@pytest.mark.parametrize("more", [{"reason": "Chưa đủ"}, {"criteria": []}, {"reason": ""}, {"stage": ""}])
def test_a_refused_return_loses_nothing_typed(client, more):
    desk = a_full_sheet(a_desk("review"))
    client.force_login(desk.people["secretary"])
    data = returning(desk, **more)
    html = client.post(at(desk.sheet, "sheet_return"), data).content.decode()
    assert not Return.objects.exists() and data["reason"] in html
    assert f'value="{desk.leaf.pk}" id="c{desk.leaf.pk}"{" checked" if data["criteria"] else ""}>' in html


@pytest.mark.parametrize("who, status", [("commander", 403), ("colleague", 403), ("admin", 403), ("stranger", 404)])
def test_only_reviewers_return(client, who, status):
    desk = a_full_sheet(a_desk("review"))
    client.force_login(desk.people[who])
    assert client.post(at(desk.sheet, "sheet_return"), returning(desk)).status_code == status
    assert not Return.objects.exists()


def test_a_sheet_at_its_first_stage_cannot_go_back(client):
    desk = a_desk("self", others="review")
    html = page_of(client, desk.people["standing"], desk.sheet, "sheet_return")
    assert 'data-testid="shut"' in html


# --- On, after the deadline ---


def overdue():
    yesterday = timezone.localdate() - timedelta(days=1)
    return a_scored_bloc(stages=[{"kind": "self", "due_on": yesterday}, "appraise"])


def test_the_secretary_moves_on_a_sheet_whose_deadline_passed(client):
    scored = overdue()
    sheet = scored.sheets[-1]
    assert at(sheet, "sheet_advance") in page_of(client, scored.secretary, sheet)
    response = client.post(at(sheet, "sheet_advance"), {"note": REASON, "buoc": sheet.stage_id})
    assert response.status_code == 302
    passage = sheet.passages.get()
    assert (passage.is_forced, passage.note) == (True, REASON)


def test_nothing_is_moved_on_without_a_reason_or_before_its_time(client):
    scored = overdue()
    client.force_login(scored.secretary)
    assert client.post(at(scored.sheets[0], "sheet_advance"), {"note": "vì"}).status_code == 200
    early = a_scored_bloc()
    client.force_login(early.secretary)
    assert client.post(at(early.sheets[0], "sheet_advance"), {"note": REASON}).status_code == 200
    assert not any(sheet.passages.exists() for sheet in [*scored.sheets, *early.sheets])


def test_the_unit_cannot_move_itself_on(client):
    scored = overdue()
    sheet = scored.sheets[-1]
    client.force_login(scored.commander[sheet.unit_id])
    assert client.post(at(sheet, "sheet_advance"), {"note": REASON}).status_code == 403
