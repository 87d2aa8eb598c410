"""A reorganisation: units merged, split, renamed, dissolved and moved by one decision, from one day on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models.base import LockingQuerySet, Revised, one_of
from blocs.models.fields import LineField, ProseField
from blocs.models.people import User


class ReformQuerySet(LockingQuerySet):
    def visible_to(self, user):
        """Administrators alone enter reorganisations, so they alone see them."""
        return self if user.is_admin else self.none()


class Reform(Revised):
    """One operation over many units. `steps` as blocs.logic.reforms writes them; `told` what it did, in sentences
    [[heading, sentence], …], written when it was carried out; `undo` what takes it back to the letter.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        APPLIED = "applied", _("carried out")
        UNDONE = "undone", _("taken back")

    title = LineField(_("title"), max_length=300)
    decision_number = LineField(_("decision number"), max_length=100, blank=True)
    on = models.DateField(_("in force from"))
    note = ProseField(_("note"), blank=True)
    steps = models.JSONField(_("steps"), default=list, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    told = models.JSONField(_("what it did"), default=list, blank=True, editable=False)
    undo = models.JSONField(_("what takes it back"), default=dict, blank=True, editable=False)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="reforms", verbose_name=_("prepared by")
    )
    made_at = models.DateTimeField(_("prepared at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("carried out at"), null=True, blank=True, editable=False)
    applied_by = LineField(_("carried out by"), max_length=200, blank=True, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)
    undone_by = LineField(_("taken back by"), max_length=200, blank=True, editable=False)

    objects = ReformQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        ordering = ["-on", "-pk"]
        constraints = [
            one_of("reform", "state", ["draft", "applied", "undone"]),
            models.CheckConstraint(
                name="reform_has_a_time_once_carried_out",
                condition=Q(state="draft", applied_at__isnull=True) | (~Q(state="draft") & Q(applied_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("blocs:reform_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_applied(self) -> bool:
        return self.state == self.State.APPLIED

    @property
    def badge(self) -> str:
        """Its state as a key of the house's statuses."""
        return {"draft": "draft", "applied": "done", "undone": "withdrawn"}[self.state]
