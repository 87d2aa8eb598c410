"""Addresses of criteria tables; included by pacts.urls under its namespace."""

from django.urls import URLPattern, path, re_path

from pacts.views import criteria, criteria_excel, criteria_rows

WAY = "(?P<way>len|xuong)"

urlpatterns: list[URLPattern] = [
    path("giao-uoc/<int:pk>/tieu-chi/", criteria.table_detail, name="table_detail"),
    path("giao-uoc/<int:pk>/tieu-chi/lap/", criteria.table_start, name="table_start"),
    path("giao-uoc/<int:pk>/tieu-chi/quy-tac/", criteria.table_edit, name="table_edit"),
    path("giao-uoc/<int:pk>/tieu-chi/buoc-cham/", criteria.table_stages, name="table_stages"),
    path("giao-uoc/<int:pk>/tieu-chi/thong-qua/", criteria.table_adopt, name="table_adopt"),
    path("giao-uoc/<int:pk>/tieu-chi/ve-ban-nhap/", criteria.table_reopen, name="table_reopen"),
    path("giao-uoc/<int:pk>/tieu-chi/bo/", criteria.table_remove, name="table_remove"),
    path("giao-uoc/<int:pk>/tieu-chi/so-sanh/", criteria.table_changes, name="table_changes"),
    path("giao-uoc/<int:pk>/tieu-chi/luu-mau/", criteria.table_template, name="table_template"),
    path("giao-uoc/<int:pk>/tieu-chi/tai-ve/", criteria_excel.table_export, name="table_export"),
    path("giao-uoc/<int:pk>/tieu-chi/them/", criteria_rows.criterion_add, name="criterion_add"),
    path("giao-uoc/<int:pk>/tieu-chi/hoan-tac/", criteria_rows.criterion_restore, name="criterion_restore"),
    path("tieu-chi/<int:pk>/", criteria_rows.criterion_edit, name="criterion_edit"),
    path("tieu-chi/<int:pk>/xoa/", criteria_rows.criterion_remove, name="criterion_remove"),
    path("tieu-chi/<int:pk>/chuyen/", criteria_rows.criterion_place, name="criterion_place"),
    path("tieu-chi/<int:pk>/don-vi/", criteria_rows.criterion_assignments, name="criterion_assignments"),
    re_path(rf"^tieu-chi/(?P<pk>\d+)/{WAY}/$", criteria_rows.criterion_move, name="criterion_move"),
]
