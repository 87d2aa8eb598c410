"""A renewed bloc beside last season's: what differs is said with its ground, what does not is said, too."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs.actions import reforms
from blocs.actions.renewal import renew_bloc
from blocs.actions.units import rename_unit
from blocs.logic.lifecycle import Refused
from blocs.logic.reforms import Act, Step
from blocs.models import Duty, Headship, Reform, Role, Succession
from pacts.actions.pacts import draft_pact
from pacts.models import HonourRules, Quota, Regulation
from pacts.year_changes import year_changes
from tests import make
from tests.make_papers import a_sealed_pact
from tests.make_scoring import a_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make.a_user(Role.ADMIN)


def renewed(old, admin):
    return renew_bloc(old, season=make.a_season(2018), by=admin)


def told(lines) -> list[tuple]:
    return [(line.before, line.after) for line in lines]


def test_a_bloc_renewed_as_it_was_says_that_nothing_differs_but_its_head(admin):
    old = make.a_bloc(3)
    found = year_changes(old, new := renewed(old, admin))
    assert (found.units, found.rules, found.secretaries, found.criteria) == ([], [], [], None)
    head = new.headships.get(part="head").unit
    assert told(found.heads)[0] == (members_name(old), head.name) and found.heads[0].why


def members_name(bloc) -> str:
    return bloc.headships.get(part="head").unit.name


def test_a_merger_in_july_is_the_ground_why_units_left_and_came(admin):
    old = make.a_bloc(4)
    _head, a, b, _last = make.members_of(old)
    reform = Reform(title="Sắp xếp", on=date(2017, 7, 1), decision_number="100/QĐ")
    reform = reforms.prepare(reform, by=admin, steps=[Step(Act.MERGE, (a.pk, b.pk), ("Phòng mới",))])
    reforms.carry_out(reform, by=admin)
    found = year_changes(old, renewed(old, admin))
    assert told(found.units) == [(a.name, ""), (b.name, "")], "the successor was a member from July on"
    assert all("Phòng mới" in line.why and "01/07/2017" in line.why and "100/QĐ" in line.why for line in found.units)


def test_a_unit_that_came_one_that_moved_and_one_renamed(admin):
    old = make.a_bloc(3)
    _head, second, third = make.members_of(old)
    rename_unit(second, name="Phòng đổi tên", on=date(2017, 10, 1), decision_number="7/QĐ", by=admin)
    new = renewed(old, admin)
    stranger, other = make.a_unit("Phòng mới vào"), make.a_bloc(2, season=new.season)
    new.memberships.filter(unit=third).delete()
    other.memberships.create(unit=third, order=9)
    new.memberships.create(unit=stranger, order=9, decision_number="8/QĐ")
    gone, renamed, come = year_changes(old, new).units
    assert (gone.before, gone.after) == (third.name, "") and str(other) in gone.why
    assert renamed.after == "Phòng đổi tên" and "7/QĐ" in renamed.why and renamed.before != renamed.after
    assert (come.after, come.why) == (stranger.name, "8/QĐ")


def test_rules_quotas_and_secretaries_that_differ(admin):
    old, title = make.a_bloc(3), make.a_title("Cờ thi đua")
    keeper = make.a_user(Role.SECRETARY, at=old)
    rules = HonourRules.objects.create(bloc=old, quorum_part=2, quorum_whole=3)
    Quota.objects.create(rules=rules, title=title, most=1)
    Regulation.objects.create(bloc=old, heads_sign_for_members=True)
    new = renewed(old, admin)
    assert year_changes(old, new).rules == [] and year_changes(old, new).secretaries == []
    HonourRules.objects.filter(bloc=new).update(quorum_part=1, quorum_whole=2, is_secret=False)
    Quota.objects.filter(rules__bloc=new).update(most=2)
    Regulation.objects.create(bloc=new, heads_sign_for_members=False)
    Duty.objects.filter(bloc=new, user=keeper).delete()
    found = year_changes(old, new)
    assert ("2", "1") in told(found.rules) and len(found.rules) == 5
    assert [("1" in line.before, "2" in line.after) for line in found.rules[-1:]] == [(True, True)]
    assert told(found.secretaries) == [(str(keeper), "")]


def test_the_first_draft_carries_the_criteria_and_the_page_shows_what_is_changed(admin, client):
    old = make.a_bloc(3)
    table = a_table(a_sealed_pact(old))
    new = renewed(old, admin)
    client.force_login(admin)
    address = reverse("pacts:bloc_changes", args=[new.pk])
    assert reverse("pacts:pact_new") in client.get(address).content.decode()
    pact = draft_pact(new, start="last_season", by=admin)
    found = year_changes(old, new)
    assert found.tables == (table, pact.criteria_table) and not found.criteria.lines
    pact.criteria_table.criteria.exclude(formula="").first().delete()
    assert [line.state for line in year_changes(old, new).criteria.lines].count("removed") == 1
    assert 'data-testid="criteria"' in client.get(address).content.decode()


def test_an_old_merger_is_no_ground_and_a_new_decision_on_the_same_head_is_a_change(admin):
    old = make.a_bloc(3)
    _head, second, third = make.members_of(old)
    Succession.objects.create(before=second, after=third, kind="merged", on=date(2010, 5, 1))
    old.headships.create(unit=make.members_of(old)[0], part="next_head", chosen="assigned", decision_number="9/QĐ")
    new = renewed(old, admin)
    new.memberships.filter(unit=third).delete()
    found = year_changes(old, new)
    assert [(line.before, line.why) for line in found.units] == [(third.name, "")]
    head = found.heads[0]
    assert head.before == head.after and "9/QĐ" in head.why


def test_who_sees_only_one_of_the_two_is_told_there_is_nothing(admin, client):
    old = make.a_bloc(3)
    new = renewed(old, admin)
    client.force_login(admin)
    assert client.get(reverse("pacts:bloc_changes", args=[old.pk])).status_code == 404, "it was renewed from none"
    client.force_login(make.a_user(Role.REPORTER, at=make.a_unit()))
    assert client.get(reverse("pacts:bloc_changes", args=[new.pk])).status_code == 404


@pytest.mark.parametrize("units", [3, 20])
def test_the_queries_do_not_grow(admin, units):
    old = make.a_bloc(units)
    new = renewed(old, admin)
    new.memberships.filter(order__gt=2).delete()
    with CaptureQueriesContext(connection) as seen:
        assert len(year_changes(old, new).units) == units - 2
    assert len(seen) <= 16


def test_a_bloc_is_renewed_once_and_never_under_a_unit_that_ended(admin):
    old = make.a_bloc(4)
    *_others, last = make.members_of(old)
    old.headships.create(unit=last, part=Headship.Part.NEXT_HEAD)
    last.until_on = date(2017, 12, 31)
    last.save()
    with pytest.raises(Refused):
        renew_bloc(old, season=make.a_season(2018), units=make.members_of(old)[:3], head=last, by=admin)
    with pytest.raises(Refused, match=last.name):
        renew_bloc(old, season=make.a_season(2018), units=make.members_of(old), head=last, by=admin)
    renewed(old, admin)
    with pytest.raises(Refused):
        renewed(old, admin)
