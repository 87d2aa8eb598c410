"""Staff addresses of results; included by reports.urls under its namespace."""

from django.urls import path

from reports.views import result_lists, results

urlpatterns = [
    path("cham-diem/<int:pk>/ket-qua/", results.result_prepare, name="result_prepare"),
    path("ket-qua-thi-dua/", result_lists.result_list, name="result_list"),
    path("ket-qua-thi-dua/cong-bo/<int:pk>/", result_lists.results_release, name="results_release"),
    path("ket-qua-thi-dua/<int:pk>/", results.result_detail, name="result_detail"),
    path("ket-qua-thi-dua/<int:pk>/xem-truoc/", results.result_preview, name="result_preview"),
    path("ket-qua-thi-dua/<int:pk>/huy-du-thao/", results.result_discard, name="result_discard"),
    path("ket-qua-thi-dua/<int:pk>/goi.json", results.result_package, name="result_package"),
    path("ket-qua-thi-dua/<int:pk>/bang.csv", results.result_csv, name="result_csv"),
]
