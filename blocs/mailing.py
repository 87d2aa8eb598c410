"""Messages by e-mail: the sentence of the message and a link, nothing else of what the site knows."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.models import Body, Notice

log = logging.getLogger(__name__)
MOST = 120  # characters of a subject


def send(notices: Iterable[int]) -> int:
    """Mail what has not been mailed nor read yet, over one connection; what fails is logged and left for nobody."""
    waiting = Notice.objects.filter(pk__in=notices, mailed_at=None, read_at=None, user__is_active=True)
    sent = 0
    with get_connection() as connection, override("vi"):
        house = _house()
        for notice in waiting.exclude(user__email="").select_related("user"):
            sent += _sent(notice, house, connection)
    return sent


def _house() -> str:
    body = Body.objects.first()
    return body.name if body else _("Emulation pacts")


def _sent(notice: Notice, house: str, connection) -> bool:
    try:
        letter(notice, house, connection).send()
    except (OSError, SMTPException, ValueError) as error:
        log.warning("message %s was not mailed: %s", notice.pk, type(error).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())
    return True


def letter(notice: Notice, house: str, connection=None) -> EmailMessage:
    title = " ".join(notice.title.split())
    lines = [title, "", f"{_('See it here')}: {settings.SITE_URL}{notice.url or '/'}", "", _farewell(house)]
    subject = title if len(title) <= MOST else f"{title[: MOST - 1]}…"
    return EmailMessage(subject, "\n".join(lines), to=[notice.user.email], connection=connection)


def _farewell(house: str) -> str:
    page = f"{settings.SITE_URL}/ho-so/"
    words = _("This letter was sent by the site “%(house)s”. To get no more of them: %(page)s")
    return words % {"house": house, "page": page}
