"""The scoring of a bloc at a glance: opened, drawn, extended; and how many questions the pages ask."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.logic.draw import draw
from reports.models import Draw, Sheet, StageExtension
from tests.make import a_bloc, a_pact, the_cast
from tests.make_scoring import a_mark, a_scored_bloc, a_table
from tests.reports.sheet_pages import REASON, at

pytestmark = pytest.mark.django_db


def address(table, name: str = "scoring_detail") -> str:
    return reverse(f"reports:{name}", args=[table.pk])


def a_sealed_table(**facts):
    sealed = {"state": "sealed", "sealed_at": timezone.now(), "digest": "0" * 64, "canonical": "văn bản"}
    pact = a_pact(a_bloc(3), **sealed)
    return a_table(pact, **facts), the_cast(pact.bloc)


def test_the_secretary_opens_the_scoring_of_a_sealed_pact(client):
    table, people = a_sealed_table()
    client.force_login(people["secretary"])
    assert 'data-testid="door-open"' in client.get(address(table)).content.decode()
    assert client.post(address(table, "scoring_open")).url == address(table)
    assert Sheet.objects.filter(table=table).count() == 3


def test_a_draft_table_says_why_scoring_cannot_begin(client):
    table, people = a_sealed_table(adopted=False)
    client.force_login(people["secretary"])
    html = client.get(address(table)).content.decode()
    assert 'class="door is-shut"' in html and f'action="{address(table, "scoring_open")}"' not in html


def test_members_see_no_buttons_and_cannot_press_them(client):
    table, people = a_sealed_table()
    client.force_login(people["commander"])
    html = client.get(address(table)).content.decode()
    assert "door-open" not in html and 'data-testid="extend"' not in html
    names = ("scoring_open", "scoring_draw", "scoring_extend")
    assert [client.post(address(table, name)).status_code for name in names] == [403, 403, 403]
    assert not Sheet.objects.exists()


def test_strangers_find_no_scoring(client):
    table, people = a_sealed_table()
    client.force_login(people["stranger"])
    assert client.get(address(table)).status_code == 404
    assert f'data-testid="table-{table.pk}"' not in client.get(reverse("reports:scoring_list")).content.decode()


def test_the_draw_is_printed_with_its_seed_so_that_anyone_can_repeat_it(client):
    scored = a_scored_bloc(4, drawn=False)
    client.force_login(scored.secretary)
    client.post(address(scored.table, "scoring_draw"))
    made = Draw.objects.get()
    html = client.get(address(scored.table)).content.decode()
    assert made.seed in html and made.method in html and "sha256sum" in html
    sheet_of_paper = html.split('data-testid="draw"')[1].split("</section>")[0]
    assert "<details open>" in sheet_of_paper and "data-print" in sheet_of_paper
    checks = draw(made.seed, [unit.slug for unit in scored.units])
    rows = Sheet.objects.select_related("unit", "checker")
    assert {sheet.unit.slug: sheet.checker.slug for sheet in rows} == checks
    assert client.post(address(scored.table, "scoring_draw")).status_code == 302
    assert Draw.objects.count() == 1


def a_dated_bloc():
    return a_scored_bloc(stages=[{"kind": "self", "due_on": timezone.localdate()}, "cross", "review"])


def extension(scored, **more) -> dict:
    later = timezone.localdate() + timedelta(days=3)
    stage = scored.table.stages.get(kind="self")
    return {"stage": stage.pk, "unit": "", "due_on": later.strftime("%d/%m/%Y"), "reason": REASON, **more}


def test_a_deadline_is_extended_for_one_unit_with_a_reason(client):
    scored = a_dated_bloc()
    client.force_login(scored.secretary)
    data = extension(scored, unit=scored.units[1].pk)
    assert client.post(address(scored.table, "scoring_extend"), data).status_code == 302
    assert StageExtension.objects.get().unit == scored.units[1]
    assert REASON in client.get(address(scored.table)).content.decode()


@pytest.mark.parametrize("more", [{"reason": "ngắn"}, {"due_on": "31/02/2018"}, {"due_on": "01/01/2016"}])
def test_a_refused_extension_is_shown_as_it_was_typed(client, more):
    scored = a_dated_bloc()
    client.force_login(scored.secretary)
    data = extension(scored, **more)
    html = client.post(address(scored.table, "scoring_extend"), data).content.decode()
    assert not StageExtension.objects.exists() and 'role="alert"' in html
    assert f'value="{data["due_on"]}"' in html and f'value="{data["reason"]}"' in html


def test_the_list_says_where_the_sheets_stand(client):
    scored = a_scored_bloc()
    client.force_login(scored.secretary)
    html = client.get(reverse("reports:scoring_list")).content.decode()
    assert "0/3" in html and "Tự chấm điểm: 3" in html


# --- How often the pages ask ---


def count(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def a_filled_bloc(units: int, leaves: int):
    rows = [{"group": f"Nhóm {n % 3}", "name": f"Tiêu chí {n}", "points": 1} for n in range(leaves)]
    scored = a_scored_bloc(units, leaves=rows)
    for sheet in scored.sheets[-2:]:
        for leaf in scored.leaves:
            a_mark(sheet, leaf, points=0)
    return scored


def counts(client, scored) -> dict[str, int]:
    sheet, unit = scored.sheets[-1], scored.units[-1]
    client.force_login(scored.commander[unit.pk])
    own = {name: count(client, at(sheet, name)) for name in ("sheet_detail", "sheet_send", "sheet_history")}
    client.force_login(scored.secretary)
    bloc = {name: count(client, address(scored.table, name)) for name in ("scoring_detail",)}
    return own | bloc | {"scoring_list": count(client, reverse("reports:scoring_list"))}


def test_a_version_amended_before_anybody_was_scored_by_it_is_not_listed(client):
    scored = a_scored_bloc(3)
    facts = {"state": "sealed", "sealed_at": timezone.now(), "digest": "0" * 64}
    newer = a_table(a_pact(scored.bloc, version=2, amends=scored.pact, **facts))
    client.force_login(scored.secretary)
    listed = reverse("reports:scoring_list")
    shown = client.get(listed).content.decode()
    assert address(scored.table) in shown and address(newer) in shown
    Sheet.objects.filter(table=scored.table).delete()
    assert address(scored.table) not in client.get(listed).content.decode()


def test_pages_ask_equally_often_for_a_small_bloc_and_a_large_one(client):
    assert counts(client, a_filled_bloc(3, 3)) == counts(client, a_filled_bloc(13, 176))


def test_the_page_of_a_large_sheet_is_light(client):
    """176 criteria, open for marking: at most 40 KB on the wire."""
    import gzip

    scored = a_filled_bloc(3, 176)
    client.force_login(scored.commander[scored.units[0].pk])
    html = client.get(at(scored.sheets[0])).content
    assert html.count(b"data-cell") == 176 and len(gzip.compress(html)) < 40_000
