"""Addresses where anyone checks a paper by its code; without a login and without a namespace."""

urlpatterns: list = []
