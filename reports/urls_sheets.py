"""Staff addresses of scoring and score sheets; included by reports.urls under its namespace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
