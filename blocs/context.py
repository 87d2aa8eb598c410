"""What every template may rely on: the body that runs the site, the navigation, today, and what its reader prefers."""

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from blocs import sessions
from blocs.models import Body, Preference, Role, User

DECIDING = (Role.COMMANDER, Role.STANDING, Role.SECRETARY)


def site(request):
    return {
        "body": SimpleLazyObject(lambda: Body.objects.first()),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "today": timezone.localdate(),
        "reader": SimpleLazyObject(lambda: reader_of(request)),
        "session_left": SimpleLazyObject(lambda: sessions.seconds_left(request)),
    }


def reader_of(request) -> dict:
    """How this reader wants the page, and how many messages wait: one query inside, none for strangers.

    What is kept with the account goes before the cookie, so that every device shows the same.
    """
    user = getattr(request, "user", None)
    kept = _kept_for(user) if user and user.is_authenticated else {}
    theme, text = (kept.get(name) or request.COOKIES.get(name) for name in ("theme", "text"))
    return {
        "theme": theme if theme in Preference.Theme.values else "auto",
        "text": text if text in Preference.Text.values else "100",
        "shortcuts": kept.get("shortcuts") is not False,
        "unread": kept.get("unread", 0),
    }


def _kept_for(user) -> dict:
    unread = Count("notices", filter=Q(notices__read_at=None))
    names = {name: f"preference__{name}" for name in ("theme", "text", "shortcuts")}
    row = User.objects.filter(pk=user.pk).values_list(*names.values()).annotate(unread=unread).order_by("pk").first()
    return dict(zip([*names, "unread"], row, strict=True)) if row else {}


def navigation(request) -> list[dict]:
    """The addresses this person can use, by URL name; floors above add theirs by name only."""
    user = getattr(request, "user", None)
    names = public_names() if not (user and user.is_authenticated) else staff_names(user)
    return [_entry(request, name, label) for name, label in names if _address(name)]


def public_names() -> list[tuple[str, str]]:
    return [
        ("home", _("Home")),
        ("bloc_list", _("Emulation blocs")),
        ("ceremony_list", _("Signing ceremonies")),
        ("publication_index", _("Summaries")),
        ("compare_years", _("Compare years")),
        ("search", _("Search")),
    ]


def staff_names(user) -> list[tuple[str, str]]:
    """In the order of the year: what waits, how it stands, then pact, ceremony, figures, honours, summary."""
    names = [
        ("home", _("Home")),
        ("reports:my_tasks", _("My tasks")),
        *([("reports:approvals", _("Approvals"))] if decides(user) else []),
        ("reports:board", _("Command dashboard")),
        ("pacts:pact_list", _("Pacts")),
        ("pacts:ceremony_list", _("Ceremonies")),
        ("reports:reporting_list", _("Results")),
        ("reports:scoring_list", _("Scoring")),
        ("reports:honour_list", _("Honours")),
        ("reports:publication_list", _("Summaries")),
        ("reports:document_list", _("Official papers")),
        ("blocs:registers", _("Registers")),
    ]
    return names + ([("admin:index", _("Administration"))] if user.is_admin else [])


def decides(user) -> bool:
    """Whether anything may ever wait for this person's decision."""
    return user.is_admin or any(duty.role in DECIDING for duty in user.duties_today)


ROOMS = {
    "pacts:pact_list": ("/tieu-chi/",),
    "reports:scoring_list": (
        *("/phieu-diem/", "/kiem-tra-cheo/", "/minh-chung/", "/kien-nghi/", "/khong-xet/"),
        *("/vi-sao/", "/ket-qua-thi-dua/"),
    ),
}
"""Rooms of an entry that do not stand below its own address."""


def _entry(request, name, label):
    url = _address(name)
    rooms = (*ROOMS.get(name, ()), *([_section(url)] if url != "/" else []))
    return {"url": url, "label": label, "current": request.path == url or request.path.startswith(rooms)}


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _section(url: str) -> str:
    """The part of the site an entry leads into; the desk of ceremonies stands at `/le-ky-ket/so-sach/`."""
    return url.removesuffix("so-sach/")
