"""Addresses the result grid asks while it is being filled."""

from django.urls import path

from reports.views import figure_grid

urlpatterns = [
    path("ket-qua/nhap/luu/", figure_grid.figure_save, name="figure_save"),
    path("ket-qua/nhap/phong-chu/", figure_grid.figure_fonts, name="figure_fonts"),
]
