"""Addresses of one person's own things: profile, messages, calendar; no namespace, every floor links here."""

urlpatterns: list = []
