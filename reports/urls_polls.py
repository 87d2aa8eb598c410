"""Staff addresses of ballots: preparing, presence, voting, tellers, closing, the count."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
