"""One-time codes (STF-0): turned on with an app, asked for at login; wrong ones are counted, none is good twice."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from blocs.accounts import renew_password
from blocs.models import Event
from tests.make import a_user, with_codes

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-123"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str = SECRET, periods: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


def logged_in(client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def pass_the_password(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def test_codes_are_turned_on_with_the_first_code_and_give_recovery_codes(client):
    user = a_user()
    pass_the_password(client, user)
    assert reverse("account_reauthenticate") in client.get(reverse("mfa_activate_totp"))["Location"]
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'data-testid="totp-secret">(\w+)<', page.content.decode())[1]
    assert 'src="data:image/svg+xml' in page.content.decode()
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert (list(wrong.context["form"].errors), Authenticator.objects.count()) == (["code"], 0)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(answer["Location"]).content.decode()
    assert len(set(re.findall(r"<code>(\d{8})</code>", shown))) == 10
    assert Event.objects.filter(verb="blocs.codes_on", by_id=str(user.pk)).count() == 1
    told = client.get(reverse("mfa_download_recovery_codes"))
    assert len(told.content.decode().split()) == 10


def test_the_login_asks_for_a_code_and_the_password_alone_opens_nothing(client):
    user = with_codes(a_user(), SECRET)
    assert pass_the_password(client, user)["Location"] == reverse("mfa_authenticate")
    assert logged_in(client) is False
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert logged_in(client) is True


def test_wrong_codes_are_counted_like_wrong_passwords_and_lock_the_account(client):
    user = with_codes(a_user(), SECRET)
    pass_the_password(client, user)
    for _try in range(5):
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors
    assert AccessAttempt.objects.get(username=user.username).failures_since_start == 5
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert logged_in(client) is False
    assert pass_the_password(Client(), user).status_code == 429


def test_a_code_is_good_for_one_login(client):
    user = with_codes(a_user(), SECRET)
    code = code_of()
    for browser, comes_in in [(client, True), (Client(), False)]:
        pass_the_password(browser, user)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert logged_in(browser) is comes_in


def test_a_recovery_code_is_good_once(client):
    user = with_codes(a_user(), SECRET)
    kept = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    for browser, comes_in in [(client, True), (Client(), False)]:
        pass_the_password(browser, user)
        browser.post(reverse("mfa_authenticate"), {"code": kept})
        assert logged_in(browser) is comes_in


def test_codes_are_turned_off_after_saying_again_who_one_is(client):
    user = with_codes(a_user(), SECRET)
    client.force_login(user)
    answer = client.get(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=user).count() == 2
    client.post(reverse("mfa_reauthenticate"), {"code": code_of()})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user).count() == 0
    assert Event.objects.filter(verb="blocs.codes_off").count() == 1


def test_a_new_password_slip_ends_the_codes_of_a_lost_telephone(client):
    user = with_codes(a_user(), SECRET)
    slip = renew_password(user, by=a_user())
    assert pass_the_password(client, user, slip)["Location"] != reverse("mfa_authenticate")
    assert Event.objects.get(verb="blocs.renew_password").facts == {"codes": "off"}


def test_the_page_of_codes_says_what_is_on_and_what_to_do_next(client):
    user = a_user()
    client.force_login(user)
    assert 'data-on="no"' in client.get(reverse("mfa_index")).content.decode()
    with_codes(user, SECRET)
    assert 'data-on="yes"' in client.get(reverse("mfa_index")).content.decode()
    assert reverse("mfa_index") in client.get(reverse("profile")).content.decode()
