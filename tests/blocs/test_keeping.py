"""A form sent after the session or its token expired comes back to the same person with everything typed."""

import pytest
from django.test import Client

from tests.make import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.blocs.echo_urls")]
TYPED = {"name": "Tỷ lệ khám phá án", "note": "dòng một\ndòng hai", "password": "bi-mat-cua-toi"}


def an_expired_session(client: Client):
    user = a_user()
    client.force_login(user)
    client.get("/thu/")
    client.cookies.pop("sessionid")
    return user


def test_an_expired_session_leads_to_login_and_the_text_comes_back(client):
    user = an_expired_session(client)
    answer = client.post("/thu/", TYPED)
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/dang-nhap/?next=/thu/")
    client.force_login(user)
    offered = client.get("/thu/").content.decode()
    assert "Tỷ lệ khám phá án" in offered
    assert "dòng hai" in offered
    assert "bi-mat-cua-toi" not in offered


def test_what_is_sent_again_is_done_and_what_was_offered_is_forgotten(client):
    user = an_expired_session(client)
    client.post("/thu/", TYPED)
    client.force_login(user)
    client.get("/thu/")
    assert client.post("/thu/", TYPED).content.decode() == "done Tỷ lệ khám phá án"
    assert client.get("/thu/").content.decode() == "empty form"


def test_somebody_else_at_the_same_browser_sees_nothing_of_it(client):
    an_expired_session(client)
    client.post("/thu/", TYPED)
    client.force_login(a_user())
    assert client.get("/thu/").content.decode() == "empty form"


def test_a_stranger_without_a_past_login_has_nothing_kept(client):
    client.post("/thu/", TYPED)
    assert "kept_post" not in client.session


def test_an_old_token_brings_the_text_back_for_another_press():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(a_user())
    answer = browser.post("/thu/", TYPED, headers={"Origin": "http://testserver"})
    assert (answer.status_code, answer.url) == (302, "/thu/")
    assert "Tỷ lệ khám phá án" in browser.get("/thu/").content.decode()


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://elsewhere.invalid"}])
def test_a_form_from_elsewhere_is_refused_and_nothing_is_kept(headers):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(a_user())
    assert browser.post("/thu/", TYPED, headers=headers).status_code == 403
    assert "kept_post" not in browser.session
