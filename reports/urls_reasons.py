"""Addresses of the reasons behind a rank and of signals for review; included by reports.urls under its namespace."""

from django.urls import path

from reports.views import reasons, signals

urlpatterns = [
    path("vi-sao/<int:pk>/", reasons.why_rank, name="why_rank"),
    path("cham-diem/<int:pk>/tin-hieu/", signals.signals, name="signals"),
]
