"""Accounts are given, never taken: sign-up is closed, and a first password is for one login only."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.models import Event, User

# No letters or digits that are mistaken for one another on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Twelve letters in three groups, some 59 bits, easy to read aloud: “k7mp-w2xd-9hqt”."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))


def client_ip(request) -> str:
    """Whose wrong passwords are counted: behind our proxy the address it names last, else the one that is connected."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


class ClosedAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def set_password(self, user, password):
        """The person chose a password: the one on the slip is spent."""
        with transaction.atomic():
            user.must_change_password = False
            super().set_password(user, password)
            Event.record("blocs.change_password", user, by=user)

    def pre_login(self, request, user, **kwargs):
        if user.must_change_password:
            messages.info(request, _("Choose your own password before you go on."))
        return super().pre_login(request, user, **kwargs)


@transaction.atomic
def give_account(username: str, name: str, *, by, leader=None) -> tuple[User, str]:
    """A new account and its one-time password, which is shown once and kept nowhere."""
    password = one_time_password()
    user = User(username=username, name=name, leader=leader, must_change_password=True)
    user.set_password(password)
    user.full_clean(exclude=["password"])
    user.save()
    Event.record("blocs.give_account", user, by=by)
    return user, password


@transaction.atomic
def renew_password(user: User, *, by) -> str:
    """A fresh one-time password for someone who lost theirs; shown once, and every session of theirs ends.

    One-time codes end with it: the telephone may be what was lost.
    """
    password = one_time_password()
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    ended, _rows = Authenticator.objects.filter(user=user).delete()
    Event.record("blocs.renew_password", user, by=by, **({"codes": "off"} if ended else {}))
    return password
