"""From the row of a closed sheet one press leads to the appeal against its mark, for who may file it today."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pacts.models import tree_of
from tests.reports.sheet_pages import page_of, row_of
from tests.reports.test_appeals import a_closed_desk, an_appeal

pytestmark = pytest.mark.django_db


def row_for(client, desk, who: str) -> str:
    number = tree_of(desk.table).by_pk()[desk.leaf.pk].number
    return row_of(page_of(client, desk.people[who], desk.sheet), number)


def filing(desk) -> str:
    return reverse("reports:appeal_file", args=[desk.sheet.pk, desk.leaf.pk])


@pytest.mark.parametrize("who, sees", [("commander", True), ("reporter", False), ("standing", False)])
def test_the_row_leads_the_commander_to_the_appeal(client, who, sees):
    desk = a_closed_desk()
    assert (filing(desk) in row_for(client, desk, who)) is sees


def test_only_marks_somebody_else_gave_are_appealed_against(client):
    desk = a_closed_desk("self")
    assert filing(desk) not in row_for(client, desk, "commander")


@pytest.mark.parametrize("days, sees", [(0, True), (-1, False)])
def test_the_way_closes_with_the_last_day(client, days, sees):
    desk = a_closed_desk(appeals_until=timezone.localdate() + timedelta(days=days))
    assert (filing(desk) in row_for(client, desk, "commander")) is sees


def test_a_row_whose_appeal_waits_leads_to_it(client):
    desk = a_closed_desk()
    appeal = an_appeal(desk)
    row = row_for(client, desk, "commander")
    assert filing(desk) not in row
    assert reverse("reports:appeal_detail", args=[appeal.pk]) in row
