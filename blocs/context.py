"""What every template may rely on: the body that runs the site, the navigation, today."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from blocs.models import Body


def site(request):
    return {
        "body": SimpleLazyObject(lambda: Body.objects.first()),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "today": timezone.localdate(),
    }


def navigation(request) -> list[dict]:
    """The addresses this person can use, by URL name; floors above add theirs by name only."""
    names = [("home", _("Home")), ("bloc_list", _("Emulation blocs")), ("ceremony_list", _("Signing ceremonies"))]
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        names += [("reports:my_tasks", _("My tasks")), ("reports:board", _("Command dashboard"))]
        names += [("blocs:registers", _("Registers"))]
        names += [("admin:index", _("Administration"))] if user.is_admin else []
    return [_entry(request, name, label) for name, label in names if _address(name)]


def _entry(request, name, label):
    url = _address(name)
    current = request.path == url or (url != "/" and request.path.startswith(url))
    return {"url": url, "label": label, "current": current}


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
