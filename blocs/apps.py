from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class BlocsConfig(AppConfig):
    name = "blocs"
    verbose_name = _("Units and blocs")


class SiteAdminConfig(AdminConfig):
    default_site = "blocs.admin_site.RegisterSite"
