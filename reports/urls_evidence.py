"""Staff addresses of evidence, appeals and knock-outs; included by reports.urls under its namespace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
