"""Filling a score sheet: as a plain form without script, and cell by cell as JSON."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from reports.models import Mark
from tests.make_scoring import a_mark
from tests.reports.sheet_pages import REASON, at, block, page_of, row_of
from tests.shelves import a_desk

pytestmark = pytest.mark.django_db


def leaf_of(desk, formula: str):
    return desk.table.criteria.get(formula=formula)


def save(client, desk, *cells, stage=None, **more):
    data = {"stage": stage or desk.sheet.stage_id, "cells": list(cells), **more}
    return client.post(at(desk.sheet, "sheet_save"), json.dumps(data), content_type="application/json")


def cell(criterion, given="", reason="", revision=None) -> dict:
    return {"criterion": criterion.pk, "given": given, "reason": reason, "revision": revision}


# --- Without script ---


def test_a_block_is_saved_as_a_plain_form(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    rows = [(desk.leaf, "14,5"), (leaf_of(desk, "pass_fail"), "0"), (leaf_of(desk, "deduction"), "3")]
    response = client.post(at(desk.sheet), block(*rows, stage=desk.sheet.stage_id) | {"nhom": "1"})
    assert response.status_code == 302 and response.url.endswith("#g1")
    said = dict(Mark.objects.filter(sheet=desk.sheet).values_list("criterion__formula", "points"))
    assert said == {"by_hand": Decimal("14.5"), "pass_fail": None, "deduction": None}


def test_right_rows_are_saved_beside_refused_ones_which_keep_what_was_typed(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    rows = [(desk.leaf, "mười điểm", "Ghi chú đang viết dở"), (leaf_of(desk, "deduction"), "2")]
    response = client.post(at(desk.sheet), block(*rows))
    row = row_of(response.content.decode(), "1.2")
    assert response.status_code == 200 and Mark.objects.get().criterion.formula == "deduction"
    assert 'value="mười điểm"' in row and "Ghi chú đang viết dở" in row and 'aria-invalid="true"' in row
    assert 'href="#m1.2"' in response.content.decode()


def test_a_mark_at_the_maximum_without_a_reason_is_refused_beside_its_field(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    row = row_of(client.post(at(desk.sheet), block((desk.leaf, "30"))).content.decode(), "1.2")
    assert "field-error" in row and "20" in row and '<details class="score-why" open' in row
    assert not Mark.objects.exists()


def test_a_mark_different_from_the_stage_before_needs_a_reason(client):
    desk = a_desk("cross", others="review")
    a_mark(desk.sheet, desk.leaf, points=Decimal(9))
    client.force_login(desk.people["checker"])
    assert client.post(at(desk.sheet), block((desk.leaf, "8"))).status_code == 200
    assert not Mark.objects.filter(stage__kind="cross").exists()
    assert client.post(at(desk.sheet), block((desk.leaf, "8", REASON))).status_code == 302
    assert Mark.objects.get(stage__kind="cross").reason == REASON


def test_a_contested_row_shows_both_values_and_is_saved_the_second_time(client):
    desk = a_desk()
    mark = a_mark(desk.sheet, desk.leaf, points=Decimal(11), revision=2)
    client.force_login(desk.people["reporter"])
    html = client.post(at(desk.sheet), block((desk.leaf, "12", "", 1))).content.decode()
    row = row_of(html, "1.2")
    assert "11" in row and 'value="12"' in row and f'name="k{desk.leaf.pk}" value="2"' in row
    client.post(at(desk.sheet), block((desk.leaf, "12", "", 2)))
    mark.refresh_from_db()
    assert mark.points == Decimal(12)


def test_a_sheet_that_moved_on_saves_nothing_and_gives_back_what_was_typed(client):
    desk = a_desk("review")
    client.force_login(desk.people["secretary"])
    first = desk.table.stages.get(kind="self")
    response = client.post(at(desk.sheet), block((desk.leaf, "12,5", "Chữ đang gõ"), stage=first.pk))
    html = response.content.decode()
    assert response.status_code == 200 and 'role="alert"' in html
    assert "12,5</textarea>" in html and "Chữ đang gõ</textarea>" in html and not Mark.objects.exists()


def test_a_blank_takes_a_mark_out_and_is_not_a_zero(client):
    desk = a_desk()
    a_mark(desk.sheet, desk.leaf, points=Decimal(5))
    client.force_login(desk.people["reporter"])
    client.post(at(desk.sheet), block((desk.leaf, "", "", 1)))
    assert not Mark.objects.exists()
    client.post(at(desk.sheet), block((desk.leaf, "0", "", "")))
    assert Mark.objects.get().points == 0
    assert ">0<" in row_of(page_of(client, desk.people["reporter"], desk.sheet), "1.2")


def test_the_posted_total_of_a_group_changes_nothing(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    group = desk.leaf.parent
    client.post(at(desk.sheet), block((group, "60")))
    assert not Mark.objects.exists()


# --- As JSON ---


def test_a_batch_is_saved_and_answered_row_by_row(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    answer = save(client, desk, cell(desk.leaf, "14,5"), cell(leaf_of(desk, "deduction"), "x1"))
    told = answer.json()
    assert answer.status_code == 200 and Mark.objects.get().points == Decimal("14.5")
    assert told["rows"][str(desk.leaf.pk)] == {
        "revision": 1, "points": "14,5", "line": "", "errors": [], "asks": False,
    }  # fmt: skip
    wrong = told["rows"][str(leaf_of(desk, "deduction").pk)]
    assert wrong["revision"] == "" and len(wrong["errors"]) == 1
    assert told["sums"]["1"].startswith("14,5/60") and "1/4" in told["sums"]["total"]


def test_a_saved_row_carries_the_line_its_points_follow_from(client):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    leaf = leaf_of(desk, "deduction")
    row = save(client, desk, cell(leaf, "3")).json()["rows"][str(leaf.pk)]
    assert (row["points"], row["line"]) == ("4", "10 − 2 × 3 = 4.")


def test_a_contested_cell_is_answered_with_both_values_and_the_newer_revision(client):
    desk = a_desk()
    a_mark(desk.sheet, desk.leaf, points=Decimal(11), revision=3)
    client.force_login(desk.people["reporter"])
    row = save(client, desk, cell(desk.leaf, "12", revision=1)).json()["rows"][str(desk.leaf.pk)]
    assert row["revision"] == 3 and "11" in row["errors"][1] and "12" in row["errors"][1]


BROKEN = [
    b"", b"[]", b"{", b'{"cells": []}', b'{"stage": 1}', b'{"stage": "1", "cells": []}',
    b'{"stage": 1, "cells": [], "total": 100}', b'{"stage": 1, "cells": [{"criterion": 1, "points": 100}]}',
    b'{"stage": 1, "cells": [{"criterion": "1"}]}', b'{"stage": true, "cells": 7}', b"\xff\xfe",
]  # fmt: skip


@pytest.mark.parametrize("body", BROKEN)
def test_what_is_no_batch_is_refused_with_a_sentence(client, body):
    desk = a_desk()
    client.force_login(desk.people["reporter"])
    answer = client.post(at(desk.sheet, "sheet_save"), body, content_type="application/json")
    assert answer.status_code == 409 and answer.json()["said"] and not Mark.objects.exists()


def test_a_batch_for_a_stage_that_is_over_is_refused(client):
    desk = a_desk("review")
    client.force_login(desk.people["secretary"])
    answer = save(client, desk, cell(desk.leaf, "5"), stage=desk.table.stages.get(kind="self").pk)
    assert answer.status_code == 409 and not Mark.objects.exists()


@pytest.mark.parametrize("who, status", [("colleague", 403), ("admin", 403), ("secretary", 403), ("stranger", 404)])
def test_nobody_else_saves_into_a_units_sheet(client, who, status):
    desk = a_desk()
    client.force_login(desk.people[who])
    assert save(client, desk, cell(desk.leaf, "5")).status_code == status
    assert not Mark.objects.exists()


def test_a_batch_without_a_token_is_refused():
    from django.test import Client

    desk = a_desk()
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.people["reporter"])
    assert save(client, desk, cell(desk.leaf, "5")).status_code == 403


# --- Agreeing with the rest ---


def test_agreeing_takes_over_what_is_left_but_never_a_maximum(client):
    desk = a_desk("cross", others="review")
    a_mark(desk.sheet, desk.leaf, points=Decimal(9))
    a_mark(desk.sheet, leaf_of(desk, "pass_fail"), value=Decimal(1), reason=REASON)
    client.force_login(desk.people["checker"])
    assert client.post(at(desk.sheet, "sheet_agree"), {"buoc": desk.sheet.stage_id}).status_code == 302
    assert list(Mark.objects.filter(stage__kind="cross").values_list("criterion", "points")) == [(desk.leaf.pk, 9)]


def test_the_unit_cannot_agree_for_its_checker(client):
    desk = a_desk("cross", others="review")
    client.force_login(desk.people["commander"])
    assert client.post(reverse("reports:sheet_agree", args=[desk.sheet.pk])).status_code == 403
