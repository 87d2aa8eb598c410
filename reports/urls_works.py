"""Staff addresses of joint works and what units gave to them."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
