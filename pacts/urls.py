from django.urls import include, path

app_name = "pacts"
urlpatterns: list = [
    path("", include("pacts.urls_ceremonies")),
]
