"""Staff addresses of papers: the list, drafting, files, numbers, Word masters."""

from django.urls import path

from reports.views import documents, documents_batch, documents_register, documents_writing, masters

urlpatterns: list = [
    path("van-ban/", documents.document_list, name="document_list"),
    path("van-ban/moi/", documents_writing.document_new, name="document_new"),
    path("van-ban/so/", documents_register.document_register, name="document_register"),
    path("van-ban/so.csv", documents_register.document_register_csv, name="document_register_csv"),
    path("van-ban/lap-nhieu/", documents_batch.document_batch_new, name="document_batch_new"),
    path("van-ban/goi/<str:token>/", documents_batch.document_batch, name="document_batch"),
    path("van-ban/goi/<str:token>/tep.zip", documents_batch.document_batch_zip, name="document_batch_zip"),
    path("van-ban/mau/", masters.master_list, name="master_list"),
    path("van-ban/mau/<int:pk>/", masters.master_detail, name="master_detail"),
    path("van-ban/mau/<int:pk>/thu/", masters.master_try, name="master_try"),
    path("van-ban/mau/<int:pk>/dung/", masters.master_use, name="master_use"),
    path("van-ban/mau/<int:pk>/thoi/", masters.master_retire, name="master_retire"),
    path("van-ban/mau/<int:pk>/<slug:which>.docx", masters.master_file, name="master_file"),
    path("van-ban/<int:pk>/", documents.document_detail, name="document_detail"),
    path("van-ban/<int:pk>/sua/", documents_writing.document_edit, name="document_edit"),
    path("van-ban/<int:pk>/lap-tep/", documents_writing.document_make, name="document_make"),
    path("van-ban/<int:pk>/phat-hanh/", documents_writing.document_issue, name="document_issue"),
    path("van-ban/<int:pk>/thu-hoi/", documents_writing.document_withdraw, name="document_withdraw"),
    path("van-ban/<int:pk>/thay-the/", documents_writing.document_replace, name="document_replace"),
    path("van-ban/<int:pk>/bo/", documents_writing.document_drop, name="document_drop"),
    path("van-ban/<int:pk>/tep/<slug:ending>/", documents.document_file, name="document_file"),
]
