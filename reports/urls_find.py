"""Addresses of search and of the list of long work; no namespace, every page links here."""

from django.urls import path

from reports.views import find

urlpatterns = [
    path("tim/", find.find, name="find"),
    path("tim/goi-y/", find.find_suggest, name="find_suggest"),
]
