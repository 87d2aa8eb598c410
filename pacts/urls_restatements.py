"""Staff addresses of what was restated of sealed pacts."""

from django.urls import path

from pacts.views import restatements

urlpatterns: list = [
    path("giao-uoc/<int:pk>/dieu-chinh/", restatements.restatement_list, name="restatement_list"),
    path("giao-uoc/dieu-chinh/<int:pk>/bo/", restatements.restatement_drop, name="restatement_drop"),
]
