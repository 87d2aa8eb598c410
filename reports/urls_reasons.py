"""Addresses of the reasons behind a rank and of signals for review; included by reports.urls under its namespace."""

from django.urls import path

from reports.views import signals

urlpatterns = [
    path("cham-diem/<int:pk>/tin-hieu/", signals.signals, name="signals"),
]
