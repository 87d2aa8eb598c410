"""Proof, here and now, that it is this person: the password, or where one is enrolled a one-time or recovery code.

Never taken from the session. Wrong tries count as wrong logins do, so that five of them lock the account for a while.
Call `prove` outside a transaction that may be rolled back (a wrong try must stay counted), and `Proof.spend` inside the
one that does what was asked, so that a code is good for one act.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import User

PASSWORD, CODE = "password", "code"
SPENT = "last_counter"  # in the data of an authenticator: the period whose code was used last


@dataclass(frozen=True)
class Proof:
    """Who proved it, and by what. `counter` is the period of a one-time code; `recovery` a recovery code."""

    user: User
    kind: str = PASSWORD
    counter: int | None = None
    recovery: str = ""

    def spend(self) -> None:
        """Inside the act's transaction. Raises Refused where the same code was used in the meantime."""
        if self.counter is not None and not _spend_counter(self.user, self.counter):
            raise Refused(say_used())
        if self.recovery and not _recovery_of(self.user).wrap().validate_code(self.recovery):
            raise Refused(say_used())


def has_codes(user: User) -> bool:
    return _of(user, Authenticator.Type.TOTP) is not None


def prove(request, username: str, secret: str) -> Proof:
    """`secret` is the password, or the code of who has codes. Raises Refused when it is wrong or the account locked."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is not None and has_codes(user):
        return prove_by_code(request, user, secret)
    found = authenticate(request, username=username, password=secret)
    _say_if_locked(request)
    if found is None:
        raise Refused(_("The user name or the password is wrong."))
    return _proved(request, Proof(found))


def prove_by_code(request, user: User, code: str) -> Proof:
    """A code of the app, or a recovery code. Raises Refused as `prove` does."""
    who = {"username": user.username}
    if not AxesProxyHandler.is_allowed(request, who):
        raise Refused(say_locked())
    digits = "".join(code.split())
    proof = _by_app(user, digits) or _by_recovery(user, digits)
    if proof is None:
        user_login_failed.send(sender=__name__, request=request, credentials=who)
        _say_if_locked(request)
        raise Refused(_("The code is wrong or was used already. Wait for the next one."))
    return _proved(request, proof)


def _proved(request, proof: Proof) -> Proof:
    if proof.user.must_change_password:
        raise Refused(_("This password is for one login only. Log in with it and choose your own first."))
    AxesProxyHandler.reset_attempts(username=proof.user.username, ip_address=request.axes_ip_address)
    return proof


def _by_app(user: User, code: str) -> Proof | None:
    held = _of(user, Authenticator.Type.TOTP)
    secret = decrypt(held.data["secret"]) if held else ""
    for counter in yield_hotp_counters_from_time() if held else ():
        fresh = counter > held.data.get(SPENT, 0)
        if constant_time_compare(format_hotp_value(hotp_value(secret, counter)), code) and fresh:
            return Proof(user, CODE, counter=counter)
    return None


def _by_recovery(user: User, code: str) -> Proof | None:
    held = _recovery_of(user)
    known = held.wrap().get_unused_codes() if held else []
    found = any([constant_time_compare(one, code) for one in known])
    return Proof(user, CODE, recovery=code) if found else None


def _spend_counter(user: User, counter: int) -> bool:
    held = Authenticator.objects.select_for_update().get(user=user, type=Authenticator.Type.TOTP)
    if counter <= held.data.get(SPENT, 0):
        return False
    held.data[SPENT] = counter
    held.save(update_fields=["data"])
    return True


def _recovery_of(user: User) -> Authenticator | None:
    return _of(user, Authenticator.Type.RECOVERY_CODES)


def _of(user: User, kind: str) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=kind).first()


def authenticator_of(proof: Proof) -> Authenticator:
    """That by which a code was proved."""
    kind = Authenticator.Type.RECOVERY_CODES if proof.recovery else Authenticator.Type.TOTP
    return Authenticator.objects.get(user=proof.user, type=kind)


def _say_if_locked(request) -> None:
    """In a sentence on the page itself, so that what was typed and drawn stays; the lock is the same."""
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False
        raise Refused(say_locked())


def say_locked() -> str:
    return _("Too many wrong tries: this account waits 15 minutes.")


def say_used() -> str:
    return _("This code was used already. Wait for the next one.")
