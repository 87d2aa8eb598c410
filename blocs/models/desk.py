"""What belongs to one person at work: how pages look to them, and what they are told."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.models.base import one_of
from blocs.models.fields import LineField
from blocs.models.people import User


def new_calendar_key() -> str:
    return secrets.token_urlsafe(24)


class Preference(models.Model):
    """How one person wants the pages: kept here so that every device shows the same."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As this computer")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Text(models.TextChoices):
        NORMAL = "100", "100%"
        LARGER = "115", "115%"
        LARGEST = "130", "130%"

    user = models.OneToOneField(User, models.CASCADE, related_name="preference", verbose_name=_("user"))
    theme = models.CharField(_("colours"), max_length=5, choices=Theme, default=Theme.AUTO)
    text = models.CharField(_("text size"), max_length=3, choices=Text, default=Text.NORMAL)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    mail = models.BooleanField(_("messages by e-mail too"), default=True)
    muted = models.JSONField(_("kinds of messages not wanted"), default=list, blank=True)
    calendar_key = models.CharField(
        _("key of the calendar"), max_length=40, unique=True, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            one_of("preference", "theme", ["auto", "light", "dark"]),
            one_of("preference", "text", ["100", "115", "130"]),
        ]

    def __str__(self):
        return str(self.user)


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Nobody, the administrator included, reads the messages of somebody else."""
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message to one person. `about` names the thing (“report:12”): one a day and thing, but for deadlines.

    A second message of the day about the same thing takes the place of the first (screens.md, SYS-3).
    """

    class Kind(models.TextChoices):
        DEADLINE = "deadline", _("deadlines")
        RETURNED = "returned", _("returned for completion")
        DIRECTIVE = "directive", _("directives")
        COMMENT = "comment", _("comments")
        DECISION = "decision", _("decisions and releases")
        JOB = "job", _("long jobs that have ended")

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    about = models.CharField(_("about"), max_length=80)
    on = models.DateField(_("day"), default=timezone.localdate)
    title = LineField(_("message"), max_length=400)
    url = models.CharField(_("address"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("sent by e-mail at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread_of_a_user")]
        constraints = [
            one_of("notice", "kind", ["deadline", "returned", "directive", "comment", "decision", "job"]),
            models.UniqueConstraint(
                fields=["user", "about", "on"],
                condition=~Q(kind="deadline"),
                name="notice_is_one_a_day_about_a_thing",
            ),
        ]

    def __str__(self):
        return self.title
