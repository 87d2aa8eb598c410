"""Addresses where anyone checks a paper by its code; without a login and without a namespace."""

from django.urls import path

from reports.views import verify

urlpatterns = [
    path("xac-thuc/", verify.verify, name="verify"),
    path("xac-thuc/<str:code>/", verify.verify_code, name="verify_code"),
    path("xac-thuc/<str:code>/giao-uoc.pdf", verify.verify_file, name="verify_file"),
    path("xac-thuc/<str:code>/ma-qr.svg", verify.verify_qr, name="verify_qr"),
]
