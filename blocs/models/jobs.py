"""Long work done by the job worker, with how far it has come; one can leave the page and come back."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.models.base import one_of
from blocs.models.fields import LineField
from blocs.models.people import User


def new_token() -> str:
    return secrets.token_urlsafe(16)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(made_by=user)


class Job(models.Model):
    """`done` of `total` parts were tried; `notes` holds a line per part that failed, `target` where the outcome is.

    `kind` names who can try parts again (blocs.actions.jobs.AGAIN), `undone` are the keys of those that failed or were
    not reached, `stop_asked_at` says that somebody wants it to end after the part at hand.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    name = LineField(_("job"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField(_("parts"), default=0)
    done = models.PositiveIntegerField(_("parts done"), default=0)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    target = models.CharField(_("address of the outcome"), max_length=300, blank=True)
    kind = models.CharField(_("kind of job"), max_length=40, blank=True, editable=False)
    undone = models.JSONField(_("parts not done"), default=list, blank=True, editable=False)
    stop_asked_at = models.DateTimeField(_("asked to stop at"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(User, models.CASCADE, related_name="jobs", verbose_name=_("asked for by"))
    made_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-made_at", "-pk"]
        constraints = [one_of("job", "state", ["waiting", "running", "done", "failed"])]

    def __str__(self):
        return self.name

    @property
    def badge(self) -> str:
        """The status its row bears in a list; one that ended with something left undone is incomplete."""
        words = {"waiting": "not-started", "running": "in-progress", "done": "done"}
        return "incomplete" if self.is_over and (self.undone or self.notes) else words.get(self.state, "incomplete")

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)
