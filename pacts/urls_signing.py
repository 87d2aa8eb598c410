"""Addresses of signing with one's own account or on a tablet of the hall."""

urlpatterns: list = []
