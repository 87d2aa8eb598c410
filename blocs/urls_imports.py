"""Staff addresses of what is taken over from Excel."""

urlpatterns: list = []
