"""Addresses of the console, the rehearsal and the devices of the hall."""

urlpatterns: list = []
