"""Staff addresses of reporting: my tasks, the board, figures, phases; summaries and honours have their own file."""

from django.urls import path

from reports.urls_board import urlpatterns as board
from reports.urls_desk import urlpatterns as desk
from reports.urls_documents import urlpatterns as documents
from reports.urls_evidence import urlpatterns as evidence
from reports.urls_grid import urlpatterns as grid
from reports.urls_handover import urlpatterns as handover
from reports.urls_honours_year import urlpatterns as honours_year
from reports.urls_minutes import urlpatterns as minutes
from reports.urls_papers import urlpatterns as papers
from reports.urls_polls import urlpatterns as polls
from reports.urls_publications import urlpatterns as publications
from reports.urls_reasons import urlpatterns as reasons
from reports.urls_results import urlpatterns as results
from reports.urls_sheets import urlpatterns as sheets
from reports.urls_works import urlpatterns as works
from reports.urls_years import urlpatterns as years
from reports.views import figures, reminding, report_check, reportings, row_notes, tasks

app_name = "reports"

urlpatterns = [
    path("viec-cua-toi/", tasks.my_tasks, name="my_tasks"),
    path("ket-qua/nhap/", figures.figure_entry, name="figure_entry"),
    path("ket-qua/kiem-tra/", report_check.report_check, name="report_check"),
    path("ket-qua/trao-doi/", row_notes.row_notes, name="row_notes"),
    path("ket-qua/bao-cao/<int:pk>/", report_check.report_detail, name="report_detail"),
    path("ket-qua/bao-cao/<int:pk>/tra-lai/", report_check.report_return, name="report_return"),
    path("ky-bao-cao/", reportings.reporting_list, name="reporting_list"),
    path("ky-bao-cao/lap/", reportings.reporting_plan, name="reporting_plan"),
    path("ky-bao-cao/<int:pk>/", reportings.reporting_detail, name="reporting_detail"),
    path("ky-bao-cao/<int:pk>/mo/", reportings.reporting_open, name="reporting_open"),
    path("ky-bao-cao/<int:pk>/gia-han/", reportings.reporting_extend, name="reporting_extend"),
    path("ky-bao-cao/<int:pk>/khoa-so/", reportings.reporting_close, name="reporting_close"),
    path("ky-bao-cao/<int:pk>/nhac/<int:unit>/", reminding.report_remind, name="report_remind"),
    path("ky-bao-cao/<int:pk>/mo-lai/", reportings.reporting_reopen, name="reporting_reopen"),
    *board,
    *desk,
    *grid,
    *publications,
    *papers,
    *documents,
    *years,
    *polls,
    *honours_year,
    *handover,
    *works,
    *minutes,
    *sheets,
    *evidence,
    *results,
    *reasons,
]
