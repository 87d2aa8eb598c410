"""Staff addresses of issued papers, papers signed elsewhere, and the trail of a pact."""

urlpatterns: list = []
