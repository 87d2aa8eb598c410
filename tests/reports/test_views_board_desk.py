"""What the board lets one do at once, how its rows are set, what it says of breaks, states, files and paper."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from reports.models import Directive, Figure, Reminder, Report, Reporting
from tests import make
from tests.reports.desks import a_desk, queries_of, seal
from tests.reports.test_views_board import BOARD, a_board, list_url, query, tiles_of

pytestmark = pytest.mark.django_db


def late(desk, days: int = 6):
    """The phase's last day was so many days ago."""
    Reporting.objects.filter(pk=desk.reporting.pk).update(due_on=timezone.localdate() - timedelta(days=days))


def test_cmd_1_ac_2_what_waits_for_me_is_counted_in_every_kind_and_listed(client):
    desk = a_board()
    for name in ("met", "missed"):
        Report.objects.create(reporting=desk.reporting, unit=desk.units[name], state="sent", sent_at=timezone.now())
    client.force_login(desk.secretary)
    (tile,) = [tile for tile in tiles_of(client.get(BOARD + query(desk)).content.decode()) if tile[0] == "waiting"]
    listed = client.get(tile[1].replace("&amp;", "&"))
    assert (tile[2], len(listed.context["rows"]), listed.content.decode().count('data-testid="row"')) == ("2", 2, 2)


def test_rows_are_set_by_precedence_by_share_or_the_worst_first(client):
    desk = a_board()
    client.force_login(desk.secretary)
    found = {}
    for order in ["thu-bac", "ty-le", "yeu-truoc", "gì đó"]:
        board = client.get(BOARD + query(desk) + f"&sap-xep={order}").context["board"]
        names = {unit.pk: name for name, unit in desk.units.items()}
        found[order] = [names[unit.pk] for unit, __ in board.heat()]
    precedence = [names[unit.pk] for unit in make.members_of(desk.bloc)]
    assert found["thu-bac"] == found["gì đó"] == precedence
    assert found["ty-le"] == ["met", "missed", "silent", "free"]
    assert found["yeu-truoc"] == ["missed", "silent", "met", "free"]


def test_the_order_is_said_by_the_link_that_made_it(client):
    desk = a_board()
    client.force_login(desk.secretary)
    page = client.get(BOARD + query(desk) + "&sap-xep=ty-le").content.decode()
    assert page.count('aria-current="true"') == 1
    assert 'sap-xep=ty-le" data-in-place aria-current="true"' in page


def test_last_year_counted_otherwise_is_a_break_and_no_change_is_reckoned(client):
    desk = a_board()
    old = desk.pledge.follows
    type(old).objects.filter(pk=old.pk).update(measure="vụ")
    client.force_login(desk.secretary)
    response = client.get(BOARD + query(desk))
    missed = dict(response.context["board"].heat())[desk.units["missed"]][0]
    assert missed.has_break and "91 vụ" not in missed.name and "90,77 vụ" in missed.name
    assert 'class="break-sign"' in response.content.decode()
    seen = response.context["seen"]
    standing = seen.of_unit(seen.pledges[0], desk.units["missed"].pk)
    assert (standing.has_break, standing.change) == (True, None)
    whole = client.get(list_url(desk, "chi-tieu")).content.decode()
    assert whole.count('data-testid="break"') == int("90,77" in whole)


def test_a_like_year_is_no_break(client):
    desk = a_board()
    client.force_login(desk.secretary)
    page = client.get(BOARD + query(desk)).content.decode()
    assert 'class="break-sign"' not in page and 'data-testid="break"' not in page


def test_zero_tolerance_says_0_cases_and_any_other_number_is_a_square(client):
    desk = a_desk(units=2, kind="zero", target=None, measure="vụ")
    for unit, number in zip(make.members_of(desk.bloc), [0, 2], strict=True):
        make.a_figure(desk.pledge, unit, phase=desk.reporting.phase, value=Decimal(number))
    client.force_login(desk.secretary)
    cells = [cells[0] for __, cells in client.get(BOARD + query(desk)).context["board"].heat()]
    assert [(cell.text, cell.glyph, "%" in cell.told) for cell in cells] == [("0 vụ", "●", False), ("2 vụ", "■", False)]


def test_what_is_overdue_can_be_reminded_looked_at_and_given_a_directive(client):
    desk = a_board()
    late(desk)
    silent = desk.units["silent"]
    client.force_login(make.a_user(Role.STANDING, at=desk.bloc.series.organiser))
    page = client.get(BOARD + query(desk)).content.decode()
    assert reverse("reports:report_remind", args=[desk.reporting.pk, silent.pk]) in page
    assert f"don_vi={silent.pk}" in page and 'data-testid="direct"' in page
    assert 1 <= page.count('data-testid="look"') <= 5
    client.force_login(desk.reporter)
    page = client.get(BOARD + query(desk)).content.decode()
    assert 'data-testid="remind"' not in page and 'data-testid="direct"' not in page
    assert 'data-testid="look"' in page


def test_who_has_not_reported_stands_with_the_last_reminder(client):
    desk = a_board()
    late(desk)
    silent = desk.units["silent"]
    for _ in range(2):
        row = Reminder.objects.create(reporting=desk.reporting, unit=silent, made_by="Thư ký", on=timezone.localdate())
    Report.objects.create(reporting=desk.reporting, unit=desk.units["met"], state="sent")
    client.force_login(desk.secretary)
    response = client.get(list_url(desk, "chua-bao-cao"))
    found = {one.unit: one.reminder for one in response.context["rows"]}
    assert set(found) == {desk.units[name] for name in ("missed", "silent", "free")}
    assert (found[silent], found[desk.units["free"]]) == (row, None)
    at = timezone.localtime(row.made_at).strftime("%H:%M, %d/%m/%Y")
    assert at in response.content.decode() and at in client.get(BOARD + query(desk)).content.decode()


def test_directives_that_are_due_are_read_by_those_who_may(client):
    desk = a_desk(units=3)
    other, own = make.members_of(desk.bloc)[1], desk.unit
    for unit in (other, own):
        Directive.objects.create(
            bloc=desk.bloc,
            unit=unit,
            text=f"Ý kiến cho {unit.pk}",
            due_on=timezone.localdate(),
            given_by=desk.secretary,
        )
    for user, seen in [(desk.secretary, 2), (desk.reporter, 1)]:
        client.force_login(user)
        rows = client.get(BOARD + query(desk)).context["board"].deadlines
        assert len([row for row in rows if "Ý kiến" in row.sentence]) == seen


def test_partial_data_provisional_until_locked_unpublished_until_the_result(client):
    desk = a_board()
    Report.objects.create(reporting=desk.reporting, unit=desk.units["met"], state="sent")
    client.force_login(desk.secretary)
    page = client.get(BOARD + query(desk)).content.decode()
    assert 'data-testid="partial">1/4' in page and 'data-testid="provisional">Tạm tính, chưa công bố' in page
    Reporting.objects.filter(pk=desk.reporting.pk).update(state="closed")
    page = client.get(BOARD + query(desk)).content.decode()
    assert 'data-testid="provisional">Chưa công bố' in page


def test_before_the_first_report_the_board_says_so_and_leads_on(client):
    desk = a_desk(units=3)
    client.force_login(desk.commander)
    page = client.get(BOARD + query(desk)).content.decode()
    assert 'data-testid="no-figures"' in page and desk.reporting.get_absolute_url() in page
    assert page.count("h-none") >= 3 and 'data-testid="partial"' not in page


def test_before_the_season_the_progress_of_the_pact_is_shown(client):
    bloc = make.a_bloc(3)
    make.a_pact(bloc, state="open")
    client.force_login(make.a_user(Role.SECRETARY, at=bloc))
    response = client.get(BOARD)
    assert (response.context["progress"]["signed"], response.context["progress"]["parties"]) == (0, 3)
    assert 'data-testid="progress"' in response.content.decode() and "0/3" in response.content.decode()


def test_each_picture_has_a_table_and_a_file_for_excel(client):
    desk = a_board()
    client.force_login(desk.secretary)
    table = client.get(list_url(desk, "ban-do"))
    assert table.content.decode().count('data-testid="row"') == 4
    lines = csv_of(client, desk, "ban-do")
    assert len(lines) == 1 + 4 and lines[1].count(";") == 4
    assert any(desk.units["missed"].name in line and "40%" in line and "90,77%" in line for line in lines)
    assert len(csv_of(client, desk, "chi-tieu")) == 1 + 1
    assert client.get(reverse("reports:board_csv", args=["cho-duyet"]) + query(desk)).status_code == 404


def csv_of(client, desk, which: str) -> list[str]:
    answer = client.get(reverse("reports:board_csv", args=[which]) + query(desk))
    assert answer["Content-Disposition"].endswith('.csv"') and answer.content.startswith(b"\xef\xbb\xbf")
    return answer.content.decode("utf-8-sig").splitlines()


def test_the_brief_names_every_unit_its_moment_and_who_prints(client):
    desk = a_board()
    client.force_login(desk.secretary)
    page = client.get(reverse("reports:board_brief") + query(desk)).content.decode()
    assert all(unit.name in page for unit in desk.units.values())
    foot = page.split('data-testid="brief-foot"')[1].split("</p>")[0]
    assert timezone.localtime().strftime("%d/%m/%Y") in foot and str(desk.secretary) in foot


def test_nobody_from_elsewhere_gets_the_brief_or_a_file(client):
    desk = a_board()
    client.force_login(make.the_cast(desk.bloc)["stranger"])
    for url in [reverse("reports:board_brief"), reverse("reports:board_csv", args=["ban-do"])]:
        assert client.get(url + query(desk)).status_code == 404


def test_figures_a_day_old_are_amber_while_units_report(client):
    desk = a_desk()
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    Figure.history.update(history_date=timezone.now() - timedelta(hours=25))
    client.force_login(desk.commander)
    assert 'class="board-age is-stale"' in client.get(BOARD + query(desk)).content.decode()
    Reporting.objects.filter(pk=desk.reporting.pk).update(state="closed")
    assert 'class="board-age is-stale"' not in client.get(BOARD + query(desk)).content.decode()


# Exploring


def a_thread(years: int = 3, units: int = 2):
    """One pledge that was followed through so many seasons, 80 in the first and one more each year."""
    series = make.a_series()
    first = make.a_bloc(units, year=2010, series=series)
    blocs, pledges = [first], [make.a_pact(first).pledges.get()]
    for year in range(1, years):
        bloc = make.a_bloc(0, year=2010 + year, series=series, previous=blocs[-1])
        for order, unit in enumerate(make.members_of(first), start=1):
            bloc.memberships.create(unit=unit, order=order)
        pledge = make.a_pact(bloc).pledges.get()
        pledge.follows = pledges[-1]
        pledge.save()
        blocs.append(bloc)
        pledges.append(pledge)
    for number, pledge in enumerate(pledges):
        seal(pledge.pact)
        for unit in make.members_of(first):
            make.a_figure(pledge, unit, value=Decimal(80 + number))
    return blocs[-1], pledges, make.members_of(first)


def test_a_pledge_is_followed_through_at_most_five_seasons(client):
    bloc, pledges, units = a_thread(7)
    client.force_login(make.a_user(Role.ADMIN))
    response = client.get(f"/dieu-hanh/kham-pha/?khoi={bloc.pk}")
    drawn = response.context["drawn"]
    assert drawn["seasons"] == [f"Năm {year}" for year in range(2012, 2017)]
    assert drawn["lines"][0]["values"] == ["82.00", "83.00", "84.00", "85.00", "86.00"]
    assert [name for name, __ in response.context["rows"]] == [unit.name for unit in units]
    assert response.content.decode().count('data-testid="row"') == len(units)
    one = client.get(f"/dieu-hanh/kham-pha/?khoi={bloc.pk}&don_vi={units[0].pk}&chi_tieu={pledges[-1].pk}")
    assert one.content.decode().count('data-testid="row"') == 1


def test_the_bloc_in_a_season_is_what_was_entered_else_its_units_together(client):
    bloc, pledges, __ = a_thread(2, 3)
    for pledge in pledges:
        type(pledge).objects.filter(pk=pledge.pk).update(measure="vụ")
    make.a_figure(pledges[-1], None, value=Decimal(999))
    client.force_login(make.a_user(Role.ADMIN))
    assert client.get(f"/dieu-hanh/kham-pha/?khoi={bloc.pk}").context["of_bloc"] == ["240 vụ", "999 vụ"]


def test_exploring_reaches_only_as_far_back_as_the_person(client):
    bloc, __, __ = a_thread(3)
    joined = make.a_unit()
    bloc.memberships.create(unit=joined, order=9)
    client.force_login(make.a_user(Role.REPORTER, at=joined))
    assert len(client.get(f"/dieu-hanh/kham-pha/?khoi={bloc.pk}").context["drawn"]["seasons"]) == 1


@pytest.mark.parametrize("tail", ["&chi_tieu=999999", "&chi_tieu=x", "&don_vi=999999", "&don_vi=x", "&ky=khong-co"])
def test_exploring_what_is_not_there_is_not_found(client, tail):
    bloc, __, __ = a_thread(1)
    client.force_login(make.a_user(Role.ADMIN))
    assert client.get(f"/dieu-hanh/kham-pha/?khoi={bloc.pk}{tail}").status_code == 404


def test_with_nothing_to_explore_the_page_leads_to_the_board(client):
    client.force_login(make.a_user())
    page = client.get("/dieu-hanh/kham-pha/").content.decode()
    assert 'href="/dieu-hanh/"' in page and "explore-data" not in page


def test_exploring_asks_equally_often_for_2_and_30_units(client):
    client.force_login(make.a_user(Role.ADMIN))
    counts = set()
    for units in (2, 30):
        bloc, __, __ = a_thread(3, units)
        counts.add(queries_of(client, f"/dieu-hanh/kham-pha/?khoi={bloc.pk}"))
    assert len(counts) == 1
