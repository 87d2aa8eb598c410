"""The leader's directions are tasks with an owner and a day, until somebody says what was done about them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Notice, Role
from pacts.actions.minutes import save_direction
from pacts.models import Ceremony, Direction
from reports.actions.reminding_directions import remind_directions
from reports.direction_tasks import direction_tasks_for
from reports.logic.tasks import TaskStatus
from tests.make import a_bloc, a_ceremony, a_season, a_unit, a_user, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return a_bloc(3)


@pytest.fixture
def ceremony(bloc):
    return a_ceremony(bloc, state="held", on=date(2017, 2, 15))


def given(ceremony, unit=None, **facts) -> Direction:
    return Direction.objects.create(ceremony=ceremony, text="Rà soát lại số liệu.", unit=unit, **facts)


def tasks(user, today=date(2017, 3, 1)):
    return direction_tasks_for(user, today)


def today():
    return timezone.localdate()


def test_the_owners_people_get_it_with_its_day_and_other_units_do_not(bloc, ceremony):
    first, second, _third = members_of(bloc)
    row = given(ceremony, second, due_on=date(2017, 3, 31))
    (task,) = tasks(a_user(Role.REPORTER, at=second))
    assert task.address == ("pacts:direction_follow_up", (ceremony.pk, row.pk), "")
    assert (task.due_on, task.status, task.note) == (date(2017, 3, 31), TaskStatus.NOT_STARTED, second.name)
    assert tasks(a_user(Role.COMMANDER, at=second)) == [task]
    assert tasks(a_user(Role.COMMANDER, at=first)) == []
    assert tasks(a_user(Role.STANDING, at=bloc.series.organiser)) == []


def test_one_without_an_owner_is_every_units_to_read_and_the_secretary_sees_all(bloc, ceremony):
    units = members_of(bloc)
    given(ceremony, units[1])
    given(ceremony)
    (task,) = tasks(a_user(Role.REPORTER, at=units[0]))
    assert task.address == ("pacts:ceremony_detail", (ceremony.pk,), "")
    both = tasks(a_user(Role.SECRETARY, at=bloc))
    assert [task.address.name for task in both] == ["pacts:direction_follow_up"] * 2
    assert tasks(a_user(Role.SECRETARY, at=a_bloc())) == []


def test_it_leaves_when_followed_up_stays_a_month_as_done_and_goes_with_the_season(bloc, ceremony):
    unit = members_of(bloc)[1]
    row = given(ceremony, unit)
    reporter = a_user(Role.REPORTER, at=unit)
    Direction.objects.update(follow_up="Đã rà soát.", followed_up_on=date(2017, 2, 20))
    assert [task.status for task in tasks(reporter)] == [TaskStatus.APPROVED]
    assert tasks(reporter, date(2017, 3, 23)) == []
    Direction.objects.filter(pk=row.pk).update(followed_up_on=None)
    Bloc.objects.create(series=bloc.series, season=a_season(2018), name="Khối", previous=bloc)
    assert tasks(reporter) == []


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_nothing_is_asked_before_the_ceremony(bloc, ceremony, state):
    given(ceremony, members_of(bloc)[1])
    Ceremony.objects.update(state=state)
    assert tasks(a_user(Role.REPORTER, at=members_of(bloc)[1])) == []


def test_the_tasks_come_in_two_queries_whatever_their_number(bloc, ceremony, django_assert_max_num_queries):
    reporter = a_user(Role.REPORTER, at=members_of(bloc)[1])
    for _n in range(30):
        given(ceremony, members_of(bloc)[1])
    assert reporter.duties_today
    with django_assert_max_num_queries(3):
        assert len(tasks(reporter)) == 30


def test_it_stands_in_the_list_of_tasks_and_leads_to_where_it_is_answered(client, bloc, ceremony):
    unit = members_of(bloc)[1]
    row = given(ceremony, unit, due_on=date(2017, 3, 31))
    client.force_login(a_user(Role.REPORTER, at=unit))
    page = reverse("pacts:direction_follow_up", args=[ceremony.pk, row.pk])
    assert page in client.get(reverse("reports:my_tasks")).content.decode()
    assert page in client.get(ceremony.get_absolute_url()).content.decode()
    assert client.post(page, {"text": "Đã rà soát xong."}).status_code == 302
    row.refresh_from_db()
    assert (row.follow_up, row.followed_up_on) == ("Đã rà soát xong.", today())


def test_who_neither_owns_it_nor_keeps_the_book_may_not_answer(client, bloc, ceremony):
    units = members_of(bloc)
    owned, common = given(ceremony, units[1]), given(ceremony)
    others = [
        (a_user(Role.REPORTER, at=units[0]), owned, 403),
        (a_user(Role.REPORTER, at=units[1]), common, 403),
        (a_user(Role.STANDING, at=bloc.series.organiser), owned, 403),
        (a_user(Role.SECRETARY, at=a_bloc()), owned, 404),
        (a_user(Role.SECRETARY, at=bloc), common, 302),
    ]
    for user, row, answer in others:
        client.force_login(user)
        page = reverse("pacts:direction_follow_up", args=[ceremony.pk, row.pk])
        assert client.post(page, {"text": "Đã làm xong việc này."}).status_code == answer
    owned.refresh_from_db()
    assert owned.follow_up == ""


def test_the_form_gives_it_an_owner_among_the_members_alone(client, bloc, ceremony):
    unit = members_of(bloc)[1]
    client.force_login(a_user(Role.SECRETARY, at=bloc))
    page = reverse("pacts:line_add", args=[ceremony.pk, "chi-dao"])
    facts = {"order": 1, "text": "Rà soát.", "due_on": "31/3/2017"}
    assert "unit" in client.post(page, {**facts, "unit": a_unit().pk}).context["form"].errors
    assert client.post(page, {**facts, "unit": unit.pk}).status_code == 302
    assert Direction.objects.get().unit == unit


def test_a_strange_owner_is_refused_by_the_action_too(bloc, ceremony):
    row = Direction(ceremony=ceremony, text="Rà soát.", unit=a_unit())
    with pytest.raises(Refused):
        save_direction(row, by=a_user(Role.SECRETARY, at=bloc))
    assert Direction.objects.count() == 0


def test_saving_it_in_or_after_the_ceremony_tells_the_owner_and_before_it_nobody(bloc, ceremony):
    unit, secretary = members_of(bloc)[1], a_user(Role.SECRETARY, at=bloc)
    reporter = a_user(Role.REPORTER, at=unit)
    Ceremony.objects.update(state="planned")
    row = save_direction(Direction(ceremony=ceremony, text="Rà soát.", unit=unit), by=secretary)
    assert Notice.objects.count() == 0
    for state in ("live", "held"):
        Ceremony.objects.update(state=state)
        save_direction(row, by=secretary)
    notice = Notice.objects.get()  # the second of the day takes the place of the first
    assert (notice.user, notice.kind) == (reporter, "directive")
    assert "Rà soát." in notice.title and notice.url.endswith(f"/chi-dao/{row.pk}/thuc-hien/")


def test_one_for_all_tells_the_people_of_every_member_unit(bloc, ceremony):
    people = {a_user(Role.REPORTER, at=unit) for unit in members_of(bloc)}
    save_direction(Direction(ceremony=ceremony, text="Rà soát."), by=a_user(Role.SECRETARY, at=bloc))
    assert {notice.user for notice in Notice.objects.all()} == people


@pytest.mark.parametrize(("days", "told"), [(7, 1), (5, 0), (0, 1), (-3, 1), (-4, 0)])
def test_the_site_reminds_of_it_on_its_days_and_once_a_day(bloc, days, told):
    unit = members_of(bloc)[1]
    a_user(Role.REPORTER, at=unit)
    given(a_ceremony(bloc, state="held"), unit, due_on=today() + timedelta(days=days))
    assert [remind_directions(today()), remind_directions(today())] == [told, 0]


def test_it_stands_in_the_own_calendar(client, bloc, ceremony):
    from blocs.models import Preference

    reporter = a_user(Role.REPORTER, at=members_of(bloc)[1])
    given(ceremony, members_of(bloc)[1], due_on=date(2017, 3, 31))
    Preference.objects.create(user=reporter, calendar_key="khoa-lich")
    assert "20170331" in client.get(reverse("own_calendar", args=["khoa-lich"])).content.decode()
