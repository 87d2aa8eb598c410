from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("blocs.urls_setup")),
    path("", include("blocs.urls")),
    path("", include("blocs.urls_desk")),
    path("", include("pacts.urls")),
    path("", include("reports.urls")),
    path("", include("reports.urls_calendar")),
    path("", include("reports.urls_find")),
    path("tai-khoan/", include("blocs.urls_accounts")),
    path("quan-tri/", admin.site.urls),
    path("ngon-ngu/setlang/", login_not_required(set_language), name="set_language"),  # strangers read English too
    path("", include("reports.public_urls")),  # last: an address with a slug never shadows a staff page
]

handler400 = "blocs.views.errors.bad_request"
handler500 = "blocs.views.errors.server_error"
