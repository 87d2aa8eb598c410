"""Staff addresses of turning the year: heads for the next season, the handover."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
