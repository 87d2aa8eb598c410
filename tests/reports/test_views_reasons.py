"""Why this rank: who may read it when, and that every number leads down to its evidence and up to its pledge."""

import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import Role, Unit
from reports.models import Result
from tests.make import a_user, members_of, the_cast
from tests.make_results import a_published_result, a_result, a_scored_table

pytestmark = pytest.mark.django_db


def sheet_of(result, unit):
    return result.table.sheets.get(unit=unit)


def page_of(client, result, unit, user=None):
    client.force_login(user or a_user(Role.ADMIN))
    return client.get(reverse("reports:why_rank", args=[sheet_of(result, unit).pk])).content.decode()


def test_the_page_sets_the_unit_beside_the_one_above_it(client):
    result = a_published_result()
    first, second, third = members_of(result.bloc)
    text = page_of(client, result, second)
    assert "55,5/110" in text and "50,45%" in text
    assert third.name in text and "69,09%" in text
    assert first.name not in text.split("<main")[1].split("</main>")[0]


def test_every_criterion_leads_to_its_evidence_and_its_pledge(client):
    result = a_published_result()
    unit = members_of(result.bloc)[1]
    text = page_of(client, result, unit)
    pledge = result.table.criteria.exclude(pledge=None).first().pledge
    assert f"#noi-dung-{pledge.pk}" in text
    assert f"?phieu={sheet_of(result, unit).pk}&amp;chi_tieu=" in text


def test_the_unit_reads_how_each_of_its_points_came_about(client):
    result = a_published_result()
    text = page_of(client, result, members_of(result.bloc)[1]).split('data-testid="worked"')[1]
    leaves = [row["number"] for row in json.loads(result.package)["criteria"] if row["formula"]]
    assert [number in text for number in (f'id="c{one}"' for one in leaves)] == [True] * len(leaves)
    assert "Tốt nhất: " in text and f"/giao-uoc/{result.table.pact_id}/tieu-chi/#cach-tinh" in text


def test_what_parted_equals_is_said_in_words(client):
    result = a_result()
    package = json.loads(result.package)
    package["standings"][0]["decided_by"] = "group:1"
    group = package["criteria"][0]["name"]
    Result.objects.filter(pk=result.pk).update(package=json.dumps(package))
    text = page_of(client, result, Unit.objects.get(slug=package["standings"][0]["unit"]))
    assert f"kết quả cao hơn ở nhóm “{group}”" in html.unescape(text)
    assert "group:1" not in text


@pytest.mark.parametrize("tied, words", [(False, "Placed by its percentage alone"), (True, "Shares the rank")])
def test_a_place_nothing_had_to_decide_says_so_too(client, tied, words):
    result = a_result()
    package = json.loads(result.package)
    package["standings"][1]["tied"] = tied
    Result.objects.filter(pk=result.pk).update(package=json.dumps(package))
    client.cookies["django_language"] = "en"
    text = page_of(client, result, Unit.objects.get(slug=package["standings"][1]["unit"]))
    assert words in text.split("<main")[1]


def test_the_menu_knows_where_the_page_belongs(client):
    text = page_of(client, a_published_result(), Unit.objects.filter(sheets__isnull=False).first())
    assert re.search(r'<a href="/cham-diem/"[^>]*aria-current', text)


def test_what_the_appraisal_changed_is_told_with_its_author(client):
    result = a_published_result()
    text = page_of(client, result, members_of(result.bloc)[1])
    assert "−5" in text


@pytest.mark.parametrize("who", ["secretary", "head_commander", "commander", "reporter", "standing", "admin"])
def test_everybody_of_the_bloc_reads_the_reasons_of_a_published_result(client, who):
    result = a_published_result()
    text = page_of(client, result, members_of(result.bloc)[0], the_cast(result.bloc)[who])
    assert "31,82%" in text


@pytest.mark.parametrize(
    "who, sees", [("commander", False), ("reporter", False), ("secretary", True), ("standing", True)]
)
def test_before_the_release_only_those_who_prepare_it_read_them(client, who, sees):
    result = a_result()
    text = page_of(client, result, members_of(result.bloc)[2], the_cast(result.bloc)[who])
    assert ("69,09%" in text) is sees


def test_a_stranger_finds_nothing(client):
    result = a_published_result()
    client.force_login(the_cast(result.bloc)["stranger"])
    address = reverse("reports:why_rank", args=[sheet_of(result, members_of(result.bloc)[0]).pk])
    assert client.get(address).status_code == 404


def test_the_page_asks_equally_often_for_any_number_of_units(client):
    counts = []
    client.force_login(a_user(Role.ADMIN))
    for units in (3, 7):
        result = a_published_result(a_scored_table(units))
        address = reverse("reports:why_rank", args=[sheet_of(result, members_of(result.bloc)[0]).pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
