"""Who has something to sign, confirm or answer when the year turns finds it among the tasks, and nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs.models import Role
from blocs.proving import Proof
from reports.actions import handovers
from reports.models import PublicComment, Submission
from reports.turning_tasks import turning_tasks
from tests import make
from tests.make_turning import a_handover, a_next_head, a_share, a_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    return make.a_bloc(3)


def told(user) -> list[tuple[str, str]]:
    user.__dict__.pop("duties_today", None)
    return [(task.address.name, task.status) for task in turning_tasks(user, timezone.localdate())]


def test_the_handover_waits_for_one_side_after_the_other(bloc):
    a_next_head(bloc)
    row, members = a_handover(bloc), make.members_of(bloc)
    giving, other, taking = (make.a_user(Role.COMMANDER, at=unit) for unit in members)
    page = "reports:handover_detail"
    assert [told(user) for user in (giving, other, taking)] == [[(page, "in-progress")], [], []]
    handed = handovers.hand_over(row, proof=Proof(giving))
    assert [told(user) for user in (giving, other, taking)] == [[], [], [(page, "review")]]
    back = handovers.return_handover(handed, reason="Chưa có sổ quỹ của khối", by=taking)
    assert [told(user) for user in (giving, taking)] == [[(page, "returned")], []]
    handed = handovers.hand_over(back, proof=Proof(giving))
    handovers.receive(handed, proof=Proof(taking))
    assert [told(user) for user in (giving, taking)] == [[], []]


def test_the_secretary_confirms_shares_and_answers_comments(bloc):
    by, stranger = make.a_user(Role.SECRETARY, at=bloc), make.a_user(Role.SECRETARY, at=make.a_bloc(2))
    work = a_work(bloc)
    a_share(work, is_confirmed=True)
    today = timezone.localdate()
    listed = Submission.objects.create(bloc=bloc, state="comments", comments_from=today, comments_until=today)
    assert told(by) == []
    a_share(work)
    PublicComment.objects.create(submission=listed, name="Nguyễn Văn Dân", text="Ý kiến")
    assert told(by) == [("reports:work_detail", "review"), ("reports:honour_submission", "review")]
    assert told(stranger) == []


def test_the_list_of_tasks_leads_there(bloc, client):
    work = a_work(bloc)
    a_share(work)
    client.force_login(make.a_user(Role.SECRETARY, at=bloc))
    page = client.get(reverse("reports:my_tasks")).content.decode()
    assert reverse("reports:work_detail", args=[work.pk]) in page


@pytest.mark.parametrize("works", [1, 12])
def test_the_queries_do_not_grow(bloc, works):
    by = make.a_user(Role.SECRETARY, at=bloc)
    for _one in range(works):
        a_share(a_work(bloc))
    assert by.duties_today
    with CaptureQueriesContext(connection) as seen:
        assert len(turning_tasks(by, timezone.localdate())) == works
    assert len(seen) == 2
