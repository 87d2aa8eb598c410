"""Addresses of what a ceremony leaves behind: the minutes."""

from django.urls import path

from reports.views import minutes

urlpatterns = [
    path("le-ky-ket/<int:pk>/bien-ban/du-thao/", minutes.ceremony_minutes_draft, name="ceremony_minutes_draft"),
]
