"""Staff addresses of joint works and what units gave to them."""

from django.urls import path

from reports.views import works

urlpatterns = [
    path("viec-chung/", works.work_list, name="work_list"),
    path("viec-chung/moi/", works.work_new, name="work_new"),
    path("viec-chung/<int:pk>/", works.work_detail, name="work_detail"),
    path("viec-chung/<int:pk>/sua/", works.work_edit, name="work_edit"),
    path("viec-chung/<int:pk>/ket-thuc/", works.work_finish, name="work_finish"),
    path("viec-chung/<int:pk>/thoi/", works.work_drop, name="work_drop"),
    path("viec-chung/<int:pk>/dong-gop/", works.share_add, name="share_add"),
    path("viec-chung/dong-gop/<int:pk>/xac-nhan/", works.share_confirm, name="share_confirm"),
    path("viec-chung/dong-gop/<int:pk>/bo/", works.share_take_off, name="share_take_off"),
    path("viec-chung/dong-gop/<int:pk>/chung-tu/", works.share_receipt, name="share_receipt"),
]
