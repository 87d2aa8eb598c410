"""Staff addresses of the way to honours: rules, proposals, submission, council, public comments, who has had what."""

from django.urls import path

from reports.views import council, honour_history, proposals

urlpatterns = [
    path("khen-thuong/lich-su/", honour_history.honour_history, name="honour_history"),
    path("khen-thuong/<int:pk>/quy-tac/", proposals.honour_rules, name="honour_rules"),
    path("khen-thuong/<int:pk>/de-nghi/", proposals.honour_proposals, name="honour_proposals"),
    path("khen-thuong/<int:pk>/de-nghi/lap/", proposals.honour_begin, name="honour_begin"),
    path("khen-thuong/<int:pk>/thu-hoi/", council.honour_revoke, name="honour_revoke"),
    path("khen-thuong/to-trinh/<int:pk>/", proposals.honour_submission, name="honour_submission"),
    path("khen-thuong/to-trinh/<int:pk>/lay-y-kien/", proposals.honour_put_forward, name="honour_put_forward"),
    path("khen-thuong/to-trinh/<int:pk>/rut/", proposals.honour_take_back, name="honour_take_back"),
    path("khen-thuong/to-trinh/<int:pk>/gui/", proposals.honour_send, name="honour_send"),
    path("khen-thuong/to-trinh/<int:pk>/xet-duyet/", council.honour_decide, name="honour_decide"),
    path("khen-thuong/y-kien/<int:pk>/", proposals.honour_comment, name="honour_comment"),
]
