"""Addresses of one person's own things: profile, sessions, messages, calendar, reminders."""

from tests.access_rules import (
    INSIDE,
    LOGIN,
    MISSING,
    NO_METHOD,
    OUTSIDE,
    PAGE,
    Route,
    ask,
    everyone,
    office,
    press,
    public,
)
from tests.access_world import WHO


def own(who: str) -> dict:
    """A thing of one person: nobody else, the administrator included, is told that it exists."""
    return {one: LOGIN if one in OUTSIDE else PAGE if one == who else MISSING for one in WHO}


def read_only(rule: dict) -> dict:
    """The same people, who cannot send anything there."""
    return {who: NO_METHOD if answer in (PAGE, MISSING) else answer for who, answer in rule.items()}


SHOWN = office(INSIDE)

DESK: dict[str, Route] = {
    "profile": ask(SHOWN),
    "look_save": Route(read_only(SHOWN), (), SHOWN, data={"theme": "=dark"}),
    "calendar_renew": press(SHOWN),
    "calendar_shut": press(SHOWN),
    "sessions_end": press(SHOWN),
    "session_end": press(dict.fromkeys(WHO, MISSING) | dict.fromkeys(OUTSIDE, LOGIN), "device.pk"),
    "session_left": ask(everyone()),
    "notices": Route(SHOWN, (), read_only(SHOWN)),
    "notices_read": press(SHOWN),
    "notice_open": Route(own("commander"), ("notice.pk",), read_only(SHOWN)),
    "notice_read": press(own("commander"), "notice.pk"),
    "own_calendar": public("calendar_key"),
}
