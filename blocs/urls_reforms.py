"""Staff addresses of reorganisations."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
