"""Scoring: each unit's sheet on its way through the stages, the marks of every stage, and what stands behind them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import Bloc, LineField, LockingQuerySet, Place, ProseField, Revised, Unit, User, exact, one_of
from pacts.models import CriteriaTable, Criterion, Stage


class SheetQuerySet(LockingQuerySet):
    def visible_to(self, user):
        """That a sheet exists and where it stands; whose marks may be read is `reports.sheet_access`."""
        if user.is_admin:
            return self
        units = user.unit_ids()
        return self.filter(Q(bloc__in=user.blocs()) | Q(table__criteria__department__in=units)).distinct()

    def with_names(self):
        return self.select_related("unit", "stage", "checker", "table__pact", "bloc__season", "bloc__series")


class Sheet(Revised):
    """One unit's sheet under one table. `stage` is where it stands; closed, it has passed the last one.

    `checker` is the unit drawn to cross-check it; none where the standing body does (fewer than three units).
    """

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        RETURNED = "returned", _("returned")
        CLOSED = "closed", _("closed")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="sheets", verbose_name=_("bloc"))
    table = models.ForeignKey(CriteriaTable, models.PROTECT, related_name="sheets", verbose_name=_("criteria table"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sheets", verbose_name=_("unit"))
    order = models.PositiveSmallIntegerField(_("precedence"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="sheets", editable=False, verbose_name=_("stage"))
    checker = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, editable=False, related_name="checks",
        verbose_name=_("cross-checked by"),
    )  # fmt: skip
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["table", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["table", "unit"], name="sheet_is_unique_for_its_unit"),
            one_of("sheet", "state", ["open", "returned", "closed"]),
            models.CheckConstraint(
                name="sheet_is_not_checked_by_its_own_unit",
                condition=Q(checker__isnull=True) | ~Q(checker=models.F("unit")),
                violation_error_message=_("A unit never checks its own sheet."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} – {self.bloc.name}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:sheet_detail", args=[self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    @property
    def checking_place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.checker_id)


class Draw(models.Model):
    """Who cross-checks whom, drawn once from a seed nobody chose; anyone can repeat the draw from what stands here."""

    table = models.OneToOneField(CriteriaTable, models.PROTECT, related_name="draw", verbose_name=_("criteria table"))
    method = models.CharField(_("method"), max_length=20, default="cycle/1")
    seed = models.CharField(_("seed"), max_length=64)
    drawn_at = models.DateTimeField(_("drawn at"))
    drawn_by = LineField(_("drawn by"), max_length=200)
    slugs = models.JSONField(_("addresses the units had when it was drawn"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("draw of the cross-checks")
        verbose_name_plural = _("draws of the cross-checks")

    def __str__(self):
        return self.seed

    def slug_of(self, unit: Unit) -> str:
        """The address the unit had that day: by it, and by no later one, the draw can be repeated."""
        return self.slugs.get(str(unit.pk), unit.slug)


class Passage(models.Model):
    """A sheet passed a stage: who sent it on, and when; or that the deadline passed without."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="passages", verbose_name=_("score sheet"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="passages", verbose_name=_("stage"))
    passed_at = models.DateTimeField(_("passed at"))
    passed_by = LineField(_("passed by"), max_length=200)
    is_forced = models.BooleanField(_("moved on without its marks, after the deadline"), default=False)
    note = LineField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("passage of a sheet")
        verbose_name_plural = _("passages of sheets")
        ordering = ["sheet", "passed_at", "pk"]

    def __str__(self):
        return f"{self.sheet}: {self.stage}"


class Return(models.Model):
    """A sheet sent back to an earlier stage with a reason. Only the named criteria reopen; none named: all of them."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="returns", verbose_name=_("score sheet"))
    from_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", verbose_name=_("from"))
    to_stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", verbose_name=_("to"))
    criteria = models.ManyToManyField(Criterion, related_name="returns", blank=True, verbose_name=_("criteria"))
    reason = ProseField(_("reason for the return"))
    returned_at = models.DateTimeField(_("returned at"))
    returned_by = LineField(_("returned by"), max_length=200)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("return of a sheet")
        verbose_name_plural = _("returns of sheets")
        ordering = ["sheet", "returned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="return_has_a_reason",
                condition=Q(reason__gt=""),
                violation_error_message=_("Say why the sheet is returned."),
            )
        ]

    def __str__(self):
        return self.reason[:80]


class StageExtension(models.Model):
    """A later deadline of a stage, for all units or for one, with its reason. The sealed table stays as it is."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="extensions", verbose_name=_("stage"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit, or all")
    )
    due_on = models.DateField(_("due on"))
    reason = LineField(_("reason"), max_length=300)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = LineField(_("made by"), max_length=200)

    class Meta:
        verbose_name = _("extension of a stage")
        verbose_name_plural = _("extensions of stages")
        ordering = ["stage", "pk"]

    def __str__(self):
        return f"{self.stage} – {self.unit or _('all units')} – {self.due_on}"


class MarkQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(sheet__in=Sheet.objects.visible_to(user))


class Mark(Revised):
    """What one stage says of one criterion of one unit; never overwritten by a later stage.

    By hand: `points`. Everything else: `value`, or `numerator` and `denominator` (yes/no is 1 or 0), from which the
    points follow. An explanation has a `reason` alone. No row: this stage has not spoken, which is not 0.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks", verbose_name=_("score sheet"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks", verbose_name=_("criterion"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="marks", verbose_name=_("stage"))
    points = exact(_("points"), null=True, blank=True)
    value = exact(_("value"), null=True, blank=True)
    numerator = exact(_("numerator"), null=True, blank=True)
    denominator = exact(_("denominator"), null=True, blank=True)
    reason = ProseField(_("reason"), blank=True)
    is_from_figure = models.BooleanField(_("taken from the reported figure"), default=False, editable=False)
    needs_review = models.BooleanField(_("changed since it was reviewed"), default=False, editable=False)
    given_by = LineField(_("given by"), max_length=200)
    giver = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("account")
    )
    given_at = models.DateTimeField(_("given at"))

    objects = MarkQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a mark"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["sheet", "criterion", "stage__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "criterion", "stage"],
                name="mark_is_given_once_in_its_stage",
                violation_error_message=_("This criterion has a mark of this stage already."),
            ),
            models.CheckConstraint(
                name="mark_says_one_thing",
                condition=Q(points__isnull=False, value=None, numerator=None, denominator=None)
                | Q(points=None, value__isnull=False, numerator=None, denominator=None)
                | Q(points=None, value=None, numerator__isnull=False, denominator__gt=Decimal(0))
                | Q(points=None, value=None, numerator=None, denominator=None, reason__gt=""),
                violation_error_message=_("Give the points, or the figure from which they follow."),
            ),
            models.CheckConstraint(
                name="mark_has_no_negative_points", condition=Q(points__isnull=True) | Q(points__gte=0)
            ),
        ]

    def __str__(self):
        return f"{self.sheet} – {self.criterion}"
