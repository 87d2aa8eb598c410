"""Logging in with a given account: one-time passwords, lockout, closed sign-up."""

import pytest
from django.urls import reverse

from blocs.accounts import give_account, one_time_password, renew_password
from blocs.models import Event, Role
from tests.make import a_user

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/dang-nhap/"


def log_in(client, username, password):
    return client.post(LOGIN, {"login": username, "password": password}, REMOTE_ADDR="10.0.0.1")


def test_a_given_account_opens_only_the_page_where_a_password_is_chosen(client):
    user, password = give_account("thu-ky-1", "Nguyễn Thị Hoa", by="system")
    assert log_in(client, "thu-ky-1", password).status_code == 302
    assert client.get("/quan-tri/").url == reverse("account_change_password")
    chosen = {"oldpassword": password, "password1": "hoa-sua-thang-10", "password2": "hoa-sua-thang-10"}
    assert client.post(reverse("account_change_password"), chosen).status_code == 302
    user.refresh_from_db()
    assert (user.must_change_password, user.check_password("hoa-sua-thang-10")) == (False, True)
    assert [event.verb for event in Event.objects.order_by("number")] == ["blocs.give_account", "blocs.change_password"]


def test_no_password_is_written_to_the_logbook():
    user, first = give_account("thu-ky-2", "Trần Văn Bình", by="system")
    second = renew_password(user, by="system")
    written = "".join(event.canonical for event in Event.objects.all())
    assert first not in written
    assert second not in written
    assert first != second


def test_a_renewed_password_ends_running_sessions(client):
    user = a_user(Role.ADMIN)
    client.force_login(user)
    renew_password(user, by="system")
    assert client.get("/quan-tri/").status_code == 302


def test_one_time_passwords_avoid_letters_that_are_mistaken():
    password = one_time_password()
    assert len(password) == 14
    assert not set(password) & set("il1o0")


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client):
    user, password = give_account("thu-ky-3", "Lê Văn Cường", by="system")
    answers = [log_in(client, user.username, "sai-mat-khau").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert log_in(client, user.username, password).status_code == 429


def test_another_person_behind_the_same_address_is_not_locked_out(client):
    user, _ = give_account("thu-ky-4", "Lê Văn Đức", by="system")
    other, password = give_account("thu-ky-5", "Lê Văn Em", by="system")
    for _ in range(5):
        log_in(client, user.username, "sai-mat-khau")
    assert log_in(client, other.username, password).status_code == 302


@pytest.mark.parametrize("username", ["thu-ky-6", "khong-co-that"])
def test_no_answer_tells_whether_an_account_exists(client, username):
    give_account("thu-ky-6", "Lê Văn Phúc", by="system")
    answer = log_in(client, username, "sai-mat-khau").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu" in answer


def test_nobody_signs_up(client):
    answer = client.post(reverse("account_signup"), {"username": "la", "password1": "x", "password2": "x"})
    assert 'name="password1"' not in answer.content.decode()
