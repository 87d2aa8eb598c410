from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("blocs.urls_setup")),
    path("", include("blocs.urls")),
    path("", include("pacts.urls")),
    path("", include("reports.urls")),
    path("tai-khoan/", include("blocs.urls_accounts")),
    path("quan-tri/", admin.site.urls),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("", include("reports.public_urls")),  # last: an address with a slug never shadows a staff page
]

handler500 = "blocs.views.errors.server_error"
