from django.urls import path, re_path

from pacts.urls_adoption import urlpatterns as adoption
from pacts.urls_board import urlpatterns as board
from pacts.urls_ceremonies import urlpatterns as ceremonies
from pacts.urls_criteria import urlpatterns as criteria
from pacts.urls_restatements import urlpatterns as restatements
from pacts.urls_signing import urlpatterns as signing
from pacts.urls_stage import urlpatterns as stage
from pacts.views import pacts, pledge_batches, pledge_contents, pledge_rows, pledges, wizard, year_changes

app_name = "pacts"

WAY = "(?P<way>len|xuong)"

urlpatterns = [
    path("giao-uoc/", pacts.pact_list, name="pact_list"),
    path("giao-uoc/khoi/<int:pk>/thay-doi/", year_changes.bloc_changes, name="bloc_changes"),
    path("giao-uoc/moi/", wizard.pact_new, name="pact_new"),
    path("giao-uoc/moi/<int:pk>/", wizard.pact_draft, name="pact_draft"),
    path("giao-uoc/quy-che/<int:pk>/", wizard.regulation_edit, name="regulation_edit"),
    path("giao-uoc/quy-che/<int:pk>/chap-nhan/", wizard.regulation_accept, name="regulation_accept"),
    path("giao-uoc/<int:pk>/", pacts.pact_detail, name="pact_detail"),
    path("giao-uoc/<int:pk>/sua/", pacts.pact_edit, name="pact_edit"),
    path("giao-uoc/<int:pk>/kiem-tra/", pacts.pact_check, name="pact_check"),
    path("giao-uoc/<int:pk>/ban-in/", pacts.pact_print, name="pact_print"),
    path("giao-uoc/<int:pk>/van-ban-chuan/", pacts.pact_text, name="pact_text"),
    path("giao-uoc/<int:pk>/ve-ban-nhap/", pacts.pact_reopen, name="pact_reopen"),
    path("giao-uoc/<int:pk>/niem-phong/", pacts.pact_seal, name="pact_seal"),
    path("giao-uoc/<int:pk>/sua-doi/", pacts.pact_amend, name="pact_amend"),
    path("giao-uoc/<int:pk>/dinh-chinh/", pacts.pact_correct, name="pact_correct"),
    path("giao-uoc/<int:pk>/luu-mau/", pacts.pact_template, name="pact_template"),
    path("giao-uoc/<int:pk>/noi-dung/", pledge_contents.pact_contents, name="pact_contents"),
    path("giao-uoc/<int:pk>/noi-dung/them/", pledges.pledge_add, name="pledge_add"),
    path("giao-uoc/<int:pk>/noi-dung/luu/", pledge_rows.pledge_rows, name="pledge_rows"),
    path("giao-uoc/<int:pk>/noi-dung/dan/", pledge_batches.pledges_paste, name="pledges_paste"),
    path("giao-uoc/<int:pk>/noi-dung/thu-vien/", pledge_batches.pledges_library, name="pledges_library"),
    path("giao-uoc/<int:pk>/noi-dung/nam-truoc/", pledge_batches.pledges_copy, name="pledges_copy"),
    path("giao-uoc/<int:pk>/noi-dung/bo-dong-vua-them/", pledge_batches.pledges_undo, name="pledges_undo"),
    path("giao-uoc/<int:pk>/noi-dung/hoan-tac/", pledges.pledge_restore, name="pledge_restore"),
    path("giao-uoc/<int:pk>/noi-dung/da-xem/", pledges.pledges_accept, name="pledges_accept"),
    path("giao-uoc/<int:pk>/muc/them/", pledges.section_add, name="section_add"),
    path("giao-uoc/<int:pk>/nhom/them/", pledges.group_add, name="group_add"),
    path("giao-uoc/<int:pk>/dang-ky/", pledges.registrations, name="registrations"),
    path("giao-uoc/noi-dung/<int:pk>/", pledges.pledge_edit, name="pledge_edit"),
    path("giao-uoc/noi-dung/<int:pk>/dong/", pledge_rows.pledge_row, name="pledge_row"),
    path("giao-uoc/noi-dung/<int:pk>/da-xem/", pledges.pledge_accept, name="pledge_accept"),
    path("giao-uoc/noi-dung/<int:pk>/xoa/", pledges.pledge_remove, name="pledge_remove"),
    path("giao-uoc/noi-dung/<int:pk>/chi-tieu-rieng/", pledges.own_targets, name="own_targets"),
    re_path(rf"^giao-uoc/noi-dung/(?P<pk>\d+)/{WAY}/$", pledges.pledge_move, name="pledge_move"),
    path("giao-uoc/muc/<int:pk>/", pledges.section_edit, name="section_edit"),
    path("giao-uoc/muc/<int:pk>/xoa/", pledges.section_remove, name="section_remove"),
    re_path(rf"^giao-uoc/muc/(?P<pk>\d+)/{WAY}/$", pledges.section_move, name="section_move"),
    path("giao-uoc/nhom/<int:pk>/xoa/", pledges.group_remove, name="group_remove"),
    path("giao-uoc/chi-tieu-rieng/<int:pk>/", pledges.own_target_edit, name="own_target_edit"),
    path("giao-uoc/chi-tieu-rieng/<int:pk>/xoa/", pledges.own_target_remove, name="own_target_remove"),
    path("giao-uoc/dang-ky/<int:pk>/xoa/", pledges.registration_remove, name="registration_remove"),
    *ceremonies,
    *criteria,
    *adoption,
    *stage,
    *restatements,
    *board,
    *signing,
]
