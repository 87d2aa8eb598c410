"""Staff pages of the registers and the logbook."""

from django.urls import path

from blocs.urls_imports import urlpatterns as imports
from blocs.urls_reforms import urlpatterns as reforms
from blocs.views import blocs, jobs, logbook, people, units

app_name = "blocs"
urlpatterns = [
    path("danh-muc/", blocs.registers, name="registers"),
    path("danh-muc/khoi/", blocs.bloc_list, name="bloc_list"),
    path("danh-muc/khoi/moi/", blocs.bloc_add, name="bloc_add"),
    path("danh-muc/khoi/<int:pk>/", blocs.bloc_detail, name="bloc_detail"),
    path("danh-muc/khoi/<int:pk>/sua/", blocs.bloc_edit, name="bloc_edit"),
    path("danh-muc/khoi/<int:pk>/nam-sau/", blocs.bloc_renew, name="bloc_renew"),
    path("danh-muc/khoi/<int:pk>/cong-khai/", blocs.bloc_release, name="bloc_release"),
    path("danh-muc/khoi/<int:pk>/thanh-vien/", blocs.membership_add, name="membership_add"),
    path("danh-muc/khoi/<int:pk>/khoi-truong/", blocs.headship_add, name="headship_add"),
    path("danh-muc/khoi/<int:pk>/su-viec/", blocs.remark_add, name="remark_add"),
    path("danh-muc/thanh-vien/<int:pk>/sua/", blocs.membership_edit, name="membership_edit"),
    path("danh-muc/thanh-vien/<int:pk>/roi-khoi/", blocs.membership_leave, name="membership_leave"),
    path("danh-muc/khoi/<int:pk>/khoi-truong-thay/", blocs.acting_head_add, name="acting_head_add"),
    path("danh-muc/khoi-truong/<int:pk>/thoi-thay/", blocs.acting_head_end, name="acting_head_end"),
    path("danh-muc/khoi-truong/<int:pk>/sua/", blocs.headship_edit, name="headship_edit"),
    path("danh-muc/loai-khoi/moi/", blocs.series_add, name="series_add"),
    path("danh-muc/loai-khoi/<int:pk>/sua/", blocs.series_edit, name="series_edit"),
    path("danh-muc/don-vi/", units.unit_list, name="unit_list"),
    path("danh-muc/don-vi/moi/", units.unit_add, name="unit_add"),
    path("danh-muc/don-vi/<int:pk>/", units.unit_detail, name="unit_detail"),
    path("danh-muc/don-vi/<int:pk>/sua/", units.unit_edit, name="unit_edit"),
    path("danh-muc/don-vi/<int:pk>/doi-ten/", units.unit_rename, name="unit_rename"),
    path("danh-muc/don-vi/<int:pk>/chuyen/", units.unit_move, name="unit_move"),
    path("danh-muc/don-vi/<int:pk>/sap-nhap/", units.unit_merge, name="unit_merge"),
    path("danh-muc/don-vi/<int:pk>/ket-thuc/", units.unit_end, name="unit_end"),
    path("danh-muc/nguoi-dung/", people.user_list, name="user_list"),
    path("danh-muc/nguoi-dung/<int:pk>/", people.user_detail, name="user_detail"),
    path("danh-muc/nguoi-dung/<int:pk>/nhiem-vu/", people.duty_add, name="duty_add"),
    path("danh-muc/nhiem-vu/<int:pk>/ket-thuc/", people.duty_end, name="duty_end"),
    path("danh-muc/nhiem-vu/<int:pk>/thay-mat/", people.duty_stand_in, name="duty_stand_in"),
    path("danh-muc/lanh-dao/", people.leader_list, name="leader_list"),
    path("danh-muc/lanh-dao/moi/", people.leader_add, name="leader_add"),
    path("danh-muc/lanh-dao/<int:pk>/", people.leader_detail, name="leader_detail"),
    path("danh-muc/lanh-dao/<int:pk>/sua/", people.leader_edit, name="leader_edit"),
    path("danh-muc/lanh-dao/<int:pk>/cap-bac/", people.leader_promote, name="leader_promote"),
    path("danh-muc/lanh-dao/<int:pk>/chuc-vu/", people.leader_appoint, name="leader_appoint"),
    path("danh-muc/chuc-vu/<int:pk>/ket-thuc/", people.post_end, name="post_end"),
    *imports,
    *reforms,
    path("cong-viec/", jobs.job_list, name="job_list"),
    path("cong-viec/<str:token>/", jobs.job_detail, name="job_detail"),
    path("cong-viec/<str:token>/dung/", jobs.job_stop, name="job_stop"),
    path("cong-viec/<str:token>/lam-lai/", jobs.job_again, name="job_again"),
    path("nhat-ky/", logbook.event_list, name="event_list"),
    path("nhat-ky/kiem-tra/", logbook.log_check, name="log_check"),
    path("nhat-ky/kiem-tra/<uuid:token>/", logbook.log_check_result, name="log_check_result"),
]
