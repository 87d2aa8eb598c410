"""Pages of results ask equally often for any number of units, results and revisions; and stay small."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import Role
from tests.make import a_bloc, a_user
from tests.make_results import a_published_result, a_result, a_scored_table

pytestmark = pytest.mark.django_db


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def public(result, name: str = "public_result") -> str:
    return reverse(name, args=[result.bloc.series.slug, result.bloc.season.slug])


def test_the_public_page_asks_equally_often_and_is_small(client):
    counts = []
    for units in (3, 13):
        result = a_published_result(a_scored_table(bloc=a_bloc(units, release="public")))
        counts.append((asked(client, public(result)), asked(client, public(result, "public_result_csv"))))
        assert len(gzip.compress(client.get(public(result)).content)) < 10_000
    assert counts[0] == counts[1]


def test_revisions_and_other_blocs_cost_nothing(client):
    table = a_scored_table(bloc=a_bloc(3, release="public"))
    first = a_published_result(table)
    a_published_result(table, correction_note="Sửa một lỗi cộng điểm.")
    addresses = [public(first), reverse("public_results", args=["2017"])]
    before = [asked(client, address) for address in addresses]
    for _again in range(3):
        a_published_result(table, correction_note="Sửa thêm một lỗi cộng điểm.")
        a_published_result(a_scored_table(bloc=a_bloc(3, release="public")))
    assert [asked(client, address) for address in addresses] == before


def test_the_desk_asks_equally_often(client):
    client.force_login(a_user(Role.ADMIN))
    counts = []
    for units in (3, 13):
        table = a_scored_table(units)
        prepare = asked(client, reverse("reports:result_prepare", args=[table.pk]))
        result = a_result(table)
        counts.append((prepare, asked(client, reverse("reports:result_detail", args=[result.pk]))))
    assert counts[0] == counts[1]
