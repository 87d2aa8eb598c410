"""Addresses of directives, wall screens and what else a person at work does beside the figures."""

from django.urls import path

from reports.views import approvals, board_compare, directive_rounds, directives

urlpatterns: list = [
    path("dieu-hanh/so-sanh/", board_compare.board_compare, name="board_compare"),
    path("y-kien-chi-dao/", directives.directive_list, name="directive_list"),
    path("y-kien-chi-dao/moi/", directives.directive_give, name="directive_give"),
    path("y-kien-chi-dao/nhieu-don-vi/", directive_rounds.directives_give, name="directives_give"),
    path("y-kien-chi-dao/dot/<slug:key>/", directive_rounds.directive_round, name="directive_round"),
    path("y-kien-chi-dao/<int:pk>/", directives.directive_detail, name="directive_detail"),
    path("y-kien-chi-dao/<int:pk>/tra-loi/", directives.directive_answer, name="directive_answer"),
    path("y-kien-chi-dao/<int:pk>/tra-lai/", directives.directive_return, name="directive_return"),
    path("y-kien-chi-dao/<int:pk>/ket-thuc/", directives.directive_settle, name="directive_settle"),
    path("y-kien-chi-dao/<int:pk>/hoan-tac/", directives.directive_unsettle, name="directive_unsettle"),
    path("phe-duyet/", approvals.approvals, name="approvals"),
    path("phe-duyet/nhieu/", approvals.approvals_batch, name="approvals_batch"),
    path("phe-duyet/nhieu/ket-qua/", approvals.approvals_done, name="approvals_done"),
    path("phe-duyet/bao-cao/<int:pk>/", approvals.approval_accept, name="approval_accept"),
    path("phe-duyet/bao-cao/<int:pk>/hoan-tac/", approvals.approval_undo, name="approval_undo"),
    path("phe-duyet/ket-qua/<int:pk>/cong-bo/", approvals.approval_release, name="approval_release"),
    path("phe-duyet/<slug:kind>/<int:pk>/tra-lai/", approvals.approval_return, name="approval_return"),
]
