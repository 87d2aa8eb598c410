"""SYS-4: one's own page; STF-0: how long a login lasts."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse

from blocs.logic.devices import device_words
from blocs.models import Event, Post, Preference, Role
from tests.make import a_bloc, a_head_of, a_user, members_of

pytestmark = pytest.mark.django_db
URL = "/ho-so/"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
)
WANTED = {
    "theme": "dark",
    "text": "130",
    "shortcuts": "on",
    "mail": "on",
    "kinds": ["deadline", "comment"],
    "email": "",
}


def at_a_device(user, agent: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR="10.0.0.7")
    user.set_password("mat-khau-dai-123")
    user.save()
    answer = client.post(reverse("account_login"), {"login": user.username, "password": "mat-khau-dai-123"})
    assert answer.status_code == 302
    return client


def test_rank_posts_and_duties_stand_with_their_days(client):
    unit = members_of(a_bloc())[0]
    leader = a_head_of(unit, since=None)
    leader.posts.create(unit=unit, name="Phó Trưởng phòng", from_on="2010-01-05", until_on="2014-03-31")
    client.force_login(a_user(Role.COMMANDER, at=unit, leader=leader))
    page = client.get(URL)
    text = page.content.decode()
    assert Post.objects.filter(leader=leader).count() == len(page.context["leader"]["posts"]) == 2
    assert {"Đại tá", unit.name, "05/01/2010", "31/03/2014"} <= {word for word in text.replace("<", ">").split(">")}
    assert [duty.role for duty in page.context["duties"]] == [Role.COMMANDER]


def test_who_is_no_leader_is_told_so(client):
    client.force_login(a_user())
    page = client.get(URL)
    assert page.status_code == 200
    assert page.context["leader"] is None


def test_what_is_saved_shows_on_every_page_and_goes_before_the_cookie(client):
    user = a_user()
    client.force_login(user)
    client.cookies["theme"] = "light"
    assert 'data-theme="light"' in client.get(URL).content.decode()
    assert client.post(URL, WANTED).status_code == 302
    preference = Preference.objects.get(user=user)
    assert sorted(preference.muted) == ["decision", "directive", "job", "returned"]
    for address in (URL, "/viec-cua-toi/", "/tro-giup/"):
        head = client.get(address).content.decode()[:400]
        assert 'data-theme="dark"' in head
        assert 'data-text="130"' in head
    client.post(URL, {**WANTED, "shortcuts": ""})
    assert 'data-shortcuts="off"' in client.get(URL).content.decode()[:400]
    client.logout()
    assert 'data-theme="light"' in client.get("/tro-giup/", headers={"cookie": "theme=light"}).content.decode()[:400]


@pytest.mark.parametrize("wrong", [{"theme": "do"}, {"text": "400"}, {"kinds": ["la"]}, {"email": "khong-phai"}])
def test_other_words_are_refused(client, wrong):
    user = a_user()
    client.force_login(user)
    page = client.post(URL, {**WANTED, **wrong})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Preference.objects.exists()
    user.refresh_from_db()
    assert user.email == ""


def test_the_menu_in_the_head_saves_what_it_changes(client):
    user = a_user()
    client.force_login(user)
    assert client.post(reverse("look_save"), {"theme": "dark"}).status_code == 200
    assert client.post(reverse("look_save"), {"text": "115"}).status_code == 200
    assert client.post(reverse("look_save"), {"theme": "do"}).status_code == 400
    kept = Preference.objects.get(user=user)
    assert (kept.theme, kept.text) == ("dark", "115")


def test_an_address_for_letters_is_kept_and_logged_without_itself(client):
    user = a_user()
    client.force_login(user)
    client.post(URL, {**WANTED, "email": "can-bo@example.vn"})
    user.refresh_from_db()
    assert user.email == "can-bo@example.vn"
    (event,) = Event.objects.filter(verb="blocs.change_email")
    assert "can-bo@" not in event.canonical


# --- Devices


def test_devices_stand_in_plain_words_and_others_are_logged_out():
    user = a_user()
    first = at_a_device(user, "Mozilla/5.0 (Linux; Android 14) Gecko/20 Firefox/130.0")
    first_key = first.session.session_key
    second = Client(HTTP_USER_AGENT=CHROME, REMOTE_ADDR="10.0.0.8")
    second.post(reverse("account_login"), {"login": user.username, "password": "mat-khau-dai-123"})
    devices = second.get(URL).context["devices"]
    assert [(one.name.split()[0], one.ip, one.is_this) for one in devices] == [
        ("Chrome", "10.0.0.8", True),
        ("Firefox", "10.0.0.7", False),
    ]
    assert second.post(reverse("sessions_end")).status_code == 302
    assert first.get(URL).status_code == 302
    assert second.get(URL).status_code == 200
    assert not UserSession.objects.filter(session_key=first_key).exists()
    assert Event.objects.filter(verb="blocs.end_sessions").count() == 1


def test_one_device_is_logged_out_and_never_that_of_somebody_else():
    user, other = a_user(), a_user()
    there, elsewhere = at_a_device(user, CHROME), at_a_device(other, CHROME)
    here = Client(REMOTE_ADDR="10.0.0.8")
    here.post(reverse("account_login"), {"login": user.username, "password": "mat-khau-dai-123"})
    own, theirs = (UserSession.objects.get(session_key=one.session.session_key).pk for one in (there, elsewhere))
    assert here.post(reverse("session_end", args=[theirs])).status_code == 404
    assert elsewhere.get(URL).status_code == 200
    assert here.post(reverse("session_end", args=[own])).status_code == 302
    assert there.get(URL).status_code == 302
    this = UserSession.objects.get(session_key=here.session.session_key).pk
    assert here.post(reverse("session_end", args=[this])).status_code == 404


def test_a_session_under_an_earlier_password_is_not_shown():
    user = a_user()
    old = at_a_device(user, CHROME)
    new = at_a_device(user, CHROME)  # sets the password anew
    devices = new.get(URL).context["devices"]
    assert [one.is_this for one in devices] == [True]
    assert old.get(URL).status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, ["Chrome", "Windows"]),
        (CHROME + " Edg/131.0", ["Microsoft Edge", "Windows"]),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", ["Safari", "iPhone"]),
        ("curl/8", []),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent, words):
    told = device_words(agent)
    assert told
    assert all(word in told for word in words)


# --- How long a login lasts (STF-0)


def grown_old(client, seconds: int):
    session = client.session
    session["seen"] = int(time.time()) - seconds
    session.save()


def test_stf_0_use_begins_the_time_anew_and_asking_does_not(client):
    client.force_login(a_user())
    grown_old(client, 3600)
    left = client.get(reverse("session_left")).json()["left"]
    assert abs(left - (site_settings.SESSION_COOKIE_AGE - 3600)) <= 2
    page = client.get(URL)
    assert page.status_code == 200
    assert site_settings.SESSION_COOKIE_AGE - client.get(reverse("session_left")).json()["left"] <= 2


def test_stf_0_a_login_is_extended_by_the_button(client):
    client.force_login(a_user())
    grown_old(client, site_settings.SESSION_COOKIE_AGE - 200)
    assert client.post(reverse("session_left")).json()["left"] >= site_settings.SESSION_COOKIE_AGE - 2


def test_stf_0_a_stranger_has_no_time_left(client):
    assert client.get(reverse("session_left")).json() == {"left": 0}
    assert client.post(reverse("session_left")).json() == {"left": 0}
    assert 'id="session"' not in client.get("/tro-giup/").content.decode()


def test_stf_0_a_page_says_how_long_its_login_lasts(client):
    client.force_login(a_user())
    text = client.get(URL).content.decode()
    assert 'id="session"' in text
    left = int(text.split('data-left="')[1].split('"')[0])
    assert 0 < left <= site_settings.SESSION_COOKIE_AGE


def test_stf_0_the_login_page_lets_password_managers_fill_and_people_look(client):
    text = client.get(reverse("account_login")).content.decode()
    assert 'autocomplete="current-password"' in text
    assert 'autocomplete="username"' in text
    assert 'data-show-password="id_password"' in text
    assert 'id="id_password"' in text


def test_stf_0_after_five_failures_the_waiting_time_is_told(client):
    user = a_user()
    wrong = {"login": user.username, "password": "sai-mat-khau"}
    answers = [client.post(reverse("account_login"), wrong) for _try in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert "900" in answers[-1].content.decode()


# --- The calendar


def test_a_calendar_is_made_renewed_and_given_up(client):
    user = a_user()
    client.force_login(user)
    assert client.get(URL).context["calendar_url"] == ""
    client.post(reverse("calendar_renew"))
    first = client.get(URL).context["calendar_url"]
    stranger = Client()
    path = first.removeprefix(site_settings.SITE_URL)
    answer = stranger.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    client.post(reverse("calendar_renew"))
    assert stranger.get(path).status_code == 404
    second = client.get(URL).context["calendar_url"].removeprefix(site_settings.SITE_URL)
    assert second != path
    assert stranger.get(second).status_code == 200
    client.post(reverse("calendar_shut"))
    assert stranger.get(second).status_code == 404
    verbs = [event.verb for event in Event.objects.order_by("number")]
    assert verbs == ["blocs.renew_calendar", "blocs.renew_calendar", "blocs.shut_calendar"]


def test_the_calendar_of_a_closed_account_is_shut(client):
    user = a_user()
    Preference.objects.create(user=user, calendar_key="chia-khoa")
    assert client.get(reverse("own_calendar", args=["chia-khoa"])).status_code == 200
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert client.get(reverse("own_calendar", args=["chia-khoa"])).status_code == 404
