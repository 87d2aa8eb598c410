"""Wall screens: made and shut by those who run or stand over a bloc, opened by their key alone, without names."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Event
from reports.models import Reminder, Report, WallScreen
from tests import make
from tests.reports.desks import a_desk
from tests.reports.test_views_board import a_board

pytestmark = pytest.mark.django_db
WALLS = "/man-hinh-khoi/"


def a_wall(desk, **facts) -> WallScreen:
    told = {"place_name": "Phòng họp tầng 2", "until_on": timezone.localdate(), "made_by": desk.secretary}
    return WallScreen.objects.create(bloc=desk.bloc, **{**told, **facts})


def address(screen: WallScreen) -> str:
    return reverse("reports:wall", args=[screen.token])


def test_cmd_1_ac_8_a_wall_shows_the_board_to_nobody_in_particular_and_names_no_person(client):
    desk = a_board()
    Report.objects.create(reporting=desk.reporting, unit=desk.units["met"], state="sent")
    Reminder.objects.create(
        reporting=desk.reporting, unit=desk.units["silent"], made_by="Trần Văn Nhắc", on=timezone.localdate()
    )
    screen = a_wall(desk)
    for user in (None, desk.secretary):
        if user:
            client.force_login(user)
        response = client.get(address(screen))
        page = response.content.decode()
        assert response.status_code == 200 and page.count('data-testid="heat-') == 4
        names = ["Trần Văn Nhắc", str(desk.secretary), str(desk.commander), desk.secretary.username]
        assert [name for name in names if name in page] == []
        assert "<form" not in page.split("<main")[1].split("</main>")[0] and 'data-testid="tile-waiting"' not in page
        assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex"


def test_a_wall_cannot_be_written_to(client):
    assert client.post(address(a_wall(a_desk()))).status_code == 405


def test_an_unknown_key_is_not_found_and_one_that_is_over_or_shut_is_gone(client):
    desk = a_desk()
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.get(reverse("reports:wall", args=["khong-co"])).status_code == 404
    assert client.get(address(a_wall(desk, until_on=yesterday))).status_code == 410
    assert client.get(address(a_wall(desk, shut_at=timezone.now()))).status_code == 410
    assert client.get(address(a_wall(desk))).status_code == 200


def test_a_wall_of_a_bloc_without_figures_says_so(client):
    bloc = make.a_bloc(2)
    screen = WallScreen.objects.create(
        bloc=bloc, place_name="Sảnh", until_on=timezone.localdate(), made_by=make.a_user()
    )
    assert client.get(address(screen)).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("admin", 302),
        ("standing", 302),
        ("secretary", 302),
        ("head_commander", 302),
        ("commander", 403),
        ("reporter", 403),
        ("stranger", 200),
    ],
)
def test_who_runs_or_stands_over_a_bloc_hangs_its_walls(client, role, status):
    """The stranger runs another bloc: the form comes back, since this bloc is not among the choices."""
    desk = a_desk()
    client.force_login(make.the_cast(desk.bloc)[role])
    day = timezone.localdate() + timedelta(days=30)
    posted = {"bloc": desk.bloc.pk, "place_name": "Phòng họp", "until_on": day.strftime("%d/%m/%Y")}
    assert client.post(WALLS, posted).status_code == status
    assert WallScreen.objects.count() == Event.objects.filter(verb="reports.hang_wall").count() == (status == 302)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_wall_hangs_until_a_day_within_a_year(client, days):
    desk = a_desk()
    client.force_login(desk.secretary)
    day = timezone.localdate() + timedelta(days=days)
    posted = {"bloc": desk.bloc.pk, "place_name": "Phòng họp", "until_on": day.strftime("%d/%m/%Y")}
    response = client.post(WALLS, posted)
    assert response.status_code == 200 and response.context["form"].errors and not WallScreen.objects.exists()


def test_a_wall_is_shut_once_and_its_address_shows_nothing_any_more(client):
    desk = a_desk()
    screen = a_wall(desk)
    shut = reverse("reports:wall_shut", args=[screen.pk])
    client.force_login(desk.commander)
    assert client.post(shut).status_code == 403
    client.force_login(make.the_cast(desk.bloc)["stranger"])
    assert client.post(shut).status_code == 404
    client.force_login(desk.secretary)
    assert f'href="{address(screen)}"' in client.get(WALLS).content.decode()
    for _ in range(2):
        assert client.post(shut).status_code == 302
    assert Event.objects.filter(verb="reports.shut_wall").count() == 1
    assert client.get(address(screen)).status_code == 410
    assert f'href="{address(screen)}"' not in client.get(WALLS).content.decode()
