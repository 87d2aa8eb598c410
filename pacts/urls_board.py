"""Addresses of the board for the projector and the replay of a ceremony."""

from django.urls import path

from pacts.views import board, replay

urlpatterns = [
    path("le-ky-ket/<int:pk>/man-hinh/", board.board_screen, name="board_screen"),
    path("le-ky-ket/<int:pk>/man-hinh/trang-thai/", board.board_state, name="board_state"),
    path("le-ky-ket/<int:pk>/dien-lai/", replay.replay, name="replay"),
]
