"""Staff addresses of whole past years from files."""

from django.urls import path

from reports.views import years

urlpatterns = [
    path("nhap-nam-cu/", years.year_send, name="year_send"),
    path("nhap-nam-cu/mau.xlsx", years.year_template, name="year_template"),
    path("nhap-nam-cu/<str:batch>/", years.year_batch, name="year_batch"),
    path("nhap-nam-cu/<str:batch>/nap/", years.year_load, name="year_load"),
    path("nhap-nam-cu/<str:batch>/bo/", years.year_drop, name="year_drop"),
]
