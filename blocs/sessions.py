"""How long somebody stays logged in, and on which devices: a session lives on while it is used."""

import time
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone

from blocs.logic.devices import device_words
from blocs.models import User

SLOT = "seen"  # seconds since 1970 when the session last began anew
EVERY = 600  # seconds between two renewals by use: no write with every page


@receiver(user_logged_in)
def begin(request, **kwargs):
    request.session[SLOT] = int(time.time())


def seconds_left(request) -> int:
    """Until this session ends; 0 for a stranger."""
    if not request.user.is_authenticated:
        return 0
    return max(0, request.session.get(SLOT, 0) + settings.SESSION_COOKIE_AGE - int(time.time()))


def renew_by_use(request) -> None:
    """Once in ten minutes a page that is asked for starts the time anew."""
    if time.time() - request.session.get(SLOT, 0) >= EVERY:
        renew(request)


def renew(request) -> int:
    """Start the time anew, and note that this device was seen. The seconds it now has."""
    begin(request)
    here = UserSession.objects.filter(session_key=request.session.session_key)
    if not here.update(last_seen_at=timezone.now()):
        UserSession.objects.create_from_request(request)
    return seconds_left(request)


@dataclass(frozen=True)
class Device:
    pk: int
    name: str
    ip: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices_of(user: User, this_key: str | None) -> list[Device]:
    """Where this person is logged in now, the device in use first; two queries whatever their number."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    keys = [row.session_key for row in rows]
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    alive = {session.session_key for session in stored if _still_counts(session, user)}
    found = [_device(row, this_key) for row in rows if row.session_key in alive]
    return sorted(found, key=lambda device: not device.is_this)


def _still_counts(session: Session, user: User) -> bool:
    """A session begun under an earlier password opens nothing any more."""
    return session.get_decoded().get(HASH_SESSION_KEY) == user.get_session_auth_hash()


def _device(row: UserSession, this_key: str | None) -> Device:
    name = device_words(row.user_agent)
    return Device(row.pk, name, row.ip, row.created_at, row.last_seen_at, row.session_key == this_key)
