"""Addresses of what a ceremony leaves behind: the minutes."""

urlpatterns: list = []
