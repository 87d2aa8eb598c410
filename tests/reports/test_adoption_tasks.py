"""A draft sent round gives each member unit a task, its comments give the secretary one (issue 5)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pacts.actions import adoption as actions
from reports.adoption_tasks import adoption_tasks
from tests.make import a_pact, members_of, the_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pact():
    return a_pact(slogan="Đoàn kết, kỷ cương")


@pytest.fixture
def cast(pact):
    return the_cast(pact.bloc)


@pytest.fixture
def version(pact, cast):
    return actions.circulate(pact, by=cast["secretary"])


@pytest.fixture
def said(pact, cast, version):
    member = pact.bloc.memberships.get(unit=members_of(pact.bloc)[-1])
    words = {"clause": "slogan", "text": "Nên thêm trách nhiệm", "proposed": "Đoàn kết, trách nhiệm"}
    return actions.comment(member, version=version, by=cast["reporter"], **words)


def tasks(user) -> list:
    return [(task.address.name, task.status, task.due_on) for task in adoption_tasks(user, timezone.localdate())]


def test_a_unit_has_the_task_to_comment_until_it_has_or_the_time_is_over(pact, cast, version):
    until = timezone.localdate() + timedelta(days=2)
    actions.circulate(pact, by=cast["secretary"], comments_until=until)
    assert tasks(cast["commander"]) == [("pacts:pact_comments", "not-started", until)]
    member = pact.bloc.memberships.get(unit=members_of(pact.bloc)[-1])
    version.refresh_from_db()
    actions.comment(member, version=version, text="Nhất trí", by=cast["commander"])
    assert tasks(cast["reporter"]) == [("pacts:pact_comments", "submitted", until)]
    assert tasks(cast["head_commander"]) == [("pacts:pact_comments", "not-started", until)]
    version.comments_until = timezone.localdate() - timedelta(days=1)
    version.save()
    assert tasks(cast["commander"]) == tasks(cast["stranger"]) == []


def test_the_secretary_has_one_task_a_pact_while_comments_are_open(cast, said):
    assert tasks(cast["secretary"]) == [("pacts:pact_comments", "in-progress", None)]
    actions.answer_comment(said, state="accepted", by=cast["secretary"])
    assert tasks(cast["secretary"]) == []
