"""The admin for the registers: open to administrators by duty, whatever Django's own flags say."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from blocs.logic.text import slugify

OURS = {"blocs", "pacts", "reports"}
LAST_LINES = 8


class RegisterSite(admin.AdminSite):
    site_header = _("Registers")
    site_title = _("Administration")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only our own registers: what libraries bring (groups, addresses, job rows) is no work of an officer's."""
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple, set)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label in OURS]
        if ours:
            super().register(ours, admin_class, **options)

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.is_admin

    def get_urls(self):
        from blocs.admin_roles import roles_csv, roles_page

        own = [
            path("quyen-han/", self.admin_view(roles_page), name="roles"),
            path("quyen-han.csv", self.admin_view(roles_csv), name="roles_csv"),
        ]
        return own + super().get_urls()

    def index(self, request, extra_context=None):
        """Beside the groups: what this person did last, from the logbook."""
        from blocs.models import Event

        events = Event.objects.filter(by_id=str(request.user.pk)).order_by("-number")[:LAST_LINES]
        return super().index(request, {"own_events": events, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """The work is grouped on the front page; the code's floors have no page of their own."""
        return redirect("admin:index")

    def login(self, request, extra_context=None):
        """The house has one door; who came in by it without the duty is told so."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(_next_of(request), reverse("account_login"))

    def logout(self, request, extra_context=None):
        return LogoutView.as_view()(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")

    def get_app_list(self, request, app_label=None):
        """Grouped by the work, in its order, not by the code's floors."""
        groups: dict[str, list] = {}
        for app in super().get_app_list(request, app_label):
            for entry in app["models"]:
                groups.setdefault(str(self._registry[entry["model"]].group), []).append(entry)
        return [self._as_app(name, groups[name]) for name in _in_order(groups)]

    def _as_app(self, name, models):
        slug = slugify(name)
        return {"name": name, "app_label": slug, "app_url": f"#{slug}", "has_module_perms": True, "models": models}


def _next_of(request) -> str:
    """Where the person was going, if that lies in this house."""
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, None) else reverse("admin:index")


def _in_order(groups) -> list[str]:
    from blocs.admin_base import Group

    order = [str(name) for name in Group.ORDER]
    return sorted(groups, key=lambda name: order.index(name) if name in order else len(order))
