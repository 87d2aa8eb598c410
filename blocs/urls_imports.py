"""Staff addresses of what is taken over from Excel."""

from django.urls import path

from blocs.views import imports

urlpatterns: list = [
    path("nhap-tep/", imports.import_list, name="import_list"),
    path("nhap-tep/moi/<slug:kind>/", imports.import_new, name="import_new"),
    path("nhap-tep/moi/<slug:kind>/mau/", imports.import_template, name="import_template"),
    path("nhap-tep/tep/<str:token>/", imports.import_sheet, name="import_sheet"),
    path("nhap-tep/<str:token>/", imports.import_detail, name="import_detail"),
    path("nhap-tep/<str:token>/cot/", imports.import_columns, name="import_columns"),
    path("nhap-tep/<str:token>/tra-loi/", imports.import_decide, name="import_decide"),
    path("nhap-tep/<str:token>/doc-lai/", imports.import_again, name="import_again"),
    path("nhap-tep/<str:token>/xac-nhan/", imports.import_confirm, name="import_confirm"),
    path("nhap-tep/<str:token>/hoan-tac/", imports.import_undo, name="import_undo"),
    path("nhap-tep/<str:token>/bo/", imports.import_drop, name="import_drop"),
]
