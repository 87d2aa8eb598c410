"""What belongs to one person – messages, devices, looks, calendar, jobs – is read and changed by nobody else."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blocs.actions import jobs
from blocs.actions import preferences as actions
from blocs.models import Job, Notice, Preference, Role, User
from blocs.rates import seconds_to_wait
from tests.make import a_bloc, a_user
from tests.reports.desks import a_desk
from tests.reports.test_walls import a_wall, address

pytestmark = pytest.mark.django_db
ODD_KEYS = ["%00", "x%00", "..%2f..", "%F0%9F%98%80", "None", "a" * 5000, "%ED%A0%80"]


@pytest.fixture
def pair():
    bloc = a_bloc()
    return a_user(Role.SECRETARY, at=bloc), a_user(Role.ADMIN)


def a_notice(user: User, **facts) -> Notice:
    own = {"kind": "comment", "about": "row:1", "title": "Lời riêng", "url": "/viec-cua-toi/"}
    return Notice.objects.create(user=user, **own | facts)


# --- Messages ---


def test_nobody_reads_or_sets_aside_the_message_of_another(client, pair):
    owner, admin = pair
    notice = a_notice(owner)
    client.force_login(admin)
    assert client.get(reverse("notice_open", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notice_read", args=[notice.pk])).status_code == 404
    client.post(reverse("notices_read"))
    assert "Lời riêng" not in client.get(reverse("notices")).content.decode()
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("url", ["https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)", ""])
def test_a_message_leads_nowhere_else(client, pair, url):
    notice = a_notice(pair[0], url=url)
    client.force_login(pair[0])
    assert client.get(reverse("notice_open", args=[notice.pk]))["Location"] == reverse("notices")


# --- Devices, looks ---


def test_nobody_ends_the_session_of_another(client, pair):
    Client().force_login(pair[0])
    theirs = UserSession.objects.create(user=pair[0], session_key="x" * 32, ip="10.0.0.1", user_agent="y")
    client.force_login(pair[1])
    assert client.post(reverse("session_end", args=[theirs.pk])).status_code == 404
    client.post(reverse("sessions_end"))
    assert UserSession.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("said", [{"theme": "red"}, {"text": "900"}, {"theme": "\x00"}, {"text": "a" * 9999}])
def test_an_unknown_look_is_refused(client, pair, said):
    client.force_login(pair[0])
    assert client.post(reverse("look_save"), said).status_code == 400
    assert not Preference.objects.exclude(theme="auto", text="100").exists()


def test_two_windows_may_choose_a_look_for_the_first_time(pair):
    """The row is made once, whoever comes first."""
    actions.save_look(pair[0], theme="dark")
    actions.renew_calendar(pair[0])
    actions.save_look(pair[0], text="115")
    kept = Preference.objects.get(user=pair[0])
    assert (kept.theme, kept.text, bool(kept.calendar_key)) == ("dark", "115", True)


@pytest.mark.parametrize("theme", ["red", '"><script>alert(1)</script>', "\x00"])
def test_a_cookie_is_no_word_on_the_page(client, theme):
    client.cookies["theme"] = theme.replace('"', "")
    page = client.get("/").content.decode()
    assert "data-theme" not in page.split(">", 2)[1] and "<script>alert" not in page


def test_posted_settings_are_of_their_own_person(client, pair):
    """A kind nobody knows is refused, another person's key is not asked for."""
    client.force_login(pair[0])
    client.post(reverse("profile"), {"user": pair[1].pk, "calendar_key": "k", "theme": "dark", "kinds": "directive"})
    kept = Preference.objects.get()
    assert (kept.user, kept.calendar_key, "directive" in kept.muted) == (pair[0], None, False)
    answer = client.post(reverse("profile"), {"kinds": ["deadline", "x"]})
    assert answer.status_code == 200 and answer.context["form"].errors["kinds"]
    assert "deadline" in Preference.objects.get().muted


# --- Calendar ---


def calendar_of(user: User) -> str:
    return reverse("own_calendar", args=[actions.renew_calendar(user).calendar_key])


@pytest.mark.parametrize("key", ODD_KEYS)
def test_an_odd_key_opens_no_calendar_and_no_wall(client, key):
    assert client.get(f"/lich/{key}.ics").status_code == 404
    assert client.get(f"/man-hinh-khoi/{key}/").status_code in (302, 404)


def test_a_key_given_up_renewed_or_of_a_closed_account_opens_nothing(client, pair):
    first = calendar_of(pair[0])
    second = calendar_of(pair[0])
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    User.objects.filter(pk=pair[0].pk).update(is_active=False)
    assert client.get(second).status_code == 404
    User.objects.filter(pk=pair[0].pk).update(is_active=True)
    actions.shut_calendar(pair[0])
    assert client.get(second).status_code == 404


def test_a_calendar_is_kept_by_no_cache_and_told_to_no_other_site(client, pair):
    answer = client.get(calendar_of(pair[0]))
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"
    client.force_login(pair[0])
    page = client.get(reverse("profile"))
    assert page["Referrer-Policy"] in ("same-origin", "no-referrer", "strict-origin") and page["Cache-Control"]
    client.force_login(pair[1])
    assert pair[0].preference.calendar_key not in client.get(reverse("profile")).content.decode()


# --- Walls ---


def test_a_wall_that_is_over_or_shut_shows_nothing(client):
    desk = a_desk()
    over = a_wall(desk, until_on=timezone.localdate() - timezone.timedelta(days=1))
    shut = a_wall(desk, shut_at=timezone.now())
    for screen in (over, shut):
        answer = client.get(address(screen))
        assert answer.status_code == 410 and desk.bloc.name not in answer.content.decode()


# --- Jobs, search ---


def test_nobody_stops_or_repeats_the_job_of_another(client, pair):
    job = jobs.start("Công bố", 3, by=pair[1], kind="release_results")
    Job.objects.update(state="failed", undone=[1])
    client.force_login(pair[0])
    for name in ("job_detail", "job_stop", "job_again"):
        assert client.post(reverse(f"blocs:{name}", args=[job.token])).status_code in (404, 405)
    assert client.get(reverse("blocs:job_detail", args=[job.token])).status_code == 404
    assert Job.objects.get().undone == [1]


@pytest.mark.parametrize("q", ["%", "_", "\\", "%%__%%", "'", '"', "\x00a", "\ud800", "a " * 5000, "x" * 10_000, "🙂"])
def test_signs_of_a_pattern_match_themselves_alone(client, pair, q):
    client.force_login(pair[0])
    for name in ("find", "find_suggest"):
        answer = client.get(reverse(name), {"q": q.encode("utf-8", "surrogatepass")})
        assert answer.status_code == 200
    assert not any(group["label"] == "Đơn vị" for group in answer.json()["groups"])


def test_the_search_of_one_person_waits_when_asked_too_often():
    assert [seconds_to_wait(10**9, "try", 2) > 0 for _time in range(3)] == [False, False, True]
    assert seconds_to_wait(10**9 + 1, "try", 2) == 0
