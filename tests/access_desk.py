"""Addresses of one person's own things: profile, sessions, messages, calendar, reminders."""

from tests.access_rules import Route

DESK: dict[str, Route] = {}
