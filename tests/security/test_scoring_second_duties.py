"""Nobody judges their own unit through a second duty, nor reads by it what their unit may not read yet."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from blocs.models import Duty, Role, User
from reports import sheet_access
from reports.actions.sheets import Cell, save_marks
from reports.actions.stages import send_sheet
from reports.marking import book_of
from reports.models import KnockOut, Mark
from tests.make import a_unit
from tests.make_results import a_published_result
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import REASON, carry, everybody_scored, fresh

pytestmark = pytest.mark.django_db


def also(user, role, *, unit):
    """A further duty for somebody who has one."""
    Duty.objects.create(user=user, role=role, unit=unit)
    user.__dict__.pop("duties_today", None)
    return user


def may_mark(sheet, user) -> list[str]:
    return [row.number for row in book_of(fresh(sheet), user).rows.values() if row.may_mark]


def refused(act) -> bool:
    try:
        act()
    except PermissionDenied:
        return True
    return False


@pytest.mark.parametrize("who", ["standing", "deputy"])
def test_the_heads_own_sheet_is_not_reviewed_by_its_own_people(who):
    bloc = a_scored_bloc(stages=["self", "review"])
    head, deputy = bloc.units[:2]
    everybody_scored(bloc, "review")
    sheet = bloc.sheets[0]
    user = bloc.standing if who == "standing" else bloc.commander[deputy.pk]
    assert may_mark(sheet, user)
    also(user, Role.REPORTER, unit=head)
    assert may_mark(sheet, user) == []
    assert refused(lambda: save_marks(sheet, [Cell(bloc.leaves[1].pk, "20", REASON)], by=user))
    assert refused(lambda: send_sheet(sheet, by=user))
    assert not user.has_perm("reports.return_sheet", fresh(sheet))
    assert not Mark.objects.filter(sheet=sheet, stage__kind="review").exists()


@pytest.mark.parametrize("role", [Role.COMMANDER, Role.REPORTER])
def test_nobody_cross_checks_their_own_unit_through_the_unit_that_was_drawn(role):
    bloc = a_scored_bloc()
    everybody_scored(bloc)
    sheet = fresh(bloc.sheets[-1])
    user = bloc.commander[sheet.checker_id]
    assert may_mark(sheet, user)
    also(user, role, unit=sheet.unit)
    assert may_mark(sheet, user) == []
    assert not user.has_perm("reports.mark", sheet) and not user.has_perm("reports.send_sheet", sheet)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("reports:cross_check", args=[sheet.pk])).status_code == 403


def test_the_standing_body_does_not_check_a_unit_it_commands():
    bloc = a_scored_bloc(2)
    everybody_scored(bloc)
    sheet = fresh(bloc.sheets[-1])
    assert sheet.checker_id is None and may_mark(sheet, bloc.standing)
    assert may_mark(sheet, also(bloc.standing, Role.COMMANDER, unit=sheet.unit)) == []


def a_bloc_with_a_department(**facts):
    department = a_unit("Phòng Hậu cần")
    leaves = [
        {"name": "Chất lượng", "points": 10},
        {"name": "Hậu cần", "points": 10, "assessor": "department", "department": department},
    ]
    bloc = a_scored_bloc(stages=["self", "review"], leaves=leaves, **facts)
    return bloc, department


def test_a_reporter_does_not_confirm_for_a_department_what_is_their_own_units():
    bloc, department = a_bloc_with_a_department()
    everybody_scored(bloc, "review")
    own, other = bloc.sheets[2], bloc.sheets[1]
    user = also(bloc.reporter[own.unit_id], Role.DEPARTMENT, unit=department)
    assert (may_mark(own, user), may_mark(other, user)) == ([], ["1.2"])
    assert not user.has_perm("reports.mark", fresh(own))
    refusal = refused(lambda: save_marks(own, [Cell(bloc.leaves[1].pk, "9", REASON)], by=user))
    assert refusal and not Mark.objects.filter(sheet=own, stage__kind="review").exists()


def test_a_department_that_is_a_member_waits_for_its_own_self_score():
    """Who confirms for it reads other units' marks no sooner than its commander does."""
    bloc = a_scored_bloc(stages=["self", "review"], leaves=[{"name": "Chất lượng", "points": 10}])
    member, other = bloc.units[2], bloc.sheets[1]
    bloc.table.criteria.filter(pk=bloc.leaves[0].pk).update(assessor="department", department=member)
    user = also(bloc.reporter[bloc.units[0].pk], Role.DEPARTMENT, unit=member)
    user.duties.filter(role=Role.REPORTER).delete()
    user.__dict__.pop("duties_today", None)
    carry(bloc, other, "review")
    assert sheet_access.has_a_stake(user, fresh(other))
    assert (may_mark(other, user), book_of(fresh(other), user).readable) == ([], frozenset())
    carry(bloc, bloc.sheets[2], "review")
    assert may_mark(other, user) == ["1.1"]


def test_a_knock_out_is_not_settled_by_the_people_of_its_unit():

    bloc = a_scored_bloc()
    facts = {"ground": "Vi phạm", "legal_basis": "Điều 1", "document": "QĐ 1"}
    knock_out = KnockOut.objects.create(sheet=bloc.sheets[-1], proposed_at=bloc.sheets[0].opened_at, **facts)
    assert bloc.standing.has_perm("reports.settle_knock_out", knock_out)
    also(bloc.standing, Role.COMMANDER, unit=bloc.units[-1])
    assert not bloc.standing.has_perm("reports.settle_knock_out", knock_out)


def test_a_published_result_opens_the_sheets_to_the_bloc_alone():
    """A department outside the bloc sees that the sheets are there, for its own criteria; no more once all is out."""
    bloc, department = a_bloc_with_a_department()
    everybody_scored(bloc, "review")

    outsider = also(User.objects.create_user(username="phong"), Role.REPORTER, unit=department)
    judge = also(User.objects.create_user(username="xacnhan"), Role.DEPARTMENT, unit=department)
    for sheet in bloc.sheets:
        save_marks(fresh(sheet), [Cell(bloc.leaves[1].pk, "5", REASON)], by=judge)
        carry(bloc, sheet, "closed")
    a_published_result(bloc.table)
    sheet = fresh(bloc.sheets[1])
    assert book_of(sheet, bloc.reporter[bloc.units[2].pk]).readable == {"self", "review"}
    assert book_of(sheet, outsider).readable == frozenset()
    book = book_of(sheet, judge)
    rows = {row.number: book.mark(row, "review") for row in book.rows.values()}
    assert rows["1.1"] is None and rows["1.2"].points == 5
