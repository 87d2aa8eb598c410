"""Staff addresses of summaries, honours and release levels; included by reports.urls under its namespace."""

from django.urls import path

from reports.views import honours, publications, releases

urlpatterns = [
    path("bai-tong-hop/", publications.publication_list, name="publication_list"),
    path("bai-tong-hop/moi/", publications.publication_draft, name="publication_draft"),
    path("bai-tong-hop/<int:pk>/", publications.publication_detail, name="publication_detail"),
    path("bai-tong-hop/<int:pk>/sua/", publications.publication_edit, name="publication_edit"),
    path("bai-tong-hop/<int:pk>/xem-truoc/", publications.publication_preview, name="publication_preview"),
    path("bai-tong-hop/<int:pk>/cong-bo/", publications.publication_release, name="publication_release"),
    path("bai-tong-hop/<int:pk>/thu-hoi/", publications.publication_withdraw, name="publication_withdraw"),
    path("bai-tong-hop/<int:pk>/dinh-chinh/", publications.publication_correct, name="publication_correct"),
    path("khen-thuong/", honours.honour_list, name="honour_list"),
    path("khen-thuong/moi/", honours.honour_add, name="honour_add"),
    path("khen-thuong/<int:pk>/sua/", honours.honour_edit, name="honour_edit"),
    path("khen-thuong/<int:pk>/quyet-dinh/", honours.honour_status, name="honour_status"),
    path("cong-bo/", releases.release_levels, name="release_levels"),
]
