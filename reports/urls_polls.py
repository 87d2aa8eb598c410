"""Staff addresses of ballots: preparing, presence, voting, tellers, closing, the count."""

from django.urls import path

from reports.views import poll_counting, poll_preparing, poll_voting, polls

urlpatterns = [
    path("bo-phieu/", polls.poll_list, name="poll_list"),
    path("bo-phieu/moi/", poll_preparing.poll_new, name="poll_new"),
    path("bo-phieu/<int:pk>/", polls.poll_detail, name="poll_detail"),
    path("bo-phieu/<int:pk>/bien-nhan/", polls.poll_receipt, name="poll_receipt"),
    path("bo-phieu/<int:pk>/hom-phieu.json", polls.poll_box, name="poll_box"),
    path("bo-phieu/<int:pk>/bo/", poll_voting.poll_cast, name="poll_cast"),
    path("bo-phieu/<int:pk>/sua/", poll_preparing.poll_edit, name="poll_edit"),
    path("bo-phieu/<int:pk>/chuan-bi/", poll_preparing.poll_prepare, name="poll_prepare"),
    path("bo-phieu/<int:pk>/danh-sach-lai/", poll_preparing.poll_roll, name="poll_roll"),
    path("bo-phieu/<int:pk>/bo-ung-cu/<int:row>/", poll_preparing.poll_drop_candidate, name="poll_drop_candidate"),
    path("bo-phieu/<int:pk>/bo-nguoi/<int:row>/", poll_preparing.poll_drop_voter, name="poll_drop_voter"),
    path("bo-phieu/<int:pk>/bo-kiem-phieu/<int:row>/", poll_preparing.poll_drop_teller, name="poll_drop_teller"),
    path("bo-phieu/<int:pk>/mo/", poll_preparing.poll_open, name="poll_open"),
    path("bo-phieu/<int:pk>/dieu-hanh/", poll_counting.poll_run, name="poll_run"),
    path("bo-phieu/<int:pk>/phieu-giay/<int:row>/", poll_counting.poll_paper, name="poll_paper"),
    path("bo-phieu/<int:pk>/rut/<int:row>/", poll_counting.poll_withdraw, name="poll_withdraw"),
    path("bo-phieu/<int:pk>/dong/", poll_counting.poll_close, name="poll_close"),
    path("bo-phieu/<int:pk>/huy/", poll_counting.poll_void, name="poll_void"),
    path("bo-phieu/<int:pk>/vong-hai/", poll_counting.poll_runoff, name="poll_runoff"),
    path("bo-phieu/<int:pk>/kiem-phieu/", poll_counting.poll_count, name="poll_count"),
]
