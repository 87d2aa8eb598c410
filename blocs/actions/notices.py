"""Messages to people: written by actions of every floor through `notify`, read and set aside by their reader alone."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from blocs.models import Notice, Preference, User


def notify(people: Iterable[User], kind: str, about: str, title: str, url: str = "") -> list[Notice]:
    """Tell each of the people once; who has muted this kind is passed over.

    `kind` is one of Notice.Kind, `about` names the thing (“report:12”), `title` is the whole sentence, `url` leads on.
    A second message of the day about the same thing takes the place of the first and is unread again; deadlines
    alone are written each time. Call it inside the transaction of the action, so that what failed tells nobody.
    """
    wanted = _who_wants(people, kind)
    return [_one(user, kind, about, title[:400], url[:300]) for user in wanted]


def _who_wants(people: Iterable[User], kind: str) -> list[User]:
    active = {user.pk: user for user in people if user.is_active}
    muted = dict(Preference.objects.filter(user__in=active).values_list("user", "muted"))
    return [user for pk, user in active.items() if kind not in muted.get(pk, [])]


def _one(user: User, kind: str, about: str, title: str, url: str) -> Notice:
    words = {"title": title, "url": url, "made_at": timezone.now(), "read_at": None, "mailed_at": None}
    if kind == Notice.Kind.DEADLINE:
        return Notice.objects.create(user=user, kind=kind, about=about, **words)
    key = {"user": user, "about": about, "on": timezone.localdate()}
    return Notice.objects.exclude(kind=Notice.Kind.DEADLINE).update_or_create(
        **key, defaults=words | {"kind": kind}, create_defaults=words | {"kind": kind}
    )[0]


@transaction.atomic
def mark_read(user: User, notices: Iterable[int] | None = None) -> int:
    """Set these messages of the user (or all) to read; answers how many were unread."""
    rows = Notice.objects.visible_to(user).unread()
    return (rows if notices is None else rows.filter(pk__in=notices)).update(read_at=timezone.now())
