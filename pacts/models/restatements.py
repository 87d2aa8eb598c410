"""What a reorganisation changes of a sealed pact: its text stays as it is, the new figure stands beside it, dated."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import LineField, LockingQuerySet, Membership, Place, ProseField, Reform, Unit, exact
from pacts.models.criteria import Criterion
from pacts.models.pacts import Pact
from pacts.models.pledges import Pledge


class Restatement(models.Model):
    """From a day on a member is held to this, in the place of what was sealed; about one pledge or one criterion.

    It reads like an OwnTarget and like an Assignment, so that whoever reckons may take it for either.
    """

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="restatements", verbose_name=_("pact"))
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="restatements", verbose_name=_("member"))
    pledge = models.ForeignKey(
        Pledge, models.CASCADE, null=True, blank=True, related_name="restatements", verbose_name=_("pledge")
    )
    criterion = models.ForeignKey(
        Criterion, models.CASCADE, null=True, blank=True, related_name="restatements", verbose_name=_("criterion")
    )
    from_on = models.DateField(_("from"))
    applies = models.BooleanField(_("applies"), default=True)
    is_without_target = models.BooleanField(_("without a target"), default=False)
    target = exact(_("target"), null=True, blank=True)
    target_max = exact(_("upper target"), null=True, blank=True)
    baseline = exact(_("baseline"), null=True, blank=True)
    reason = ProseField(_("reason and reckoning"))
    reform = models.ForeignKey(
        Reform,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="restatements",
        verbose_name=_("reorganisation"),
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = LineField(_("made by"), max_length=200, blank=True, editable=False)

    objects = LockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("restatement")
        verbose_name_plural = _("restatements")
        ordering = ["pact", "from_on", "membership__order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="restatement_is_about_one_thing",
                condition=Q(pledge__isnull=False, criterion__isnull=True)
                | Q(pledge__isnull=True, criterion__isnull=False),
                violation_error_message=_("Name one pledge or one criterion."),
            ),
            models.CheckConstraint(
                name="restatement_gives_its_reason",
                condition=Q(reason__gt=""),
                violation_error_message=_("Give the reason."),
            ),
        ]

    def __str__(self):
        return f"{self.membership.unit}: {self.pledge or self.criterion}"

    @property
    def place(self) -> Place:
        return self.pact.place

    @property
    def unit(self) -> Unit:
        return self.membership.unit

    @property
    def unit_id(self) -> int:
        return self.membership.unit_id
