"""Addresses of directives, wall screens and what else a person at work does beside the figures."""

urlpatterns: list = []
