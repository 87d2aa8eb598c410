"""Staff addresses of evidence, appeals and knock-outs; included by reports.urls under its namespace."""

from django.urls import path

from reports.views import appeals, evidence, knockouts

urlpatterns = [
    path("minh-chung/", evidence.evidence_list, name="evidence_list"),
    path("minh-chung/them-tep/", evidence.evidence_upload, name="evidence_upload"),
    path("minh-chung/them-van-ban/", evidence.evidence_paper, name="evidence_paper"),
    path("minh-chung/<int:pk>/tep/", evidence.evidence_file, name="evidence_file"),
    path("minh-chung/<int:pk>/xem/", evidence.evidence_look, name="evidence_look"),
    path("minh-chung/<int:pk>/go-bo/", evidence.evidence_remove, name="evidence_remove"),
    path("phieu-diem/<int:pk>/kien-nghi/<int:criterion>/", appeals.appeal_file, name="appeal_file"),
    path("kien-nghi/", appeals.appeal_list, name="appeal_list"),
    path("kien-nghi/<int:pk>/", appeals.appeal_detail, name="appeal_detail"),
    path("kien-nghi/<int:pk>/tra-loi/", appeals.appeal_answer, name="appeal_answer"),
    path("kien-nghi/<int:pk>/rut/", appeals.appeal_withdraw, name="appeal_withdraw"),
    path("cham-diem/<int:pk>/khong-xet/", knockouts.knock_out_list, name="knock_out_list"),
    path("khong-xet/<int:pk>/", knockouts.knock_out_detail, name="knock_out_detail"),
    path("khong-xet/<int:pk>/quyet-dinh/", knockouts.knock_out_settle, name="knock_out_settle"),
]
