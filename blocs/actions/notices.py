"""Messages to people: written by actions of every floor through `notify`, read and set aside by their reader alone.

Nothing here stands in the logbook: what one person has read is nobody else's business.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from blocs.models import Notice, Preference, User

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
FIELDS = ["kind", "title", "url", "made_at", "read_at", "mailed_at"]


@transaction.atomic
def notify(people: Iterable[User], kind: str, about: str, title: str, url: str = "") -> list[Notice]:
    """Tell each of the people once; who has muted this kind is passed over. A fixed number of queries.

    `kind` is one of Notice.Kind, `about` names the thing (“report:12”), `title` is the whole sentence, `url` leads on.
    A second message of the day about the same thing takes the place of the first and is unread again; deadlines
    alone are written each time. Call it inside the transaction of the action, so that what failed tells nobody.
    Who wants it by e-mail too gets it once the transaction stands.
    """
    wanted = _who_wants(people, kind)
    today = timezone.localdate()
    facts = {"kind": kind, "about": about[:80], "on": today, "title": _one_line(title), "url": url[:300]}
    notices = [Notice(user=user, **facts) for user in wanted]
    if kind == Notice.Kind.DEADLINE:
        Notice.objects.bulk_create(notices)
    else:
        notices = _in_place_of_the_first(notices)
    _mail_later([notice.pk for notice in notices if wanted[notice.user]])
    return notices


def _one_line(title: str) -> str:
    return " ".join(title.split())[:400]


def _who_wants(people: Iterable[User], kind: str) -> dict[User, bool]:
    """Who is told, and whether by e-mail too."""
    active = {user.pk: user for user in people if user.is_active}
    rows = Preference.objects.filter(user__in=active).values_list("user", "muted", "mail")
    said = {user: (muted, mail) for user, muted, mail in rows}
    muted_or_mail = {user: said.get(pk, ([], True)) for pk, user in active.items()}
    return {user: mail and bool(user.email) for user, (muted, mail) in muted_or_mail.items() if kind not in muted}


def _in_place_of_the_first(notices: list[Notice]) -> list[Notice]:
    """Each message new, or in the row of today's about the same thing; another action may write at this moment."""
    try:
        with transaction.atomic():
            return _written(notices)
    except IntegrityError:
        return _written(notices)


def _written(notices: list[Notice]) -> list[Notice]:
    if not notices:
        return []
    one = notices[0]
    same = Notice.objects.filter(about=one.about, on=one.on, user__in=[row.user_id for row in notices])
    here = dict(same.exclude(kind=Notice.Kind.DEADLINE).values_list("user", "pk"))
    for notice in notices:
        notice.pk = here.get(notice.user_id)
    Notice.objects.bulk_update([row for row in notices if row.pk], FIELDS)
    Notice.objects.bulk_create([row for row in notices if not row.pk])
    return notices


# --- By e-mail


def mail_is_set() -> bool:
    """Whether this site has a mail server (EMAIL_URL)."""
    return settings.EMAIL_BACKEND != NO_MAIL


def _mail_later(wanted: list[int]) -> None:
    """Handed to the job worker after the action; a mail that fails breaks nothing."""
    if wanted and mail_is_set():
        transaction.on_commit(lambda: _hand_over(wanted), robust=True)


def _hand_over(wanted: list[int]) -> None:
    from blocs.tasks import mail_notices

    mail_notices.enqueue(wanted)


# --- Read


@transaction.atomic
def mark_read(user: User, notices: Iterable[int] | None = None) -> int:
    """Set these messages of the user (or all) to read; answers how many were unread."""
    rows = Notice.objects.visible_to(user).unread()
    return (rows if notices is None else rows.filter(pk__in=notices)).update(read_at=timezone.now())
