"""The admin for the registers: open to administrators by duty, whatever Django's own flags say."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class RegisterSite(admin.AdminSite):
    site_header = _("Registers")
    site_title = _("Registers")
    index_title = _("Registers")

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_admin
