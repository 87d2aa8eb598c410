"""Addresses of versions, comments and the adoption of a text."""

urlpatterns: list = []
