"""The task list on its page: from the rows of the database to one link per row."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.models import Bloc, Headship, Role
from blocs.templatetags.statuses import status_word
from pacts.models import Pact
from reports.logic.tasks import TaskStatus
from reports.models import Publication, Report
from reports.reach import may_publish
from reports.task_facts import facts_for
from tests import make
from tests.reports.desks import a_desk, queries_of

pytestmark = pytest.mark.django_db
URL = "/viec-cua-toi/"


def test_the_secretary_of_an_open_phase(client):
    desk = a_desk(due_on=timezone.localdate() + timedelta(days=3))
    client.force_login(desk.secretary)
    lists = client.get(URL).context["lists"]
    assert [row["task"].address.name for row in lists["soon"]] == ["reports:reporting_detail"]
    assert lists["soon"][0]["task"].note.startswith("0") and lists["soon"][0]["when"] != ""


def test_stf_1_ac_1_opening_a_sheet_changes_nothing_and_the_first_figure_does(client):
    desk = a_desk(pledges=2, due_on=timezone.localdate())
    client.force_login(desk.reporter)
    link = client.get(URL).context["lists"]["soon"][0]
    assert link["task"].status == "not-started"
    assert client.get(link["url"]).status_code == 200
    assert client.get(URL).context["lists"]["soon"][0]["task"].status == "not-started"
    make.a_figure(desk.pledge, desk.unit, phase=desk.reporting.phase)
    assert client.get(URL).context["lists"]["soon"][0]["task"].status == "incomplete"
    make.a_figure(desk.pledges[1], desk.unit, phase=desk.reporting.phase)
    assert client.get(URL).context["lists"]["soon"][0]["task"].status == "in-progress"
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    page = client.get(URL)
    assert page.context["groups"].open_count == 0 and page.context["groups"].all_count == 1


def test_stf_1_ac_2_every_row_has_one_link_and_no_two_have_the_same_name(client):
    blocs = [make.a_bloc(2) for __ in range(2)]
    user = make.a_user()
    for bloc in blocs:
        desk = a_desk(bloc=bloc, due_on=timezone.localdate())
        user.duties.create(role=Role.SECRETARY, bloc=bloc)
        user.duties.create(role=Role.COMMANDER, unit=desk.unit)
    client.force_login(user)
    page = client.get(URL).content.decode()
    rows = re.findall(r'<li class="task".*?</li>', page, re.S)
    links = [re.findall(r"<a [^>]*>(.*?)</a>", row, re.S) for row in rows]
    assert len(rows) > 4 and all(len(found) == 1 for found in links)
    names = [re.sub(r"<[^>]+>", "", found[0]) for found in links]
    assert len(set(names)) == len(names)


def test_an_open_pact_waits_for_its_commander(client):
    bloc = make.a_bloc(2)
    pact = make.a_pact(bloc, state="open")
    commander = make.a_user(Role.COMMANDER, at=make.members_of(bloc)[1])
    ceremony = make.a_ceremony(bloc, state="live")
    (facts,) = facts_for(commander).blocs
    assert (facts.pact.pk, facts.pact.missing, facts.i_run) == (pact.pk, 2, False)
    client.force_login(commander)
    (row,) = client.get(URL).context["lists"]["overdue"]
    assert row["url"] == reverse("pacts:signature_sign", args=[ceremony.pk, pact.pk])


def test_a_draft_pact_of_an_amendment_is_the_one_that_waits(client):
    desk = a_desk()
    second = Pact.objects.create(bloc=desk.bloc, title="Sửa đổi", version=2, amends=desk.pact)
    (facts,) = facts_for(desk.secretary).blocs
    assert (facts.pact.pk, facts.pact.state) == (second.pk, "draft")


def test_a_summary_waits_for_those_who_release_and_never_for_its_author(client):
    bloc = make.a_bloc(2)
    cast = make.the_cast(bloc)
    Publication.objects.create(bloc=bloc, thread="bai-1", title="Bài 1", body="x", author=cast["secretary"])
    told = {name: [draft.is_mine for draft in facts_for(user).drafts] for name, user in cast.items()}
    assert told == {
        "admin": [False],
        "standing": [False],
        "secretary": [True],
        "head_commander": [False],
        "commander": [],
        "reporter": [],
        "stranger": [],
    }


def test_the_query_of_releases_says_what_the_predicate_says():
    bloc, other = make.a_bloc(2), make.a_bloc(2)
    Headship.objects.filter(bloc=other, part="head").update(until_on=timezone.localdate() - timedelta(days=1))
    people = [*make.the_cast(bloc).values(), make.a_user(Role.COMMANDER, at=make.members_of(other)[0])]
    for user in people:
        found = set(may_publish(user))
        assert found == {row for row in Bloc.objects.all() if user.has_perm("reports.set_release", row)}


def test_stf_1_ac_1_the_statuses_are_the_eight_words_of_the_screen():
    assert [str(status_word(status)) for status in TaskStatus] == [
        *["Chưa bắt đầu", "Chưa đủ thông tin", "Chưa thể bắt đầu", "Đang thực hiện"],
        *["Đã gửi", "Đang kiểm tra", "Trả lại để bổ sung", "Đã phê duyệt"],
    ]


def test_stf_1_a_blocked_task_says_why(client):
    desk = a_desk(state="planned")
    client.force_login(desk.reporter)
    lists = client.get(URL).context["lists"]
    (row,) = [row for name in ("overdue", "soon", "later") for row in lists[name]]
    assert row["task"].status == "blocked"
    assert row["task"].note


def test_stf_1_a_new_secretary_is_led_to_a_pact_and_others_to_the_manual(client):
    client.force_login(make.a_user(Role.ADMIN))
    page = client.get(URL).content.decode()
    assert 'data-testid="new-user"' in page
    assert reverse("pacts:pact_new") in page
    client.force_login(make.a_user())
    page = client.get(URL).content.decode()
    assert 'data-testid="new-user"' in page
    assert reverse("help_chapter", args=["bat-dau"]) in page


def test_stf_1_who_has_finished_everything_reads_until_which_day(client):
    desk = a_desk(due_on=timezone.localdate())
    Report.objects.create(reporting=desk.reporting, unit=desk.unit, state="sent")
    client.force_login(desk.reporter)
    page = client.get(URL).content.decode()
    assert 'data-testid="nothing-left"' in page
    assert 'data-done="1" data-all="1"' in page
    assert timezone.localdate().strftime("%d/%m/%Y") in page


def test_nothing_to_do_says_so_and_a_stranger_to_all_blocs_is_not_lost(client):
    client.force_login(make.a_user())
    page = client.get(URL)
    assert page.context["groups"].all_count == 0 and timezone.localdate().strftime("%d/%m/%Y") in page.content.decode()


def test_a_season_that_was_renewed_leaves_the_list_once_nothing_is_open(client):
    desk = a_desk(state="closed")
    make.a_bloc(series=desk.bloc.series, year=2018, previous=desk.bloc)
    assert facts_for(desk.secretary).blocs == ()
    still_open = a_desk()
    make.a_bloc(series=still_open.bloc.series, year=2018, previous=still_open.bloc)
    assert [facts.has_next for facts in facts_for(still_open.secretary).blocs] == [True]


def test_login_is_asked_for(client):
    assert client.get(URL).status_code == 302


def test_the_list_asks_the_same_number_of_questions_for_1_3_and_30_blocs(client):
    counts = set()
    for number in [1, 3, 30]:
        user = make.a_user()
        for __ in range(number):
            desk = a_desk()
            user.duties.create(role=Role.SECRETARY, bloc=desk.bloc)
            user.duties.create(role=Role.REPORTER, unit=desk.unit)
        client.force_login(user)
        counts.add(queries_of(client, URL))
    assert len(counts) == 1
