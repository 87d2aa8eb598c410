"""SYS-3: the bell, the list behind it, and who is told how often."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blocs import mailing
from blocs.actions import notices as actions
from blocs.actions.notices import mark_read, notify
from blocs.models import Notice, Preference
from tests.make import a_user

pytestmark = pytest.mark.django_db
URL = "/thong-bao/"


def told(user, about="report:1", title="Báo cáo bị trả lại", kind="returned", url="/viec-cua-toi/"):
    return notify([user], kind, about, title, url)


def test_sys_3_ac_one_message_a_day_about_a_thing_and_the_newest_counts():
    user = a_user()
    told(user)
    mark_read(user)
    told(user, title="Báo cáo bị trả lại lần hai")
    (notice,) = Notice.objects.filter(user=user)
    assert (notice.title, notice.read_at) == ("Báo cáo bị trả lại lần hai", None)
    told(user, about="report:2")
    Notice.objects.filter(about="report:1").update(on=timezone.localdate() - timezone.timedelta(days=1))
    told(user)
    assert Notice.objects.filter(user=user).count() == 3


def test_sys_3_ac_deadlines_are_written_each_time():
    user = a_user()
    for _time in range(2):
        told(user, kind="deadline")
    told(user)
    told(user)
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["deadline", "deadline", "returned"]


def test_another_action_at_the_same_moment_is_no_fault(monkeypatch):
    user, written = a_user(), actions._written
    calls = []

    def meets_another(rows):
        calls.append(len(rows))
        if len(calls) == 1:
            raise IntegrityError
        return written(rows)

    monkeypatch.setattr(actions, "_written", meets_another)
    told(user)
    assert calls == [1, 1]
    assert Notice.objects.get().user == user


def test_who_muted_a_kind_and_who_left_are_not_told():
    quiet, gone, user = a_user(), a_user(is_active=False), a_user()
    Preference.objects.create(user=quiet, muted=["returned"])
    assert [notice.user for notice in notify([quiet, gone, user, user], "returned", "report:1", "x\ny")] == [user]
    assert Notice.objects.get().title == "x y"
    assert [notice.user for notice in notify([quiet], "comment", "report:1", "Ý kiến mới")] == [quiet]


@pytest.mark.parametrize("kind", ["returned", "deadline"])
def test_many_people_are_told_in_as_many_queries_as_few(kind):
    people, counts = [a_user() for _one in range(12)], []
    for some in (people[:2], people):
        with CaptureQueriesContext(connection) as asked:
            notify(some, kind, f"bloc:{len(some)}", "Kỳ báo cáo đã mở")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_bell_counts_what_is_not_read(client):
    user = a_user()
    for number in range(3):
        told(user, about=f"report:{number}")
    told(a_user())
    client.force_login(user)
    page = client.get(URL)
    assert page.context["reader"]["unread"] == 3
    assert 'data-testid="bell"' in page.content.decode()
    assert "bell-count" in page.content.decode()
    client.post(reverse("notices_read"))
    assert "bell-count" not in client.get(URL).content.decode()


def test_a_stranger_has_no_bell_and_nothing_is_asked_for_one(client):
    page = client.get("/tro-giup/")
    assert 'data-testid="bell"' not in page.content.decode()
    assert page.context["reader"]["unread"] == 0


def test_opening_a_message_reads_it_and_leads_on(client):
    user = a_user()
    (notice,) = told(user)
    client.force_login(user)
    assert client.get(reverse("notice_open", args=[notice.pk])).url == "/viec-cua-toi/"
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("url", ["", "https://noi-khac.example/", "//noi-khac.example"])
def test_a_message_leads_nowhere_else(client, url):
    user = a_user()
    (notice,) = told(user, url=url)
    client.force_login(user)
    assert client.get(reverse("notice_open", args=[notice.pk])).url == URL


def test_one_is_set_to_read_and_those_of_others_are_not_there(client):
    user, other = a_user(), a_user()
    (mine,), (theirs,) = told(user), told(other)
    client.force_login(user)
    assert client.post(reverse("notice_read", args=[mine.pk])).status_code == 302
    assert client.post(reverse("notice_read", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("notice_open", args=[theirs.pk])).status_code == 404
    client.post(reverse("notices_read"))
    assert list(Notice.objects.unread()) == [theirs]


def test_the_list_is_paged_filtered_and_never_empty(client):
    user = a_user()
    client.force_login(user)
    assert 'class="empty"' in client.get(URL).content.decode()
    for number in range(31):
        told(user, about=f"report:{number}")
    assert len(client.get(URL).context["notices"]) == 30
    assert len(client.get(f"{URL}?page=2").context["notices"]) == 1
    mark_read(user)
    page = client.get(f"{URL}?xem=chua-doc")
    assert len(page.context["notices"]) == 0
    assert 'class="empty"' in page.content.decode()


def test_the_list_asks_equally_often(client):
    user, counts = a_user(), set()
    client.force_login(user)
    for rows in (1, 3, 30):
        for number in range(rows):
            told(user, about=f"report:{number}")
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        counts.add(len(asked))
    assert len(counts) == 1


# --- By e-mail


def test_a_message_goes_by_mail_too_once_the_action_stands(django_capture_on_commit_callbacks, settings):
    user = a_user(email="can-bo@example.vn")
    with django_capture_on_commit_callbacks(execute=True):
        told(user, title="Báo cáo 6 tháng bị trả lại để bổ sung")
        assert mail.outbox == []
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["can-bo@example.vn"], "Báo cáo 6 tháng bị trả lại để bổ sung")
    assert f"{settings.SITE_URL}/viec-cua-toi/" in letter.body
    assert Notice.objects.get().mailed_at is not None


def test_nobody_is_mailed_who_does_not_want_it_or_has_read_it(django_capture_on_commit_callbacks):
    quiet, user = a_user(email="a@example.vn"), a_user(email="b@example.vn")
    Preference.objects.create(user=quiet, mail=False)
    with django_capture_on_commit_callbacks(execute=True):
        notify([quiet, user, a_user()], "returned", "report:1", "Báo cáo bị trả lại")
        mark_read(user)
    assert mail.outbox == []


def test_a_site_without_a_mail_server_mails_nothing(django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND = actions.NO_MAIL
    with django_capture_on_commit_callbacks() as waiting:
        told(a_user(email="a@example.vn"))
    assert waiting == []


def test_a_mail_that_fails_breaks_nothing(django_capture_on_commit_callbacks, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    with django_capture_on_commit_callbacks(execute=True):
        (notice,) = told(a_user(email="a@example.vn"))
    assert mailing.send([notice.pk]) == 0
    notice.refresh_from_db()
    assert notice.mailed_at is None


def test_a_subject_is_one_line_of_bounded_length():
    user = a_user(email="a@example.vn")
    letter = mailing.letter(Notice(user=user, title="Dòng một\nBcc: la@example.vn " + "x" * 300), "Khối")
    assert "\n" not in letter.subject
    assert len(letter.subject) == mailing.MOST
