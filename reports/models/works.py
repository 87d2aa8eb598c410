"""What the units of a bloc do together: a work, what each gave to it with its receipt, and the points it earned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import Bloc, LineField, Place, ProseField, Revised, Unit, exact, one_of
from pacts.models import Criterion
from reports.models.desk import OfBlocQuerySet


class JointWork(Revised):
    """A house for a family, a road, a campaign: planned by the bloc, borne by its units.

    `criterion` is the criterion of the bloc's table this work counts for; what a unit earned by it are the points of
    that criterion on its sheet, never typed here.
    """

    class State(models.TextChoices):
        OPEN = "open", _("under way")
        DONE = "done", _("finished")
        DROPPED = "dropped", _("given up")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="joint_works", verbose_name=_("bloc"))
    title = LineField(_("name"), max_length=200)
    purpose = ProseField(_("what it is for"), blank=True)
    partner = LineField(_("together with"), max_length=200, blank=True)
    planned_amount = exact(_("planned"), null=True, blank=True)
    measure = LineField(_("unit of measure"), max_length=60, default="đồng")
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    drop_reason = ProseField(_("why it was given up"), blank=True, editable=False)
    criterion = models.ForeignKey(
        Criterion, models.SET_NULL, null=True, blank=True, related_name="joint_works", verbose_name=_("criterion")
    )

    objects = OfBlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint work")
        verbose_name_plural = _("joint works")
        ordering = ["bloc", "begins_on", "pk"]
        constraints = [
            one_of("jointwork", "state", ["open", "done", "dropped"]),
            models.CheckConstraint(
                name="jointwork_is_dropped_with_a_reason", condition=~Q(state="dropped") | ~Q(drop_reason="")
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


class JointShareQuerySet(OfBlocQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(work__bloc__in=user.blocs())


class JointShare(Revised):
    """What one unit gave: money, days of work, things; with the receipt that proves it."""

    work = models.ForeignKey(JointWork, models.PROTECT, related_name="shares", verbose_name=_("joint work"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="joint_shares", verbose_name=_("unit"))
    what = LineField(_("what was given"), max_length=300, blank=True)
    amount = exact(_("amount"), null=True, blank=True)
    measure = LineField(_("unit of measure"), max_length=60, blank=True)
    given_on = models.DateField(_("given on"), null=True, blank=True)
    receipt_number = LineField(_("number of the receipt"), max_length=100, blank=True)
    receipt_name = LineField(_("file of the receipt"), max_length=200, blank=True, editable=False)
    receipt_type = models.CharField(_("kind of file"), max_length=100, blank=True, editable=False)
    receipt = models.BinaryField(_("receipt"), null=True, blank=True, editable=False)
    receipt_sha256 = models.CharField(_("digest of the receipt"), max_length=64, blank=True, editable=False)
    is_confirmed = models.BooleanField(_("confirmed by the head of the bloc"), default=False, editable=False)

    objects = JointShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share of a joint work")
        verbose_name_plural = _("shares of joint works")
        ordering = ["work", "unit__precedence", "pk"]
        constraints = [
            models.CheckConstraint(
                name="jointshare_is_something",
                condition=Q(amount__gt=0) | ~Q(what=""),
                violation_error_message=_("Say what was given, or how much."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} – {self.work}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.work.bloc_id, unit_id=self.unit_id)
