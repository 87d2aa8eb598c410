"""What a forger posts to a score sheet: a sentence answers, never an error of the server, never a half-written row."""

import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from blocs.models import Event
from reports.models import Mark
from tests.make import a_pledge
from tests.make_scoring import a_criterion, a_scored_bloc, a_table
from tests.reports.score_flow import REASON, carry, everybody_scored, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_scored_bloc()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def save(bloc, body, sheet=None, user=None, kind="application/json"):
    sheet = fresh(sheet or bloc.sheets[-1])
    client = client_of(user or bloc.reporter[sheet.unit_id])
    address = reverse("reports:sheet_save", args=[sheet.pk])
    with transaction.atomic():
        return client.post(address, body, content_type=kind)


def cells(bloc, *rows, **more) -> str:
    return json.dumps({"stage": bloc.sheets[-1].stage_id, "cells": list(rows), **more})


def cell(criterion, given, **more) -> dict:
    return {"criterion": criterion.pk, "given": given, "reason": REASON, **more}


SHAPES = {
    "deep": "[" * 100_000,
    "deep in a cell": '{"stage": 1, "cells": ' + "[" * 50_000 + "]" * 50_000 + "}",
    "a list": "[]",
    "nothing": "",
    "null": "null",
    "half": '{"stage":',
    "NaN": '{"stage": NaN, "cells": []}',
    "huge integer": '{"stage": 1, "cells": [{"criterion": ' + "9" * 5000 + "}]}",
    "stage beyond the database": '{"stage": ' + "9" * 30 + ', "cells": []}',
    "negative stage": '{"stage": -1, "cells": []}',
    "true for a number": '{"stage": 1, "cells": [{"criterion": true}]}',
    "a final score": '{"stage": 1, "cells": [{"criterion": 1, "points": "40"}]}',
    "not text": b"\xff\xfe\x00",
    "NUL": '{"stage": 1, "cells": "\\u0000"}',
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_no_batch_of_marks_is_refused_in_words(bloc, name):
    answer = save(bloc, SHAPES[name])
    assert answer.status_code == 409, answer.content[:200]
    assert answer.json()["said"] and not Mark.objects.exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_batch_of_another_kind_changes_nothing(bloc, kind):
    answer = save(bloc, "stage=1&cells=2", kind=kind)
    assert answer.status_code in (400, 409)
    assert not Mark.objects.exists()


def test_a_batch_of_ten_megabytes_is_refused(bloc):
    assert save(bloc, '{"stage": 1, "cells": "' + "a" * 10_000_000 + '"}').status_code in (400, 413)


POINTS = ["NaN", "Infinity", "-1", "1e1", "0x10", "0,25", "92.020", "30,5", "31", "1/2", "٣", "=1+1", "1 0", "9" * 100]


@pytest.mark.parametrize("raw", POINTS)
def test_points_that_nobody_can_give_are_refused_beside_the_row(bloc, raw):
    row = bloc.leaves[1]
    answer = save(bloc, cells(bloc, cell(row, raw)))
    assert answer.status_code == 200
    assert answer.json()["rows"][str(row.pk)]["errors"] and not Mark.objects.exists()


@pytest.mark.parametrize(("raw", "points"), [("１０", 10), ("10,50", 10.5), ("０", 0), (" 7 ", 7), ("30", 30)])
def test_points_typed_oddly_are_understood(bloc, raw, points):
    save(bloc, cells(bloc, cell(bloc.leaves[1], raw)))
    assert float(Mark.objects.get().points) == points


ODD = ["a\x00b" * 20, "\u202e" + REASON, "\u200b" * 40, "\ud800" * 30, "ắ" * 3000, "\u2066x\u2069" * 20]


@pytest.mark.parametrize("reason", ODD)
def test_odd_reasons_are_cleaned_or_refused(bloc, reason):
    row = bloc.leaves[1]
    answer = save(bloc, cells(bloc, {**cell(row, "30"), "reason": reason}))
    assert answer.status_code in (200, 409)
    for mark in Mark.objects.all():
        assert len(mark.reason) >= 20 and not set(mark.reason) & set("\x00\u202e\u200b\ud800\u2066\u2069")
    if reason.startswith(("\u200b", "ắ")):
        assert not Mark.objects.exists()


@pytest.mark.parametrize("given", ["\x00", "\ud800", "１\u200b", "\u202e5"])
def test_odd_marks_are_no_error_of_the_server(bloc, given):
    assert save(bloc, cells(bloc, cell(bloc.leaves[1], given))).status_code in (200, 409)


def test_a_form_naming_one_row_twice_writes_it_once_or_not_at_all(bloc):
    """“k5” and “k05” are one row."""
    sheet, row = bloc.sheets[-1], bloc.leaves[1]
    posted = {"buoc": sheet.stage_id, f"k{row.pk}": "", f"v{row.pk}": "5", f"r{row.pk}": REASON}
    posted |= {f"k0{row.pk}": "", f"v0{row.pk}": "7"}
    answer = client_of(bloc.reporter[sheet.unit_id]).post(reverse("reports:sheet_detail", args=[sheet.pk]), posted)
    assert answer.status_code in (200, 302)
    assert Mark.objects.filter(sheet=sheet, criterion=row).count() <= 1
    assert list(Mark.objects.values_list("points", flat=True)) in ([], [5])


def test_rows_of_other_sheets_other_tables_and_groups_are_not_marked(bloc):
    other = a_table()
    group = bloc.leaves[0].parent
    stranger = a_criterion(other)
    answer = save(bloc, cells(bloc, cell(group, "5"), cell(stranger, "5"), {**cell(group, "5"), "criterion": 10**12}))
    assert answer.status_code == 200 and not Mark.objects.exists()


def test_another_stage_is_not_marked_by_naming_it(bloc):
    later = bloc.table.stages.get(kind="appraise").pk
    answer = save(bloc, json.dumps({"stage": later, "cells": [cell(bloc.leaves[1], "5")]}))
    assert answer.status_code == 409 and not Mark.objects.exists()


def test_points_are_not_posted_for_what_is_reckoned_nor_for_what_does_not_apply(bloc):
    row, off = bloc.leaves[0], bloc.leaves[3]
    off.assignments.create(unit=bloc.sheets[-1].unit, applies=False, reason="Không có chức năng")
    answer = save(bloc, cells(bloc, cell(row, "20"), cell(off, "4")))
    rows = answer.json()["rows"]
    assert rows[str(row.pk)]["errors"] and rows[str(off.pk)]["points"] in ("", None)
    assert not Mark.objects.exists()


def test_the_reported_figure_is_not_posted_over(bloc):
    row = bloc.leaves[3]
    type(row).objects.filter(pk=row.pk).update(
        pledge=a_pledge(bloc.pact, kind="count", target=4, measure="mô hình"), formula="proportional", rules={}
    )
    answer = save(bloc, cells(bloc, cell(row, "4")))
    assert answer.status_code == 200 and not Mark.objects.exists()


@pytest.mark.parametrize("name", ["sheet_return", "scoring_extend", "sheet_advance", "sheet_send", "sheet_agree"])
def test_forged_fields_of_the_steps_are_no_error(bloc, name):
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[-1], "review")
    before = Event.objects.count()
    odd = {"to_stage": "999999", "criteria": ["1", "x", "9" * 30], "reason": "\x00", "buoc": "9" * 30, "unit": "1e9"}
    odd |= {"stage": "-1", "due_on": "32/13/20177", "note": "\u202e", "declared": "on"}
    who = bloc.secretary
    thing = sheet.table_id if name == "scoring_extend" else sheet.pk
    answer = client_of(who).post(reverse(f"reports:{name}", args=[thing]), odd)
    assert answer.status_code in (200, 302, 403, 409), answer.status_code
    assert Event.objects.count() <= before + 1
    assert fresh(sheet).stage.kind == "review"
