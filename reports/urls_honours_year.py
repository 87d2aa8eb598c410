"""Staff addresses of the way to honours: rules, proposals, submission, council, public comments, who has had what."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
