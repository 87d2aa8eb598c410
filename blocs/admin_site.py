"""The admin for the registers: open to administrators by duty, whatever Django's own flags say."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from blocs.logic.text import slugify

OURS = {"blocs", "pacts", "reports"}


class RegisterSite(admin.AdminSite):
    site_header = _("Registers")
    site_title = _("Registers")
    index_title = _("Registers")
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only our own registers: what libraries bring (groups, addresses, job rows) is no work of an officer's."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple, set)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label in OURS]
        if ours:
            super().register(ours, admin_class, **options)

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_admin

    def get_app_list(self, request, app_label=None):
        """Grouped by the work, in its order, not by the code's floors."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        groups: dict[str, list] = {}
        for app in apps:
            for entry in app["models"]:
                groups.setdefault(str(self._registry[entry["model"]].group), []).append(entry)
        return [self._as_app(name, groups[name]) for name in _in_order(groups)]

    def _as_app(self, name, models):
        slug = slugify(name)
        return {"name": name, "app_label": slug, "app_url": f"#{slug}", "has_module_perms": True, "models": models}


def _in_order(groups) -> list[str]:
    from blocs.admin_base import Group

    order = [str(name) for name in Group.ORDER]
    return sorted(groups, key=lambda name: order.index(name) if name in order else len(order))
