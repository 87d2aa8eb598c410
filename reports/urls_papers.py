"""Staff addresses of issued papers, papers signed elsewhere, and the trail of a pact."""

from django.urls import path

from reports.views import papers, trail

urlpatterns = [
    path("giao-uoc/<int:pk>/ban-ky/", papers.paper_list, name="paper_list"),
    path("giao-uoc/<int:pk>/ban-niem-phong.pdf", papers.paper_file, name="paper_file"),
    path("giao-uoc/<int:pk>/ban-niem-phong/lap/", papers.paper_make, name="paper_make"),
    path("giao-uoc/<int:pk>/ban-niem-phong/thu-hoi/", papers.paper_withdraw, name="paper_withdraw"),
    path("giao-uoc/<int:pk>/ban-ky/them/", papers.outer_attach, name="outer_attach"),
    path("giao-uoc/<int:pk>/ban-ky/<int:paper>/", papers.outer_detail, name="outer_detail"),
    path("giao-uoc/<int:pk>/ban-ky/<int:paper>/tep/", papers.outer_file, name="outer_file"),
    path("giao-uoc/<int:pk>/ban-ky/<int:paper>/kiem-tra/", papers.outer_check, name="outer_check"),
    path("giao-uoc/<int:pk>/ban-ky/<int:paper>/thu-hoi/", papers.outer_withdraw, name="outer_withdraw"),
    path("giao-uoc/<int:pk>/dien-bien/", trail.pact_trail, name="pact_trail"),
]
