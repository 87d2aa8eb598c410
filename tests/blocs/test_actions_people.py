"""Duties begin, end and are taken over for a while; leaders rise and change posts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from blocs.actions import duties, leaders
from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Event, Leader, Post, Rank, Role, User
from tests.make import a_bloc, a_leader, a_unit, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return a_user(Role.ADMIN)


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def test_a_duty_gives_rights_and_a_line(admin):
    bloc, user = a_bloc(), a_user()
    duties.give_duty(Duty(user=user, role=Role.SECRETARY, bloc=bloc), by=admin)
    assert User.objects.get(pk=user.pk).holds(Role.SECRETARY, at=bloc)
    assert Event.objects.get().verb == "blocs.give_duty"


def test_a_duty_stands_where_its_role_stands(admin):
    with pytest.raises(ValidationError):
        duties.give_duty(Duty(user=a_user(), role=Role.SECRETARY, unit=a_unit()), by=admin)
    assert Event.objects.count() == 0


def test_the_same_duty_twice_at_once_is_refused(admin):
    unit = a_unit()
    user = a_user(Role.COMMANDER, at=unit)
    with pytest.raises(Refused):
        duties.give_duty(Duty(user=user, role=Role.COMMANDER, unit=unit, from_on=in_days(-1)), by=admin)


def test_an_ended_duty_gives_no_rights_the_day_after(admin):
    bloc = a_bloc()
    user = a_user(Role.SECRETARY, at=bloc)
    duties.end_duty(user.duties.get(), on=in_days(-1), by=admin, note="Quyết định 7")
    assert not User.objects.get(pk=user.pk).holds(Role.SECRETARY, at=bloc)
    with pytest.raises(Refused):
        duties.end_duty(user.duties.get(), on=in_days(3), by=admin)


def test_the_last_administrator_stays(admin):
    with pytest.raises(Refused):
        duties.end_duty(admin.duties.get(), on=in_days(0), by=admin)
    a_user(Role.ADMIN)
    duties.end_duty(admin.duties.get(), on=in_days(0), by=admin)
    assert admin.duties.get().until_on == in_days(0)


def test_a_deputy_acts_while_the_commander_is_away_and_ends_with_the_duty(admin):
    unit = a_unit()
    commander, deputy = a_user(Role.COMMANDER, at=unit), a_user()
    row = duties.stand_in(commander.duties.get(), user=deputy, from_on=in_days(0), until_on=in_days(9), by=admin)
    assert User.objects.get(pk=deputy.pk).holds(Role.COMMANDER, at=unit)
    assert row.acting_for == commander.duties.get()
    duties.end_duty(commander.duties.get(), on=in_days(2), by=admin)
    assert Duty.objects.get(pk=row.pk).until_on == in_days(2)


def test_standing_in_is_refused_for_oneself_in_chains_and_beyond_the_duty(admin):
    unit = a_unit()
    commander, deputy, third = a_user(Role.COMMANDER, at=unit), a_user(), a_user()
    held = commander.duties.get()
    days = {"from_on": in_days(0), "until_on": in_days(5)}
    with pytest.raises(Refused):
        duties.stand_in(held, user=commander, by=admin, **days)
    acting = duties.stand_in(held, user=deputy, by=admin, **days)
    with pytest.raises(Refused):
        duties.stand_in(acting, user=third, by=admin, **days)
    held.until_on = in_days(3)
    held.save()
    with pytest.raises(Refused):
        duties.stand_in(held, user=third, by=admin, **days)


def test_a_leader_rises_and_the_rank_of_that_day_is_known(admin):
    leader = leaders.add_leader(Leader(name="Nguyễn Văn An"), by=admin)
    lower, higher = Rank.objects.get(slug="thuong-ta"), Rank.objects.get(slug="dai-ta")
    leaders.promote(leader, rank=lower, by=admin)
    leaders.promote(leader, rank=higher, on=date(2017, 9, 2), by=admin)
    assert leader.slug == "nguyen-van-an"
    assert [leader.rank_on(day) for day in (date(2017, 9, 1), date(2017, 9, 2))] == [lower, higher]


def test_a_promotion_to_the_same_rank_or_without_a_day_is_refused(admin):
    leader, rank = a_leader(), Rank.objects.get(slug="dai-ta")
    leaders.promote(leader, rank=rank, on=date(2017, 9, 2), by=admin)
    with pytest.raises(Refused):
        leaders.promote(leader, rank=rank, on=date(2018, 1, 1), by=admin)
    with pytest.raises(Refused):
        leaders.promote(leader, rank=Rank.objects.get(slug="thieu-tuong"), by=admin)


def test_a_post_is_taken_and_left_on_its_days(admin):
    leader, unit = a_leader(), a_unit()
    facts = {"leader": leader, "unit": unit, "name": "Trưởng phòng", "heads_unit": True}
    post = leaders.appoint(Post(from_on=date(2016, 1, 1), **facts), by=admin)
    with pytest.raises(Refused):
        leaders.appoint(Post(from_on=date(2017, 1, 1), **facts), by=admin)
    leaders.end_post(post, on=date(2017, 6, 30), by=admin)
    assert [row.name for row in leader.posts_on(date(2017, 6, 30), "office")] == ["Trưởng phòng"]
    assert leader.posts_on(date(2017, 7, 1), "office") == []
    assert list(Event.objects.about(leader).values_list("verb", flat=True)) == ["blocs.end_post", "blocs.appoint"]
