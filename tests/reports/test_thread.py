"""The thread both ways: pledge, criterion, figure, sheet, evidence, reason, result; each page leads to the next."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.models import Release, Role
from pacts.models import tree_of
from reports.models import Report
from tests.make import a_pledge, a_reporting, a_user, members_of
from tests.make_results import a_published_result
from tests.make_scoring import a_criterion, a_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def result():
    return a_published_result()


@pytest.fixture
def admin(client):
    client.force_login(a_user(Role.ADMIN))
    return client


def fed_node(table):
    return next(node for node in tree_of(table).leaves() if node.criterion.pledge_id)


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pledge_leads_to_the_criterion_it_feeds_and_back(admin, result):
    node, pact = fed_node(result.table), result.table.pact
    table = reverse("pacts:table_detail", args=[pact.pk])
    row = f"{table}#tc-{node.number.replace('.', '-')}"
    assert row in read(admin, reverse("pacts:pact_detail", args=[pact.pk]))
    assert f"#noi-dung-{node.criterion.pledge_id}" in read(admin, table)


def test_the_criteria_table_leads_to_its_marks_and_the_sheet_back_to_the_pledge(admin, result):
    node, pact = fed_node(result.table), result.table.pact
    scoring = reverse("reports:scoring_detail", args=[result.table_id])
    assert scoring in read(admin, reverse("pacts:table_detail", args=[pact.pk]))
    sheet = result.table.sheets.first()
    assert sheet.get_absolute_url() in read(admin, scoring)
    pledge = reverse("pacts:pact_detail", args=[pact.pk]) + f"#noi-dung-{node.criterion.pledge_id}"
    assert pledge in read(admin, sheet.get_absolute_url())


def test_a_result_leads_to_the_reasons_and_these_to_sheet_evidence_and_pledge(admin, result):
    sheet = result.table.sheets.get(unit=members_of(result.bloc)[1])
    why = reverse("reports:why_rank", args=[sheet.pk])
    assert why in read(admin, result.get_absolute_url()) and why in read(admin, sheet.get_absolute_url())
    text, node = read(admin, why), fed_node(result.table)
    assert f"{sheet.get_absolute_url()}#m{node.number}" in text
    assert f"?phieu={sheet.pk}&amp;chi_tieu={node.criterion.pk}" in text
    assert f"#noi-dung-{node.criterion.pledge_id}" in text


def test_a_reported_figure_leads_to_its_pledge(admin, result):
    node, unit = fed_node(result.table), members_of(result.bloc)[0]
    report = Report.objects.create(reporting=a_reporting(result.bloc), unit=unit)
    assert f"#noi-dung-{node.criterion.pledge_id}" in read(admin, report.get_absolute_url())


@pytest.mark.parametrize("release, sees", [(Release.PUBLIC, True), (Release.CLOSED, False)])
def test_the_public_page_of_a_unit_leads_to_its_results(client, result, release, sees):
    bloc, unit = result.bloc, members_of(result.bloc)[0]
    type(bloc).objects.filter(pk=bloc.pk).update(release=release)
    client.force_login(a_user(Role.ADMIN))
    address = reverse("public_result", args=[bloc.series.slug, bloc.season.slug])
    assert (address in read(client, reverse("public_unit", args=[unit.slug]))) is sees


def test_the_page_of_a_pact_asks_equally_often_for_any_number_of_criteria(admin):
    counts = []
    for pledges in (1, 6):
        table = a_table(adopted=False)
        for n in range(pledges):
            pledge = a_pledge(table.pact, name=f"Chỉ tiêu {n}")
            a_criterion(table, group="Kết quả", name=f"Tiêu chí {n}", points=1, formula="pass_fail", pledge=pledge)
        address = reverse("pacts:pact_detail", args=[table.pact_id])
        admin.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(address).content.decode().count("#tc-") == pledges
        counts.append(len(asked))
    assert counts[0] == counts[1]
