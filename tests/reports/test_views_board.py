"""The commander's board, the lists behind its tiles, and one unit under the glass."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from pacts.models import Direction, OwnTarget, Section
from reports.models import Extension, Figure, Publication, Report, Reporting
from tests import make
from tests.reports.desks import REASON, a_desk, queries_of, seal

pytestmark = pytest.mark.django_db
BOARD = "/dieu-hanh/"
LISTS = [
    *["da-bao-cao", "chua-bao-cao", "qua-han", "dat", "nguy-co", "chi-tieu", "ban-do"],
    *["can-chu-y", "den-han", "cho-duyet"],
]


def query(desk, ky="year"):
    return f"?khoi={desk.bloc.pk}&ky={ky}"


def list_url(desk, which):
    return reverse("reports:board_list", args=[which]) + query(desk)


def unit_url(desk, unit=None):
    return reverse("reports:board_unit", args=[(unit or desk.unit).pk]) + query(desk)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("admin", 200),
        ("standing", 200),
        ("secretary", 200),
        ("head_commander", 200),
        ("commander", 200),
        ("reporter", 200),
        ("stranger", 404),
    ],
)
def test_members_see_their_blocs_board_and_nobody_elses(client, role, status):
    desk = a_desk(units=3)
    client.force_login(make.the_cast(desk.bloc)[role])
    for url in [BOARD + query(desk), unit_url(desk), *(list_url(desk, which) for which in LISTS)]:
        assert client.get(url).status_code == status


@pytest.mark.parametrize("tail", ["?khoi=x", "?khoi=999999", "?khoi={}&ky=khong-co"])
def test_an_address_that_names_nothing_is_not_found(client, tail):
    desk = a_desk()
    client.force_login(desk.commander)
    assert client.get(BOARD + tail.format(desk.bloc.pk)).status_code == 404


def test_lists_and_units_that_are_none_are_not_found(client):
    desk, other = a_desk(), a_desk()
    client.force_login(desk.commander)
    assert client.get(reverse("reports:board_list", args=["khac"]) + query(desk)).status_code == 404
    assert client.get(unit_url(desk, other.unit)).status_code == 404


def test_a_commander_chooses_only_among_the_blocs_of_own_places(client):
    desk = a_desk()
    a_desk()
    older = make.a_bloc(2, year=2016, series=desk.bloc.series)
    elsewhere = make.a_bloc(2, year=2015)
    elsewhere.memberships.create(unit=desk.unit)
    client.force_login(desk.commander)
    glass = client.get(BOARD).context["glass"]
    assert glass.bloc == desk.bloc and glass.blocs == [desk.bloc, elsewhere]
    client.force_login(make.a_user(Role.SECRETARY, at=older))
    assert client.get(BOARD).context["glass"].blocs == [desk.bloc, older]


def a_board():
    """Two contents, four units: met, missed, not reported, not applicable; last year one is better."""
    before = make.a_bloc(4, year=2016)
    bloc = make.a_bloc(4, series=before.series, previous=before)
    desk = a_desk(bloc=bloc)
    old = make.a_pact(before).pledges.get()
    desk.pledge.follows = old
    desk.pledge.save()
    met, missed, silent, free = make.members_of(bloc)
    phase = desk.reporting.phase
    make.a_figure(desk.pledge, met, phase=phase, value=None, numerator=46, denominator=50)
    make.a_figure(desk.pledge, missed, phase=phase, value=None, numerator=20, denominator=50)
    make.a_figure(desk.pledge, free, phase=phase, value=None, is_not_applicable=True)
    make.a_figure(old, missed, value=Decimal("90.77"))
    desk.units = {"met": met, "missed": missed, "silent": silent, "free": free}
    return desk


def test_the_map_says_met_missed_unreported_and_not_applicable_by_text_sign_and_name(client):
    desk = a_board()
    client.force_login(desk.secretary)
    response = client.get(BOARD + query(desk))
    cells = {unit: cells[0] for unit, cells in response.context["board"].heat()}
    told = {name: (cells[unit].text, cells[unit].glyph, cells[unit].band) for name, unit in desk.units.items()}
    assert told == {
        "met": ("92%", "◆", "h-p2"),
        "missed": ("40%", "■", "h-m2"),
        "silent": ("—", "○", "h-none"),
        "free": ("–", "⊘", "h-0"),
    }
    page = response.content.decode()
    for unit, cell in cells.items():
        assert unit.name in cell.name and cell.name in page
    assert "90,77%" in cells[desk.units["missed"]].name


def test_the_blocs_rate_comes_from_sums_and_is_shown_beside_one_entered_otherwise(client):
    desk = a_board()
    client.force_login(desk.secretary)
    rows = client.get(list_url(desk, "chi-tieu")).context["rows"]
    assert [(row["standing"].text, row["computed"].reported, row["computed"].expected) for row in rows] == [
        ("66%", 3, 4)
    ]
    make.a_figure(desk.pledge, None, phase=desk.reporting.phase, value=Decimal("92.02"))
    response = client.get(list_url(desk, "chi-tieu"))
    (row,) = response.context["rows"]
    assert (row["standing"].text, row["computed"].text, row["differs"]) == ("92,02%", "66%", True)
    assert "92,02%" in response.content.decode() and "66%" in response.content.decode()
    board = client.get(BOARD + query(desk)).context["board"]
    assert (len(board.met), len(board.risky)) == (1, 0)
    assert any("66%" in found.sentence for found in board.exceptions)


def tiles_of(page: str) -> list[tuple[str, str, str]]:
    """Name, address and number of each tile."""
    found = re.findall(
        r'<a href="([^"]+)" class="tile[^"]*" data-testid="tile-(\w+)"><span class="tile-figure">(\d+)', page
    )
    return [(name, href, figure) for href, name, figure in found]


def test_tiles_count_the_lists_they_lead_to(client):
    """CMD-1 AC 2."""
    yesterday = timezone.localdate() - timedelta(days=1)
    desk = a_board()
    Reporting.objects.filter(pk=desk.reporting.pk).update(due_on=yesterday)
    Report.objects.create(reporting=desk.reporting, unit=desk.units["met"], state="sent")
    Report.objects.create(reporting=desk.reporting, unit=desk.units["missed"], state="returned")
    Extension.objects.create(
        reporting=desk.reporting, unit=desk.units["free"], due_on=timezone.localdate(), reason=REASON, made_by="x"
    )
    for author in [desk.secretary, desk.commander]:
        Publication.objects.create(bloc=desk.bloc, thread=f"bai-{author.pk}", title="Bài", body="x", author=author)
    client.force_login(make.a_user(Role.STANDING, at=desk.bloc.series.organiser))
    page = client.get(BOARD + query(desk)).content.decode()
    tiles = tiles_of(page)
    counts = {name: int(figure) for name, __, figure in tiles}
    assert counts == {"reported": 1, "met": 0, "risky": 1, "overdue": 2, "waiting": 2}
    for name, href, figure in tiles:
        listed = client.get(href.replace("&amp;", "&"))
        assert (name, len(listed.context["rows"])) == (name, int(figure))
        assert listed.content.decode().count('data-testid="row"') == int(figure)


def test_of_a_phase_that_is_over_figures_without_a_report_count_as_reported(client):
    desk = a_board()
    client.force_login(desk.secretary)
    assert client.get(BOARD + query(desk)).context["board"].reported == []
    Reporting.objects.filter(pk=desk.reporting.pk).update(state="closed")
    reported = client.get(BOARD + query(desk)).context["board"].reported
    assert set(reported) == set(desk.units.values()) - {desk.units["silent"]}
    desk.reporting.delete()
    assert set(client.get(BOARD + query(desk)).context["board"].reported) == set(reported)


def test_during_the_year_what_misses_is_at_risk(client):
    desk = a_desk(bloc=make.a_bloc(2))
    half = make.a_phase(
        desk.bloc.season, "half", name="6 tháng", ends_on=desk.bloc.season.starts_on + timedelta(days=180)
    )
    make.a_reporting(desk.bloc, phase=half)
    make.a_figure(desk.pledge, desk.unit, phase=half, value=Decimal(80))
    client.force_login(desk.commander)
    board = client.get(BOARD + query(desk, "half")).context["board"]
    cell = dict(board.heat())[desk.unit][0]
    assert (cell.glyph, cell.band) == ("▲", "h-m1") and len(board.exceptions) == 1


def test_a_units_own_target_is_the_one_it_is_held_to(client):
    desk = a_desk(units=2)
    membership = desk.bloc.memberships.get(unit=desk.unit)
    OwnTarget.objects.create(pledge=desk.pledge, membership=membership, target=Decimal(95))
    for unit in make.members_of(desk.bloc):
        make.a_figure(desk.pledge, unit, phase=desk.reporting.phase, value=Decimal(93))
    client.force_login(desk.secretary)
    board = client.get(BOARD + query(desk)).context["board"]
    assert [cells[0].glyph for __, cells in board.heat()] == ["◆", "■"]


def test_figures_entered_before_an_amendment_are_not_lost(client):
    desk = a_desk()
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase, value=Decimal(93))
    second = make.a_pact(desk.bloc, version=2, amends=desk.pact)
    second.pledges.update(name=desk.pledge.name)
    seal(second)
    client.force_login(desk.commander)
    seen = client.get(unit_url(desk)).context["seen"]
    assert [(key[1], figure.value) for key, figure in seen.figures.items()] == [(desk.unit.pk, 93)]


def test_what_is_due_within_thirty_days(client):
    today = timezone.localdate()
    desk = a_desk(due_on=today + timedelta(days=2))
    soon = make.a_ceremony(desk.bloc, title="Hội nghị sơ kết", on=today + timedelta(days=5))
    make.a_ceremony(desk.bloc, title="Lễ tổng kết", on=today + timedelta(days=60))
    Direction.objects.create(ceremony=soon, text="Tăng cường kiểm tra", due_on=today + timedelta(days=1))
    client.force_login(desk.commander)
    rows = client.get(BOARD + query(desk)).context["board"].deadlines
    assert [(row.on - today).days for row in rows] == [1, 2, 5]


def test_before_the_season_has_figures_the_board_shows_how_far_the_pact_is(client):
    bloc = make.a_bloc(2)
    make.a_pact(bloc)
    secretary = make.a_user(Role.SECRETARY, at=bloc)
    client.force_login(secretary)
    response = client.get(BOARD)
    assert response.status_code == 200 and response.context["pact"].state == "draft"
    client.force_login(make.a_user())
    assert client.get(BOARD).context["glass"].bloc is None


def test_one_unit_its_neighbours_and_what_its_figures_said_before(client):
    desk = a_desk(units=3)
    first, middle, last = make.members_of(desk.bloc)
    figure = make.a_figure(desk.pledge, middle, phase=desk.reporting.phase, value=Decimal(88))
    figure.value = Decimal(93)
    figure.save()
    figure.history.update(history_user=desk.secretary)
    client.force_login(desk.secretary)
    response = client.get(unit_url(desk, middle))
    assert (response.context["before"], response.context["after"]) == (first, last)
    (line,) = response.context["sections"][0].lines
    assert [(change.old, change.new, change.by) for change in line.changes] == [
        ("88%", "93%", str(desk.secretary)),
        ("", "88%", str(desk.secretary)),
    ]
    page = response.content.decode()
    assert "88% → 93%" in page and f'id="p{desk.pledge.pk}"' in page and 'id="muc-1"' in page


def test_the_age_of_the_figures_is_always_told(client):
    desk = a_desk()
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    client.force_login(desk.commander)
    response = client.get(BOARD + query(desk))
    assert response.context["is_stale"] is False
    Figure.history.update(history_date=timezone.now() - timedelta(days=2))
    response = client.get(BOARD + query(desk))
    at = timezone.localtime(response.context["data_age"]).strftime("%H:%M, %d/%m/%Y")
    assert response.context["is_stale"] is True and at in response.content.decode()


def test_nothing_on_the_board_is_styled_inline(client):
    desk = a_board()
    client.force_login(desk.secretary)
    page = client.get(BOARD + query(desk)).content.decode()
    assert " style=" not in page and page.count('<svg class="bullet"') == 1 and page.count('data-testid="bullet"') == 1


def test_pages_ask_the_same_number_of_questions_for_1_3_and_30_units_and_pledges(client):
    counts = set()
    for number in [1, 3, 30]:
        desk = a_desk(units=number, pledges=number)
        Section.objects.create(pact=desk.pact, title="Xây dựng lực lượng", order=2)
        Publication.objects.create(bloc=desk.bloc, thread=f"bai-{desk.bloc.pk}", title="Bài", body="x")
        for unit in make.members_of(desk.bloc):
            Report.objects.create(reporting=desk.reporting, unit=unit, state="returned")
            for pledge in desk.pledges[:3]:
                make.a_figure(pledge, unit, phase=desk.reporting.phase, value=Decimal(50))
        client.force_login(desk.secretary)
        urls = [BOARD + query(desk), unit_url(desk), *(list_url(desk, which) for which in LISTS)]
        counts.add(tuple(queries_of(client, url) for url in urls))
    assert len(counts) == 1
