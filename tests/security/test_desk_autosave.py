"""Rows saved as JSON while they are typed: whatever is sent, nothing but one's own rows changes and no page breaks."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from blocs.models import Role
from pacts.models import Pledge
from reports.models import Figure
from tests.make import a_pact, a_pledge, a_user
from tests.reports.desks import a_desk

pytestmark = pytest.mark.django_db
JSON = "application/json"
NO_BATCH = [
    *[
        "",
        "null",
        "[]",
        "{",
        "7",
        '"rows"',
        "{}",
        '{"rows": null}',
        '{"rows": {}}',
        '{"rows": [null]}',
        '{"rows": [[]]}',
    ],
    *['{"rows": NaN}', '{"rows": [{}]}', '{"rows": [], "more": 1}', "[" * 100_000, '{"rows": ' + "9" * 5000 + "}"],
]
NUMBERS = ["1.0", "1e3", "true", "null", '"1"', "-1", "NaN", "Infinity", "9" * 20, "9" * 5000, "[1]", "{}"]


@pytest.fixture
def desk(client):
    desk = a_desk(pledges=2)
    client.force_login(desk.reporter)
    return desk


@pytest.fixture
def pact(client):
    pact = a_pact()
    client.force_login(a_user(Role.SECRETARY, at=pact.bloc))
    return pact


def grid(desk, unit=None) -> str:
    return f"{reverse('reports:figure_save')}?ky={desk.reporting.pk}&don_vi={unit or desk.unit.pk}"


def fonts() -> str:
    return reverse("reports:figure_fonts")


def rows_of(pact) -> str:
    return reverse("pacts:pledge_rows", args=[pact.pk])


def post(client, address: str, body, kind: str = JSON):
    body = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(address, body, content_type=kind, headers={"accept": JSON})


def cell(pledge, value="95", **more) -> dict:
    return {"rows": [{"pledge": pledge.pk, "cells": {"value": value}} | more]}


def line(pact, **more) -> dict:
    return {"rows": [{"key": "n1", "fields": {"name": "Nội dung mới", "kind": "at_least"}} | more]}


# --- What is no batch ---


@pytest.mark.parametrize("body", [*NO_BATCH, b"\xff\xfe", b'{"rows": "\x00"}'])
def test_what_is_no_batch_is_refused_and_writes_nothing(client, desk, body):
    assert post(client, grid(desk), body).status_code == 409
    assert not Figure.objects.exists()


@pytest.mark.parametrize("body", [*NO_BATCH, b"\xff\xfe"])
def test_what_are_no_rows_of_a_pact_is_refused(client, pact, body):
    before = Pledge.objects.count()
    assert post(client, rows_of(pact), body).status_code == 409
    assert Pledge.objects.count() == before


@pytest.mark.parametrize("number", NUMBERS)
def test_a_key_is_a_whole_number_and_nothing_else(client, desk, number):
    body = '{"rows": [{"pledge": HERE, "cells": {"value": "95"}}]}'.replace("HERE", number)
    assert post(client, grid(desk), body).status_code == 409
    assert not Figure.objects.exists()


@pytest.mark.parametrize("name", ["row", "section", "after", "revision"])
@pytest.mark.parametrize("number", ["1.0", "true", '"1"', "-1", "NaN", "9" * 20, "[1]"])
def test_so_is_a_key_of_a_row(client, pact, name, number):
    body = '{"rows": [{"key": "n1", "fields": {"name": "A"}, HERE}]}'.replace("HERE", f'"{name}": {number}')
    assert post(client, rows_of(pact), body).status_code == 409


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_another_kind_of_body_breaks_nothing(client, desk, pact, kind):
    for who, address in ((desk.reporter, grid(desk)), (a_user(Role.SECRETARY, at=pact.bloc), rows_of(pact))):
        client.force_login(who)
        assert post(client, address, "--x\r\n\r\n", kind).status_code in (400, 409)
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "runs", [{}, [["a"]], [["a", 1]], [[["a"], "b"]], ["ab"], [["a", "b"]] * 2001, [["a" * 5001, ""]]]
)
def test_texts_of_old_fonts_have_one_shape(client, desk, runs):
    assert post(client, fonts(), runs).status_code == 409


# --- Texts ---

ODD = [
    "\x00",
    "\ud800",
    "\u202eabc",
    "=1+1",
    "<script>alert(1)</script>",
    "'; DROP TABLE x;--",
    "9" * 1000,
    "1e400",
    "٣",
    "²",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_in_cells_are_kept_as_text_or_told(client, desk, text):
    row = {"pledge": desk.pledge.pk, "cells": {"value": text, "note": text, "source": text}}
    answer = post(client, grid(desk), {"rows": [row]})
    assert answer.status_code in (200, 409)
    page = client.get(f"{reverse('reports:figure_entry')}?ky={desk.reporting.pk}").content.decode()
    assert "<script>alert" not in page and "\x00" not in page


@pytest.mark.parametrize("name", ["name", "kind", "target", "target_max", "measure", "baseline_label", "note"])
@pytest.mark.parametrize("text", ODD)
def test_odd_texts_in_rows_are_kept_as_text_or_told(client, pact, name, text):
    fields = {"name": "Nội dung mới", "kind": "at_least", name: text}
    assert post(client, rows_of(pact), line(pact, fields=fields)).status_code in (200, 409)
    page = client.get(reverse("pacts:pact_contents", args=[pact.pk]))
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("key", ["\ud800", "\x00", "__proto__", "constructor", "../..", ""])
def test_an_odd_name_of_a_new_row_is_told_again_as_it_came(client, pact, key):
    answer = post(client, rows_of(pact), line(pact, key=key))
    assert answer.status_code == 200 and list(answer.json()["rows"]) == [key]


# --- Rows of others ---


def test_a_row_of_another_pact_is_gone_for_this_one(client, desk):
    other = a_desk(pledges=1)
    told = post(client, grid(desk), cell(other.pledge)).json()["rows"][str(other.pledge.pk)]
    assert told["errors"] and not told["is_stored"]
    assert not Figure.objects.exists()


def test_the_sheet_of_another_unit_is_closed(client, desk):
    assert post(client, grid(desk, desk.others[0].pk), cell(desk.pledge)).status_code == 403
    assert post(client, grid(desk, "khoi"), cell(desk.pledge)).status_code == 403
    assert not Figure.objects.exists()


def test_rows_and_sections_of_another_pact_stay_as_they_are(client, pact):
    other = a_pact()
    theirs = other.pledges.get()
    told = post(client, rows_of(pact), line(pact, row=theirs.pk, revision=theirs.revision)).json()["rows"]["n1"]
    assert "gone" in told
    post(client, rows_of(pact), line(pact, key="n2", section=other.sections.get().pk, after=theirs.pk))
    assert list(other.pledges.all()) == [theirs] and Pledge.objects.get(pk=theirs.pk).name == theirs.name
    assert post(client, rows_of(other), line(other)).status_code == 404


def test_a_forged_revision_overwrites_nobody(client, desk):
    post(client, grid(desk), cell(desk.pledge, "95"))
    for forged in (None, 2, 99, 2**31 - 1):
        told = post(client, grid(desk), cell(desk.pledge, "10", revision=forged)).json()["rows"][str(desk.pledge.pk)]
        assert told["clash"]
    assert [str(one.value.normalize()) for one in Figure.objects.all()] == ["95"]


def test_a_revision_that_never_was_saves_no_row(client, pact):
    pledge = pact.pledges.get()
    told = post(client, rows_of(pact), line(pact, row=pledge.pk, revision=99)).json()["rows"]["n1"]
    assert "conflict" in told
    assert Pledge.objects.get(pk=pledge.pk).name == pledge.name


def test_a_new_row_sent_again_is_made_once_even_with_other_words(client, pact):
    before = pact.pledges.count()
    for name in ("Nội dung mới", "Nội dung mới", "Nội dung đã sửa"):
        assert post(client, rows_of(pact), line(pact, fields={"name": name, "kind": "count"})).status_code == 200
    assert pact.pledges.count() == before + 1


def test_one_key_twice_in_an_object_is_the_last_of_them(client, desk):
    twice = f'"pledge": 1, "pledge": {desk.pledge.pk}'
    body = '{"rows": [{HERE, "cells": {"value": "1", "value": "95"}}]}'.replace("HERE", twice)
    assert post(client, grid(desk), body).status_code == 200
    assert [str(one.value.normalize()) for one in Figure.objects.all()] == ["95"]


# --- Without a login, without a token ---


def test_a_lost_session_saves_nothing(client, desk, pact):
    client.logout()
    for address in (grid(desk), fonts(), rows_of(pact)):
        answer = post(client, address, cell(desk.pledge))
        assert answer.status_code == 302 and reverse("account_login") in answer["Location"]
    assert not Figure.objects.exists()


def test_no_other_site_sends_rows(desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.reporter)
    for kind in (JSON, "text/plain"):
        assert post(client, grid(desk), cell(desk.pledge), kind).status_code == 403
        assert post(client, fonts(), [["a", ""]], kind).status_code == 403
    assert not Figure.objects.exists()


def test_more_rows_than_fit_are_refused(client, pact):
    a_pledge(pact, order=2)
    rows = [{"key": f"n{n}", "fields": {"name": f"Nội dung {n}"}} for n in range(101)]
    assert post(client, rows_of(pact), {"rows": rows}).status_code == 409
    assert pact.pledges.count() == 2
