"""Staff addresses of results, reasons for a rank and signals; included by reports.urls under its namespace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
