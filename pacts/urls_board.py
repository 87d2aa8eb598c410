"""Addresses of the board for the projector and the replay of a ceremony."""

urlpatterns: list = []
