"""Who may open which page of the registers, and what a list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs.models import Bloc, Event, Headship, Post, Remark, Role
from tests.make import a_bloc, a_leader, a_unit, a_user, members_of, the_cast

pytestmark = pytest.mark.django_db

EVERYONE_INSIDE = {
    "admin": 200,
    "standing": 200,
    "secretary": 200,
    "head_commander": 200,
    "commander": 200,
    "reporter": 200,
    "stranger": 404,
}
ADMIN_ONLY = {name: status if name == "admin" else 403 for name, status in EVERYONE_INSIDE.items()}
MANAGED = {**ADMIN_ONLY, "stranger": 404}
RENEWED = {**MANAGED, "secretary": 200}
RELEASED = {**MANAGED, "standing": 200, "head_commander": 200}
LOGBOOK = ADMIN_ONLY
LISTS = {name: 200 for name in EVERYONE_INSIDE}

PAGES = [
    ("registers", None, LISTS),
    ("bloc_list", None, LISTS),
    ("bloc_detail", "bloc", EVERYONE_INSIDE),
    ("bloc_add", None, ADMIN_ONLY),
    ("bloc_edit", "bloc", MANAGED),
    ("bloc_renew", "bloc", RENEWED),
    ("bloc_release", "bloc", RELEASED),
    ("membership_add", "bloc", MANAGED),
    ("headship_add", "bloc", MANAGED),
    ("remark_add", "bloc", MANAGED),
    ("membership_edit", "membership", MANAGED),
    ("membership_leave", "membership", MANAGED),
    ("headship_edit", "headship", MANAGED),
    ("series_add", None, ADMIN_ONLY),
    ("series_edit", "series", ADMIN_ONLY),
    ("unit_list", None, LISTS),
    ("unit_detail", "unit", EVERYONE_INSIDE),
    ("unit_add", None, ADMIN_ONLY),
    ("unit_edit", "unit", MANAGED),
    ("unit_rename", "unit", MANAGED),
    ("unit_move", "unit", MANAGED),
    ("unit_merge", "unit", MANAGED),
    ("unit_end", "unit", MANAGED),
    ("user_list", None, ADMIN_ONLY),
    ("user_detail", "user", ADMIN_ONLY),
    ("duty_add", "user", ADMIN_ONLY),
    ("duty_end", "duty", ADMIN_ONLY),
    ("duty_stand_in", "duty", ADMIN_ONLY),
    ("leader_list", None, LISTS),
    ("leader_detail", "leader", EVERYONE_INSIDE),
    ("leader_add", None, ADMIN_ONLY),
    ("leader_edit", "leader", ADMIN_ONLY),
    ("leader_promote", "leader", ADMIN_ONLY),
    ("leader_appoint", "leader", ADMIN_ONLY),
    ("post_end", "post", ADMIN_ONLY),
    ("event_list", None, LOGBOOK),
]


def the_scene():
    """A bloc with everything a page can be about."""
    bloc = a_bloc()
    Remark.objects.create(bloc=bloc, text="Sự việc khác")
    cast = the_cast(bloc)
    leader, unit = a_leader(), members_of(bloc)[-1]
    post = Post.objects.create(leader=leader, unit=unit, name="Trưởng phòng")
    things = {
        "bloc": bloc,
        "series": bloc.series,
        "unit": unit,
        "membership": bloc.memberships.get(unit=unit),
        "headship": bloc.headships.first(),
        "user": cast["reporter"],
        "duty": cast["reporter"].duties.get(),
        "leader": leader,
        "post": post,
    }
    return cast, things


def address(name, thing, things):
    return reverse(f"blocs:{name}", args=[things[thing].pk] if thing else [])


@pytest.mark.parametrize(("name", "thing", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_who_may_open_a_page(client, name, thing, expected):
    cast, things = the_scene()
    answers = {}
    for role, user in cast.items():
        client.force_login(user)
        answers[role] = client.get(address(name, thing, things)).status_code
    assert answers == expected


@pytest.mark.parametrize(("name", "thing", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_who_may_not_open_a_page_may_not_post_to_it(client, name, thing, expected):
    cast, things = the_scene()
    before = Event.objects.count()
    for role, status in expected.items():
        if status != 200:
            client.force_login(cast[role])
            assert client.post(address(name, thing, things), {}).status_code == status
    assert Event.objects.count() == before


def test_nobody_reads_the_registers_without_a_login(client):
    _, things = the_scene()
    for name, thing, _ in PAGES:
        answer = client.get(address(name, thing, things))
        assert answer.status_code in (302, 200)
        assert "Sự việc khác" not in answer.content.decode()
        assert answer.status_code == 302 or b'name="login"' in answer.content


def more_rows(bloc, number):
    for _ in range(number):
        a_bloc(units=2, series=None)
        unit = a_unit(parent=bloc.series.organiser)
        unit.memberships.create(bloc=bloc)
        leader = a_leader()
        Post.objects.create(leader=leader, unit=unit, name="Đội trưởng")
        a_user(Role.REPORTER, at=unit)
        Headship.objects.create(
            bloc=bloc, unit=unit, part="head", from_on=timezone.localdate(), until_on=timezone.localdate()
        )
        Remark.objects.create(bloc=bloc, text="Thêm")
        Event.record("blocs.test", unit, by="system")


@pytest.mark.parametrize("name", ["bloc_list", "unit_list", "user_list", "leader_list", "event_list", "bloc_detail"])
def test_a_list_costs_the_same_for_1_3_and_30_rows(client, name):
    bloc = a_bloc(units=1)
    client.force_login(a_user(Role.ADMIN))
    url = reverse(f"blocs:{name}", args=[bloc.pk] if name == "bloc_detail" else [])
    counts = []
    for number in (1, 2, 27):
        more_rows(bloc, number)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_search_finds_without_accents(client):
    client.force_login(a_user(Role.ADMIN))
    a_unit("Phòng Cảnh sát hình sự")
    found = client.get(reverse("blocs:unit_list"), {"q": "canh sat hinh su"}).content.decode()
    missed = client.get(reverse("blocs:unit_list"), {"q": "kinh te"}).content.decode()
    assert "Phòng Cảnh sát hình sự" in found
    assert "Phòng Cảnh sát hình sự" not in missed


def test_the_tree_of_an_earlier_day_has_the_names_of_that_day(client):
    client.force_login(a_user(Role.ADMIN))
    unit = a_unit("Tên mới")
    unit.pasts.create(name="Tên cũ", until_on=timezone.datetime(2018, 8, 6).date())
    page = client.get(reverse("blocs:unit_list"), {"day": "06/08/2018"}).content.decode()
    assert "Tên cũ" in page
    assert "Tên mới" not in page


def test_strangers_do_not_see_a_bloc_in_the_list(client):
    bloc, other = a_bloc(name="Khối của ta"), a_bloc(name="Khối khác")
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    page = client.get(reverse("blocs:bloc_list")).content.decode()
    assert "Khối của ta" in page
    assert other.name not in page
    assert Bloc.objects.count() == 2
