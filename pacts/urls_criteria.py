"""Addresses of criteria tables; included by pacts.urls under its namespace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
