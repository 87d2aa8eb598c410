"""Which unit was proposed for, granted or refused what, by whom; or bare counts where no more is known."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import (
    Bloc,
    LineField,
    LockingQuerySet,
    Place,
    Releasable,
    ReleasableQuerySet,
    Revised,
    Title,
    Unit,
    withdrawn_has_a_reason,
)
from reports.models.submissions import Submission


class HonourQuerySet(LockingQuerySet, ReleasableQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())


class Honour(Revised, Releasable):
    """One honour of a season. Titles overlap: a unit may hold several of one year."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        APPROVED = "approved", _("approved")
        AWARDED = "awarded", _("granted")
        REFUSED = "refused", _("refused")
        REVOKED = "revoked", _("revoked")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="honours", verbose_name=_("bloc"))
    title = models.ForeignKey(Title, models.PROTECT, related_name="honours", verbose_name=_("title or flag"))
    status = models.CharField(_("status"), max_length=10, choices=Status)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name=_("unit")
    )
    count = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    authority = LineField(_("by which authority"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_number = LineField(_("decision number"), max_length=100, blank=True)
    reason = LineField(_("reason"), max_length=300, blank=True)
    note = LineField(_("note"), max_length=500, blank=True)
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, editable=False, related_name="proposals",
        verbose_name=_("submission for honours"),
    )  # fmt: skip
    granted_title = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, editable=False, related_name="granted_instead",
        verbose_name=_("granted instead"),
    )  # fmt: skip
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)
    revocation_number = LineField(_("number of the revocation"), max_length=100, blank=True, editable=False)
    revocation_ground = LineField(_("ground of the revocation"), max_length=300, blank=True, editable=False)

    objects = HonourQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of an honour"))

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["bloc", "title__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "title", "unit", "status"],
                condition=Q(unit__isnull=False),
                name="honour_is_recorded_once",
                violation_error_message=_("This honour is recorded for this unit already."),
            ),
            withdrawn_has_a_reason("honour"),
            models.CheckConstraint(
                name="honour_is_revoked_on_a_ground",
                condition=~Q(status="revoked") | (Q(revoked_on__isnull=False) & ~Q(revocation_ground="")),
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.unit or self.count or ''}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    @property
    def held_title(self) -> Title:
        """What the unit holds: the title proposed, or the one granted in its place."""
        return self.granted_title or self.title

    @property
    def is_granted(self) -> bool:
        return self.status in (self.Status.APPROVED, self.Status.AWARDED)
