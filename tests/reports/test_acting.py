"""Who stands in for a commander scores, sends and votes for the unit between two days, and not a day longer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.actions.blocs import name_acting_head
from blocs.logic.lifecycle import Refused
from blocs.models import Duty, Headship, Role
from reports.actions.poll_opening import open_poll
from reports.models import Poll, Voter
from reports.poll_roll import representatives
from tests import make
from tests.make_polls import a_poll, vote
from tests.make_scoring import a_sheet

pytestmark = pytest.mark.django_db
DAYS = [((0, 0), True), ((-5, 5), True), ((-9, -1), False), ((1, 9), False)]


def this_year():
    today = timezone.localdate()
    season = make.a_season(today.year, starts_on=today.replace(month=1, day=1), ends_on=today.replace(month=12, day=31))
    return make.a_bloc(3, season=season)


def acting_for(chief, *, first: int, last: int):
    user, duty, today = make.a_user(), chief.duties.get(), timezone.localdate()
    days = {"from_on": today + timedelta(days=first), "until_on": today + timedelta(days=last)}
    Duty.objects.create(user=user, role=Role.COMMANDER, unit=duty.unit, acting_for=duty, **days)
    return user


@pytest.mark.parametrize(("days", "may"), DAYS)
def test_self_score_is_given_and_sent_by_who_acts_between_the_days(days, may):
    sheet = a_sheet(at="self")
    chief = make.a_user(Role.COMMANDER, at=sheet.unit)
    user = acting_for(chief, first=days[0], last=days[1])
    assert [user.has_perm(f"reports.{verb}", sheet) for verb in ("mark", "send_sheet")] == [may, may]
    assert chief.has_perm("reports.mark", sheet), "who is stood in for is not shut out"


@pytest.mark.parametrize(("days", "may"), DAYS)
def test_the_roll_of_a_ballot_takes_who_acts_on_the_day_it_is_opened(days, may):
    bloc = this_year()
    second = make.members_of(bloc)[1]
    chief = make.a_user(Role.COMMANDER, at=second)
    user = acting_for(chief, first=days[0], last=days[1])
    roll = representatives(Poll(bloc=bloc), bloc.day)
    line = next(one for one in roll if one.unit == second)
    assert line.user == (user if may else chief)


@pytest.mark.parametrize(("days", "may"), DAYS)
def test_who_acts_for_the_commander_of_the_acting_head_has_its_rights(days, may):
    today, bloc = timezone.localdate(), this_year()
    second = make.members_of(bloc)[1]
    user = acting_for(make.a_user(Role.COMMANDER, at=second), first=days[0], last=days[1])
    name_acting_head(Headship(bloc=bloc, unit=second, from_on=today, until_on=today), by=make.a_user(Role.ADMIN))
    assert user.has_perm("reports.give_directive", bloc) is may


def test_at_an_open_ballot_who_acts_votes_and_who_is_stood_in_for_finds_nothing(client):
    """The roll is closed when the ballot opens: one person a unit, whatever term ends later."""
    bloc = this_year()
    second = make.members_of(bloc)[1]
    chief = make.a_user(Role.COMMANDER, at=second)
    user = acting_for(chief, first=-5, last=0)
    poll = a_poll(bloc)
    line = next(one for one in representatives(poll, bloc.day) if one.unit == second)
    line.order = 99
    line.save()
    poll = open_poll(poll, by=make.a_user(Role.SECRETARY, at=bloc))
    Duty.objects.filter(user=user).update(until_on=timezone.localdate() - timedelta(days=1))
    address = reverse("reports:poll_cast", args=[poll.pk])
    client.force_login(chief)
    assert client.get(address).status_code == client.post(address, {"secret-step": "cast"}).status_code == 404
    client.force_login(user)
    assert client.get(address).status_code == 200
    voter = Voter.objects.get(poll=poll, unit=second)
    vote(voter)
    with pytest.raises(Refused):
        vote(Voter.objects.get(pk=voter.pk))
    assert Voter.objects.filter(poll=poll, unit=second).count() == 1
