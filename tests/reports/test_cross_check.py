"""STF-6: another unit's sheet, criterion by criterion, to the summary of what differs."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from reports.models import Mark, Result
from reports.views.sheets_shown import Shown
from tests.make_scoring import a_mark
from tests.reports.sheet_pages import REASON, page_of, row_of
from tests.reports.test_views_evidence import a_piece
from tests.shelves import a_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A sheet that stands at the cross-check; everybody's self-score is sent."""
    made = a_desk("cross", others="review")
    a_mark(made.sheet, made.leaf, "self", points=Decimal(8), reason=REASON)
    return made


def address_of(desk) -> str:
    return reverse("reports:cross_check", args=[desk.sheet.pk])


def mark(client, desk, given: str, reason: str = "", **more):
    data = {f"k{desk.leaf.pk}": "", f"v{desk.leaf.pk}": given, f"r{desk.leaf.pk}": reason, "muc": "1.2", "tiep": "1"}
    return client.post(f"{address_of(desk)}?muc=1.2", data | more)


@pytest.mark.parametrize("who", ["commander", "reporter", "admin", "secretary"])
def test_stf_6_ac_1_the_own_unit_is_never_opened(client, desk, who):
    client.force_login(desk.people[who])
    assert client.get(address_of(desk)).status_code == 403
    assert mark(client, desk, "8").status_code == 403
    assert not Mark.objects.filter(stage__kind="cross").exists()


@pytest.mark.parametrize("given, reason", [("7", ""), ("7", "ngắn quá"), ("99", REASON)])
def test_stf_6_ac_2_too_high_or_different_without_a_reason_is_refused_beside_the_field(client, desk, given, reason):
    client.force_login(desk.people["checker"])
    answer = mark(client, desk, given, reason)
    assert answer.status_code == 200
    row = row_of(answer.content.decode(), "1.2")
    assert "field-error" in row
    assert f'value="{given}"' in row
    assert not Mark.objects.filter(stage__kind="cross").exists()


def test_stf_6_ac_3_the_next_unmarked_one_comes_next_and_the_summary_last(client, desk):
    client.force_login(desk.people["checker"])
    html = client.get(f"{address_of(desk)}?muc=1.2").content.decode()
    assert re.search(r'data-testid="progress">0/4', html)
    assert mark(client, desk, "8").url == f"{address_of(desk)}?muc=1.3"
    for leaf in desk.table.criteria.exclude(formula="").exclude(pk=desk.leaf.pk):
        a_mark(desk.sheet, leaf, "cross", value=Decimal(1))
    Mark.objects.filter(stage__kind="cross", criterion=desk.leaf).delete()
    assert mark(client, desk, "8").url == reverse("reports:sheet_send", args=[desk.sheet.pk])


def test_stf_6_ac_4_the_largest_difference_stands_first_with_a_true_minus(client, desk):
    count = desk.table.criteria.get(formula="count")
    a_mark(desk.sheet, count, "self", value=Decimal(1))
    a_mark(desk.sheet, count, "cross", value=Decimal(2), reason=REASON)
    a_mark(desk.sheet, desk.leaf, "cross", points=Decimal("7.5"), reason=REASON)
    html = page_of(client, desk.people["checker"], desk.sheet, "sheet_send")
    table = html[html.index('data-testid="differences"') :]
    assert table.index('#m2.1"') < table.index('#m1.2"')
    assert "−0,5" in table
    assert [Shown(1, "1", "x", difference=Decimal(value)).difference_words for value in ("-2.50", "10", "0.5")] == [
        "−2,5",
        "+10",
        "+0,5",
    ]


def test_stf_6_ac_5_a_later_change_of_what_was_checked_asks_for_another_look(client, desk):
    a_mark(desk.sheet, desk.leaf, "cross", points=Decimal(8))
    Mark.objects.filter(stage__kind="cross").update(needs_review=True)
    html = page_of(client, desk.people["checker"], desk.sheet)
    assert "is-changed" in row_of(html, "1.2")


def test_stf_6_one_is_asked_to_tell_of_a_conflict_of_interest(client, desk):
    html = page_of(client, desk.people["checker"], desk.sheet)
    assert "thư ký" in html[html.index("callout is-warn") :]


def test_stf_6_the_evidence_stands_beside_the_row_for_those_who_may_open_it(client, desk):
    piece = a_piece(desk)
    client.force_login(desk.people["checker"])
    html = client.get(f"{address_of(desk)}?muc=1.2").content.decode()
    shown = html[html.index('data-testid="pieces"') :]
    assert reverse("reports:evidence_look", args=[piece.pk]) in shown
    assert piece.name in shown
    client.force_login(desk.people["colleague"])
    assert client.get(address_of(desk)).status_code == 403


def test_a_sheet_whose_result_is_made_offers_no_return(client):
    desk = a_desk("closed")
    way = reverse("reports:sheet_return", args=[desk.sheet.pk])
    assert way in page_of(client, desk.people["standing"], desk.sheet)
    now = desk.sheet.opened_at
    facts = {"package": "{}", "digest": "0" * 64, "prepared_at": now, "published_at": now}
    Result.objects.create(bloc=desk.bloc, table=desk.table, state="published", **facts)
    assert way not in page_of(client, desk.people["standing"], desk.sheet)
