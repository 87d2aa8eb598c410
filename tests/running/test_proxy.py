"""Behind a proxy of ours wrong passwords are counted per visitor; without one nobody can claim another's address."""

import pytest
from django.urls import reverse

from tests.make import a_user

WRONG = {"password": "sai-mat-khau-1"}


def try_until_locked(client, user, **headers) -> list[int]:
    data = {"login": user.username, **WRONG}
    return [client.post(reverse("account_login"), data, **headers).status_code for _ in range(6)]


@pytest.mark.django_db
def test_behind_the_proxy_one_visitor_does_not_lock_out_another(client, settings):
    settings.BEHIND_PROXY = True
    user = a_user()
    assert try_until_locked(client, user, HTTP_X_FORWARDED_FOR="10.1.1.1")[-1] == 429
    data = {"login": user.username, "password": "mat-khau-123"}
    assert client.post(reverse("account_login"), data, HTTP_X_FORWARDED_FOR="10.1.1.1").status_code == 429
    assert client.post(reverse("account_login"), data, HTTP_X_FORWARDED_FOR="10.1.1.2").status_code == 302


@pytest.mark.django_db
def test_without_a_proxy_a_claimed_address_helps_nobody_past_the_lock(client, settings):
    settings.BEHIND_PROXY = False
    user = a_user()
    assert try_until_locked(client, user, HTTP_X_FORWARDED_FOR="10.1.1.1")[-1] == 429
    data = {"login": user.username, "password": "mat-khau-123"}
    assert client.post(reverse("account_login"), data, HTTP_X_FORWARDED_FOR="10.1.1.2").status_code == 429
