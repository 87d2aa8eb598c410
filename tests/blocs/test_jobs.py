"""Long work: one's own list, stopping, trying again what failed (screens.md 7, long jobs)."""

import pytest
from django.urls import reverse

from blocs.actions import jobs
from blocs.logic.lifecycle import Refused
from blocs.models import Event, Job, Role
from tests.make import a_user
from tests.reports.desks import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def again(monkeypatch):
    """A kind of job that can be tried again; what it was asked to do is kept."""
    asked = []

    def once_more(undone, by):
        asked.append(undone)
        return jobs.start("Làm lại", len(undone), by=by, kind="thu")

    monkeypatch.setitem(jobs.AGAIN, "thu", once_more)
    return asked


def test_a_job_asked_to_stop_ends_after_the_part_at_hand_and_keeps_what_is_left():
    user = a_user()
    job = jobs.start("Thử", 4, by=user)

    def do(part):
        if part == 2:
            jobs.stop(job, by=user)

    assert jobs.work(job, [1, 2, 3, 4], do) == [1, 2]
    job.refresh_from_db()
    assert (job.state, job.done, job.undone) == ("done", 2, [3, 4])
    assert Event.objects.filter(verb="blocs.stop_job").count() == 1
    with pytest.raises(Refused):
        jobs.stop(job, by=user)


def test_failed_parts_are_tried_again_once_as_a_new_job(client, again):
    user = a_user(Role.ADMIN)
    job = jobs.start("Thử", 3, by=user, kind="thu")
    jobs.work(job, [1, 0, 2], lambda part: 1 / part)
    client.force_login(user)
    address = reverse("blocs:job_detail", args=[job.token])
    assert 'data-testid="again"' in client.get(address).content.decode()
    answer = client.post(reverse("blocs:job_again", args=[job.token]))
    newer = Job.objects.exclude(pk=job.pk).get()
    assert (again, answer.url) == ([[0]], reverse("blocs:job_detail", args=[newer.token]))
    assert 'data-testid="again"' not in client.get(address).content.decode()
    with pytest.raises(Refused):
        jobs.try_again(job, by=user)


def test_a_kind_that_cannot_be_tried_again_offers_nothing():
    job = jobs.start("Thử", 1, by=a_user())
    jobs.work(job, [0], lambda part: 1 / part)
    assert job.undone == [0] and not jobs.may_try_again(job)


def test_the_list_shows_ones_own_jobs_alone_and_asks_equally_often(client):
    user, other = a_user(), a_user(Role.ADMIN)
    jobs.start("Việc của người khác", 1, by=other)
    client.force_login(user)
    assert 'class="empty"' in client.get(reverse("blocs:job_list")).content.decode()
    jobs.start("Việc đầu tiên", 3, by=user)
    few = queries_of(client, reverse("blocs:job_list"))
    for number in range(30):
        jobs.start(f"Việc {number}", 3, by=user)
    assert queries_of(client, reverse("blocs:job_list")) == few
    text = client.get(reverse("blocs:job_list")).content.decode()
    assert "Việc đầu tiên" in text and "Việc của người khác" not in text


def test_nobody_stops_a_job_of_somebody_else(client):
    job = jobs.start("Thử", 3, by=a_user(Role.ADMIN))
    client.force_login(a_user())
    for name in ("job_stop", "job_again"):
        assert client.post(reverse(f"blocs:{name}", args=[job.token])).status_code == 404
        assert client.get(reverse(f"blocs:{name}", args=[job.token])).status_code == 405
    job.refresh_from_db()
    assert job.stop_asked_at is None
