"""Staff addresses of scoring and score sheets; included by reports.urls under its namespace."""

from django.urls import path

from reports.views import scoring, sheets, sheets_history, sheets_passing

urlpatterns = [
    path("cham-diem/", scoring.scoring_list, name="scoring_list"),
    path("cham-diem/<int:pk>/", scoring.scoring_detail, name="scoring_detail"),
    path("cham-diem/<int:pk>/mo/", scoring.scoring_open, name="scoring_open"),
    path("cham-diem/<int:pk>/boc-tham/", scoring.scoring_draw, name="scoring_draw"),
    path("cham-diem/<int:pk>/gia-han/", scoring.scoring_extend, name="scoring_extend"),
    path("phieu-diem/<int:pk>/", sheets.sheet_detail, name="sheet_detail"),
    path("phieu-diem/<int:pk>/luu/", sheets.sheet_save, name="sheet_save"),
    path("phieu-diem/<int:pk>/dong-y/", sheets.sheet_agree, name="sheet_agree"),
    path("phieu-diem/<int:pk>/gui/", sheets_passing.sheet_send, name="sheet_send"),
    path("phieu-diem/<int:pk>/tra-lai/", sheets_passing.sheet_return, name="sheet_return"),
    path("phieu-diem/<int:pk>/chuyen/", sheets_passing.sheet_advance, name="sheet_advance"),
    path("phieu-diem/<int:pk>/lich-su/", sheets_history.sheet_history, name="sheet_history"),
    path("kiem-tra-cheo/<int:pk>/", sheets.cross_check, name="cross_check"),
]
