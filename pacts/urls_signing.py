"""Addresses of signing with one's own account or on a tablet of the hall."""

from django.urls import URLPattern, path

from pacts.views import signature_files, signing, tablets

urlpatterns: list[URLPattern] = [
    path("ky/<int:pk>/", signing.sign, name="sign"),
    path("ky/<int:pk>/tu-choi/", signing.decline, name="decline"),
    path("ky/<int:pk>/da-ky/<int:signature>/", signing.signed, name="signed"),
    path("ky/<int:pk>/da-ky/<int:signature>/net-ky/", signing.signature_image, name="signature_image"),
    path("ky/ban/<str:token>/", tablets.tablet, name="tablet"),
    path("ky/ban/<str:token>/trang-thai/", tablets.tablet_state, name="tablet_state"),
    path(
        "le-ky-ket/<int:pk>/chu-ky/<int:signature>/tep/", signature_files.signature_file_add, name="signature_file_add"
    ),
    path(
        "le-ky-ket/<int:pk>/chu-ky/<int:signature>/tep/<int:file>/",
        signature_files.signature_file,
        name="signature_file",
    ),
]
