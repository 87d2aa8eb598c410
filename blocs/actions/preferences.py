"""What one person sets for themselves: how pages look, what they are told, which devices stay logged in.

Colours and kinds of messages leave no line in the logbook; what opens or shuts a door does.
"""

from allauth.usersessions.models import UserSession
from django.db import transaction

from blocs.actions.base import validate
from blocs.models import Event, Preference, User, new_calendar_key


def preference_of(user: User) -> Preference:
    """The stored one, or one as everybody begins with."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


@transaction.atomic
def save_preference(preference: Preference, *, email: str, by: User) -> Preference:
    """All of it, and the address letters go to; a changed address stands in the logbook without the address itself."""
    validate(preference, skip=["user"])
    preference.save()
    if email != by.email:
        by.email = email
        by.full_clean(exclude={field.name for field in by._meta.fields} - {"email"})
        by.save(update_fields=["email"])
        Event.record("blocs.change_email", by, by=by)
    return preference


def _stored(user: User) -> Preference:
    """The row itself, made where there is none; two windows may ask for it at the same moment."""
    return Preference.objects.get_or_create(user=user)[0]


@transaction.atomic
def save_look(user: User, *, theme: str | None = None, text: str | None = None) -> Preference:
    """From the menu in the head: colours, text size, or both; raises ValidationError for other words."""
    preference = _stored(user)
    preference.theme = theme or preference.theme
    preference.text = text or preference.text
    validate(preference, skip=["user"])
    preference.save()
    return preference


@transaction.atomic
def renew_calendar(user: User) -> Preference:
    """A new address of one's calendar; the old one answers nobody any more."""
    preference = _stored(user)
    preference.calendar_key = new_calendar_key()
    preference.save()
    Event.record("blocs.renew_calendar", user, by=user)
    return preference


@transaction.atomic
def shut_calendar(user: User) -> Preference:
    preference = _stored(user)
    preference.calendar_key = None
    preference.save()
    Event.record("blocs.shut_calendar", user, by=user)
    return preference


@transaction.atomic
def end_sessions(user: User, *, but: str | None, only: int | None = None) -> int:
    """Log this person out everywhere but in the session `but`, or on the one device `only`; how many were ended."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    rows = rows if only is None else rows.filter(pk=only)
    ended = list(rows)
    for row in ended:
        row.end()
    if ended:
        Event.record("blocs.end_sessions", user, by=user, count=len(ended))
    return len(ended)
