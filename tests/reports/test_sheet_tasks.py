"""What of the scoring waits for whom: one row and one link for each, and the same number of questions for any bloc."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from blocs.models import Role, User
from reports.actions.stages import send_back
from reports.models import Sheet
from reports.sheet_tasks import _count, sheet_tasks_for
from tests import make
from tests.make_scoring import a_scored_bloc
from tests.reports.score_flow import REASON, carry, days, everybody_scored, fresh, put, worker_of

pytestmark = pytest.mark.django_db
LAST = date(2027, 1, 20)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def bloc():
    return a_scored_bloc()


def told(user, today=None) -> dict[str, tuple]:
    """{address of the task: (status, note)}"""
    found = sheet_tasks_for(User.objects.get(pk=user.pk), today)
    assert len({(task.title, task.verb) for task in found}) == len(found)
    return {
        (task.address.name.removeprefix("reports:"), *task.address.args): (task.status, task.note) for task in found
    }


def own_task(bloc, sheet) -> tuple:
    return told(bloc.commander[sheet.unit_id])["sheet_detail", sheet.pk]


def test_a_self_score_from_not_started_to_approved(bloc):
    sheet = bloc.sheets[2]
    assert own_task(bloc, sheet) == ("not-started", "")
    put(sheet, bloc.reporter[sheet.unit_id], {bloc.leaves[1]: "12"})
    assert own_task(bloc, sheet)[0] == "incomplete" and "1" in own_task(bloc, sheet)[1]
    put(sheet, bloc.reporter[sheet.unit_id], {bloc.leaves[0]: "0", bloc.leaves[2]: "1", bloc.leaves[3]: "1"})
    assert own_task(bloc, sheet)[0] == "in-progress"
    everybody_scored(bloc)
    assert own_task(bloc, sheet) == ("submitted", "")
    carry(bloc, sheet, "closed")
    assert own_task(bloc, sheet) == ("approved", "")


def test_what_does_not_apply_is_not_waited_for(bloc):
    sheet = bloc.sheets[2]
    bloc.leaves[3].parent.assignments.create(unit=sheet.unit, applies=False, reason="Không được giao")
    put(sheet, bloc.reporter[sheet.unit_id], {bloc.leaves[0]: "0", bloc.leaves[1]: "1", bloc.leaves[2]: "1"})
    assert own_task(bloc, sheet)[0] == "in-progress"


def test_only_the_self_score_leaves_out_what_figures_feed():
    nodes = {1: (None, "", "unit", None), 2: (1, "by_hand", "unit", None), 3: (1, "proportional", "unit", 9)}
    sheets = [SimpleNamespace(state="open", unit_id=5, stage=SimpleNamespace(kind=kind)) for kind in ("self", "cross")]
    assert [_count(nodes, set(), sheet) for sheet in sheets] == [1, 2]
    assert [_count(nodes, {(1, 5)}, sheet) for sheet in sheets] == [0, 0]


def test_a_cross_check_waits_for_the_other_unit_then_for_ones_own(bloc):
    sheet = bloc.sheets[2]
    checker, key = bloc.reporter[sheet.checker_id], ("cross_check", sheet.pk)
    assert told(checker)[key][0] == "blocked"
    carry(bloc, sheet, "cross")
    assert told(checker)[key] == ("blocked", "waits for the self-score of your own unit")
    everybody_scored(bloc)
    assert told(checker)[key] == ("not-started", "")
    (task,) = [row for row in sheet_tasks_for(checker) if row.address.name == "reports:cross_check"]
    assert sheet.unit.name in task.title
    carry(bloc, sheet, "review")
    assert told(checker)[key] == ("submitted", "")


def test_before_the_draw_nobody_has_a_cross_check():
    bloc = a_scored_bloc(drawn=False)
    everybody_scored(bloc)
    names = {name for unit in bloc.units for name, *__ in told(bloc.commander[unit.pk])}
    assert names == {"sheet_detail", "scoring_detail"}


def test_the_secretary_opens_and_draws():
    bloc = a_scored_bloc(drawn=False)
    titles = [task.title for task in sheet_tasks_for(bloc.secretary)]
    assert titles == ["Review the score sheets", "Draw the cross-checks"]
    Sheet.objects.all().delete()
    assert [task.title for task in sheet_tasks_for(bloc.secretary)] == ["Open the scoring"]
    assert sheet_tasks_for(bloc.commander[bloc.units[2].pk]) == []


def test_reviewers_and_appraisers_have_one_row_a_bloc(bloc):
    key = ("scoring_detail", bloc.table.pk)
    assert told(bloc.secretary) == {key: ("blocked", "waits for the stages before")}
    everybody_scored(bloc)
    carry(bloc, bloc.sheets[2], "review")
    assert told(bloc.secretary) == {key: ("not-started", "1 of 2 sheets wait")}
    carry(bloc, bloc.sheets[1], "closed")
    assert told(bloc.secretary)[key][0] == "in-progress"
    carry(bloc, bloc.sheets[2], "closed")
    assert told(bloc.secretary) == {key: ("approved", "")}


def test_the_heads_own_sheet_waits_for_the_deputy_and_the_standing_body(bloc):
    everybody_scored(bloc)
    carry(bloc, bloc.sheets[0], "review")
    key = ("scoring_detail", bloc.table.pk)
    deputy, head = bloc.commander[bloc.units[1].pk], bloc.commander[bloc.units[0].pk]
    assert told(deputy)[key] == ("not-started", "1 of 1 sheets wait")
    assert told(head)[key] == ("blocked", "waits for the stages before")
    titles = {task.title: task.status for task in sheet_tasks_for(bloc.standing)}
    assert set(titles.values()) == {"not-started", "blocked"} and len(titles) == 2


def test_a_returned_sheet_says_why(bloc):
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[2], "review")
    send_back(sheet, bloc.table.stages.get(kind="self"), [bloc.leaves[1]], REASON, by=worker_of(bloc, sheet))
    assert own_task(bloc, sheet) == ("returned", REASON)
    sheet = fresh(sheet)
    (task,) = [row for row in sheet_tasks_for(bloc.commander[sheet.unit_id]) if row.status == "returned"]
    assert task.address.args == (sheet.pk,) and not task.is_done


def test_an_explanation_waits_for_the_unit(bloc):
    everybody_scored(bloc)
    sheet = carry(bloc, bloc.sheets[2], "explain")
    titles = [task.title for task in sheet_tasks_for(bloc.commander[sheet.unit_id]) if not task.is_done]
    assert f"Explain the marks: {sheet.unit.name}" in titles


def test_a_department_confirms():
    pact = make.a_pact(make.a_bloc(3))
    department = make.a_unit()
    leaves = [{}, {"assessor": "department", "department": department}]
    bloc = a_scored_bloc(pact=pact, leaves=leaves)
    user = make.a_user(Role.DEPARTMENT, at=department)
    everybody_scored(bloc)
    carry(bloc, bloc.sheets[2], "review")
    assert told(user) == {("scoring_detail", bloc.table.pk): ("not-started", "1 of 3 sheets wait")}


def test_days_are_those_of_the_unit(bloc):
    stage = days(bloc.table, "self", opens_on=LAST, due_on=LAST + timedelta(days=5))
    sheet = bloc.sheets[2]
    stage.extensions.create(unit=sheet.unit, due_on=LAST + timedelta(days=9), reason=REASON, made_by="Thư ký")
    commander = bloc.commander[sheet.unit_id]
    assert told(commander, LAST - timedelta(days=1))["sheet_detail", sheet.pk] == ("blocked", "begins on 20/01/2027")
    (task,) = [row for row in sheet_tasks_for(commander, LAST) if row.address.name == "reports:sheet_detail"]
    assert (task.status, task.due_on) == ("not-started", LAST + timedelta(days=9))


def test_strangers_and_next_years_people_have_nothing_to_score(bloc):
    make.a_bloc(series=bloc.bloc.series, year=2018, previous=bloc.bloc)
    people = [bloc.secretary, bloc.commander[bloc.units[0].pk], bloc.standing, make.a_user(), make.a_user(Role.ADMIN)]
    assert [told(user) for user in people] == [{}] * 5


def test_the_questions_do_not_grow_with_units_or_criteria():
    counts = []
    for units, leaves in [(3, 2), (9, 30)]:
        bloc = a_scored_bloc(units, leaves=[{}] * leaves)
        user = make.a_user(Role.COMMANDER, at=bloc.units[0])
        for role, place in [(Role.SECRETARY, bloc.bloc), (Role.STANDING, bloc.bloc.series.organiser)]:
            field = "bloc" if role == Role.SECRETARY else "unit"
            user.duties.create(role=role, **{field: place})
        user.duties.create(role=Role.DEPARTMENT, unit=bloc.units[1])
        user = User.objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as asked:
            assert sheet_tasks_for(user)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_task_page_leads_to_the_sheet(client, bloc):
    sheet = bloc.sheets[2]
    client.force_login(bloc.commander[sheet.unit_id])
    page = client.get("/viec-cua-toi/")
    assert f'href="/phieu-diem/{sheet.pk}/"' in page.content.decode()
    assert page.context["groups"].open_count >= 1 and timezone.localdate() is not None
