"""CMD-2: from a cell of the board to the evidence, the history on the way, two units side by side."""

import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from reports.models import Evidence
from tests.make import a_figure, a_reporting, a_user, members_of
from tests.make_results import a_scored_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A scored bloc under an open phase; evidence behind the pledge-fed criterion of the last unit."""
    table = a_scored_table(3)
    bloc, unit = table.pact.bloc, members_of(table.pact.bloc)[-1]
    a_reporting(bloc)
    fed = table.criteria.get(pledge__isnull=False)
    sheet = table.sheets.get(unit=unit)
    piece = Evidence(
        sheet=sheet, criterion=fed, stage=table.stages.first(), name="Báo cáo.pdf", sha256="a" * 64, size=8,
        content_type="application/pdf", added_by="Cán bộ", added_at=timezone.now(),
    )  # fmt: skip
    piece.file.save("x", ContentFile(b"%PDF-1.7"))
    return {"table": table, "bloc": bloc, "unit": unit, "fed": fed, "sheet": sheet, "pledge": fed.pledge}


def unit_page(client, desk, unit=None, **asked):
    query = {"khoi": desk["bloc"].pk, "ky": "year", **asked}
    answer = client.get(reverse("reports:board_unit", args=[(unit or desk["unit"]).pk], query=query))
    assert answer.status_code == 200
    return answer.content.decode()


def cell_of(html: str, name: str) -> str:
    return re.search(rf'data-testid="{name}".*?</td>', html, re.S).group(0)


def test_cmd_2_ac_1_the_way_from_a_cell_to_the_evidence_is_three_clicks(client, desk):
    """Cell → unit (1) → shelf of the criterion (2) → the file (3)."""
    client.force_login(a_user(Role.STANDING, at=desk["bloc"].series.organiser))
    board = client.get(reverse("reports:board", query={"khoi": desk["bloc"].pk, "ky": "year"})).content.decode()
    cell = re.search(rf'id="o-{desk["unit"].pk}-\d+" href="([^"]+)"', board).group(1).replace("&amp;", "&")
    unit = client.get(cell.split("#")[0]).content.decode()
    shelf = re.search(r'href="([^"]+)"', cell_of(unit, f"evidence-{desk['pledge'].pk}")).group(1).replace("&amp;", "&")
    page = client.get(shelf)
    assert page.status_code == 200
    assert reverse("reports:evidence_file", args=[Evidence.objects.get().pk]) in page.content.decode()


def test_cmd_2_ac_1_the_trail_leads_back_to_the_very_cell(client, desk):
    client.force_login(a_user(Role.SECRETARY, at=desk["bloc"]))
    html = unit_page(client, desk, o="1")
    back = re.search(r'href="([^"]+)" data-testid="back"', html).group(1)
    assert back.endswith(f"#o-{desk['unit'].pk}-1")
    board = client.get(back.replace("&amp;", "&").split("#")[0]).content.decode()
    assert f'id="{back.split("#")[1]}"' in board


def test_cmd_2_ac_2_the_history_says_old_and_new_who_and_when(client, desk):
    """Beside the figure: 80 → 88,5 with the person and the time of the change."""
    changer = a_user(Role.SECRETARY, at=desk["bloc"])
    figure = desk["pledge"].figures.get(unit=desk["unit"])
    old = figure.value
    figure.value = Decimal("88.5")
    figure._history_user = changer
    figure.save()
    client.force_login(changer)
    line = re.search(rf'id="p{desk["pledge"].pk}".*?<ul class="fine">(.*?)</ul>', unit_page(client, desk), re.S).group(
        1
    )
    assert f"{int(old)}" in line and "→" in line and "88,5" in line and str(changer) in line
    assert timezone.localtime().strftime("%d/%m/%Y") in line


def test_cmd_2_ac_4_evidence_one_may_not_open_is_named_all_the_same(client, desk):
    """A colleague of the bloc reads the figures, not the shelf; the cell says so instead of being empty."""
    colleague = a_user(Role.REPORTER, at=members_of(desk["bloc"])[1])
    client.force_login(colleague)
    cell = cell_of(unit_page(client, desk), f"evidence-{desk['pledge'].pk}")
    assert "⊘" in cell and "<a" not in cell
    client.force_login(a_user(Role.REPORTER, at=desk["unit"]))
    assert "<a" in cell_of(unit_page(client, desk), f"evidence-{desk['pledge'].pk}")


def test_before_and_after_lead_to_the_neighbours(client, desk):
    first, second, third = members_of(desk["bloc"])
    client.force_login(a_user(Role.SECRETARY, at=desk["bloc"]))
    html = unit_page(client, desk, unit=second)
    for rel, unit in (("prev", first), ("next", third)):
        assert re.search(rf'rel="{rel}" href="{reverse("reports:board_unit", args=[unit.pk])}', html)


def test_a_directive_stands_on_the_unit_s_page_for_those_who_read_it(client, desk):
    from reports.actions.directives import give_directive
    from reports.models import Directive

    head = a_user(Role.COMMANDER, at=members_of(desk["bloc"])[0])
    facts = {"bloc": desk["bloc"], "unit": desk["unit"], "due_on": timezone.localdate()}
    give_directive(Directive(text="Tập trung giải quyết án tồn", **facts), by=head)
    shown = 'data-testid="directives"'
    client.force_login(a_user(Role.REPORTER, at=desk["unit"]))
    assert shown in unit_page(client, desk)
    client.force_login(a_user(Role.REPORTER, at=members_of(desk["bloc"])[1]))
    assert shown not in unit_page(client, desk)
    client.force_login(head)
    assert shown in unit_page(client, desk) and 'data-testid="direct"' in unit_page(client, desk)


# --- Side by side


def compared(client, desk, **asked):
    return client.get(reverse("reports:board_compare", query={"khoi": desk["bloc"].pk, "ky": "year", **asked}))


def test_two_units_stand_side_by_side(client, desk):
    first, second, third = members_of(desk["bloc"])
    a_figure(desk["table"].pact.pledges.exclude(pk=desk["pledge"].pk).get(), first, value=77)
    client.force_login(a_user(Role.SECRETARY, at=desk["bloc"]))
    answer = compared(client, desk, don_vi=first.pk, voi=third.pk)
    assert (answer.context["left"], answer.context["right"]) == (first, third)
    pairs = {pair.pledge: pair for section in answer.context["sections"] for pair in section.lines}
    pair = pairs[desk["pledge"]]
    assert (pair.left.figure.unit, pair.right.figure.unit) == (first, third) and not pair.is_same
    html = answer.content.decode()
    assert pair.left.said in html and pair.right.said in html
    assert compared(client, desk, don_vi=second.pk).context["right"] == first


def test_a_unit_of_another_bloc_is_not_compared(client, desk):
    from tests.make import a_unit

    client.force_login(a_user(Role.SECRETARY, at=desk["bloc"]))
    assert compared(client, desk, don_vi=a_unit().pk).status_code == 404
    assert compared(client, desk, voi="x").status_code == 404
    client.force_login(a_user(Role.REPORTER, at=a_unit()))
    assert compared(client, desk).status_code == 404
