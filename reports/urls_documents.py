"""Staff addresses of papers: the list, drafting, files, numbers, Word masters."""

urlpatterns: list = []
