"""Odd blocs: nothing assigned, one unit, everybody equal, a unit that left or changed its name, an amended pact.

Every page of the scoring answers, and the result says what it can.
"""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role, Unit
from pacts.models import Pact
from reports.actions.results import obstacles, prepare_result, release_result
from reports.actions.stages import send_sheet
from reports.models import Mark, Result
from reports.scored import board_of
from tests.make import a_figure, a_user
from tests.make_results import a_scored_table
from tests.make_scoring import a_scored_bloc, a_table, leaves_of
from tests.reports.score_flow import carry, everybody_scored, fill, fresh

pytestmark = pytest.mark.django_db
OF_SHEET = ["sheet_detail", "sheet_history", "why_rank"]
OF_TABLE = ["scoring_detail", "result_prepare", "signals", "knock_out_list"]


def all_answer(table, *users) -> None:
    """No page of the scoring of this table is an error, to any of them."""
    names = [(name, [sheet.pk]) for sheet in table.sheets.all() for name in OF_SHEET]
    names += [(name, [table.pk]) for name in OF_TABLE]
    names += [("result_detail", [pk]) for pk in Result.objects.values_list("pk", flat=True)]
    addresses = [reverse(f"reports:{name}", args=args) for name, args in names]
    addresses += [reverse(f"reports:{name}") for name in ("my_tasks", "scoring_list", "result_list", "appeal_list")]
    wrong = []
    for user in (a_user(Role.ADMIN), *users):
        client = Client(raise_request_exception=False)
        client.force_login(user)
        wrong += [address for address in addresses if client.get(address, follow=True).status_code >= 500]
    assert wrong == []


def published(table) -> dict:
    result = prepare_result(table, "ranking", by=a_user(Role.ADMIN))
    release_result(result, by=a_user(Role.ADMIN))
    all_answer(table)
    return {row["unit"]: row for row in json.loads(result.package)["standings"]}


def off(table, criterion, *units) -> None:
    for unit in units:
        criterion.assignments.create(unit=unit, applies=False, reason="Không có chức năng")


def test_a_criterion_that_applies_to_nobody():
    table = a_scored_table(3)
    relative = leaves_of(table)[-1]
    off(table, relative, *Unit.objects.filter(sheets__table=table))
    assert [row["rank"] for row in published(table).values()] == [1, 2, 3]


def test_a_unit_to_which_nothing_applies_stands_nowhere_and_divides_by_nothing():
    table = a_scored_table(3)
    sheet = table.sheets.last()
    for root in table.criteria.filter(parent=None):
        off(table, root, sheet.unit)
    row = published(table)[sheet.unit.slug]
    assert (row["rank"], row["percent"]) == (None, "0")


@pytest.mark.parametrize("units", [1, 2])
def test_a_bloc_of_one_or_two(units):
    assert [row["rank"] for row in published(a_scored_table(units)).values()] == list(range(1, units + 1))


def test_everybody_equal_shares_the_first_place():
    table = a_scored_table(4, tie_breaks=[])
    Mark.objects.all().delete()
    for sheet in table.sheets.all():
        for leaf in leaves_of(table):
            said = {"points": 5} if leaf.formula == "by_hand" else {"value": 0 if leaf.pledge is None else 90}
            own = {"stage": table.stages.last(), "given_by": "Cán bộ", "given_at": timezone.now()}
            Mark.objects.create(sheet=sheet, criterion=leaf, **own, **said)
    rows = published(table).values()
    assert {(row["rank"], row["tied"]) for row in rows} == {(1, True)}


def test_a_unit_that_left_the_bloc_still_finishes_its_sheet():
    bloc = a_scored_bloc()
    sheet = bloc.sheets[-1]
    left = timezone.localdate() - timedelta(days=1)
    bloc.bloc.memberships.filter(unit=sheet.unit_id).update(until_on=left)
    everybody_scored(bloc)
    everybody_scored(bloc, "closed")
    all_answer(bloc.table, bloc.commander[sheet.unit_id], bloc.secretary)
    assert published(bloc.table).keys() == {unit.slug for unit in bloc.units}


def test_a_new_name_changes_no_mark_and_no_frozen_page():
    table = a_scored_table(3)
    unit = table.sheets.first().unit
    before = published(table)
    Unit.objects.filter(pk=unit.pk).update(name="Tên mới của đơn vị")
    result = Result.objects.get()
    assert "Tên mới của đơn vị" not in result.package
    assert {row["unit"] for row in json.loads(result.package)["standings"]} == before.keys()
    all_answer(table)


def test_a_figure_corrected_after_the_self_score_moves_nothing():
    table = a_scored_table(3, closed=False)
    bloc = table.pact.bloc
    sheet = fresh(table.sheets.last())
    unit, pledge = sheet.unit, leaves_of(table)[-1].pledge
    commander = a_user(Role.COMMANDER, at=unit)
    Mark.objects.filter(sheet=sheet).delete()
    fill(sheet, commander)
    send_sheet(sheet, by=commander)
    before = board_of(table).facts("3.1", unit.slug).value
    assert before is not None
    pledge.figures.filter(unit=unit).delete()
    a_figure(pledge, unit, value=1)
    assert board_of(table).facts("3.1", unit.slug).value == before
    all_answer(table, commander, a_user(Role.SECRETARY, at=bloc))


def test_a_pact_amended_while_it_is_scored():
    """The sheets that are open are finished under the version they were opened with."""
    bloc = a_scored_bloc()
    newer = Pact.objects.create(
        bloc=bloc.bloc, title="Giao ước sửa đổi", version=2, amends=bloc.pact, state="sealed",
        sealed_at=timezone.now(), digest="1" * 64, canonical="văn bản",
    )  # fmt: skip
    table = a_table(newer)
    all_answer(table, bloc.secretary)
    everybody_scored(bloc)
    everybody_scored(bloc, "closed")
    assert obstacles(board_of(bloc.table)) == []
    published(bloc.table)
    all_answer(table, bloc.secretary, *bloc.commander.values())
    assert carry(bloc, bloc.sheets[0], "closed").state == "closed"
