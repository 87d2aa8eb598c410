"""Addresses of the command board: the board, its lists, files and print."""

from django.urls import path

from reports.views import board_explore, board_lists, board_unit, dashboards, walls

urlpatterns = [
    path("dieu-hanh/", dashboards.board, name="board"),
    path("dieu-hanh/danh-sach/<slug:which>/", board_lists.board_list, name="board_list"),
    path("dieu-hanh/tai-ve/<slug:which>/", board_lists.board_csv, name="board_csv"),
    path("dieu-hanh/ban-tom-tat/", dashboards.board_brief, name="board_brief"),
    path("dieu-hanh/kham-pha/", board_explore.board_explore, name="board_explore"),
    path("dieu-hanh/don-vi/<int:pk>/", board_unit.board_unit, name="board_unit"),
    path("man-hinh-khoi/", walls.wall_list, name="wall_list"),
    path("man-hinh-khoi/<int:pk>/dong/", walls.wall_shut, name="wall_shut"),
    path("man-hinh-khoi/<slug:token>/", walls.wall, name="wall"),
]
