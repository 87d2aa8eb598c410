"""What was reached: figures by unit or bloc and phase, and the words beside them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import (
    Bloc,
    LineField,
    LockingQuerySet,
    Phase,
    Place,
    ProseField,
    Releasable,
    ReleasableQuerySet,
    Revised,
    Unit,
    exact,
    one_of,
    withdrawn_has_a_reason,
)
from pacts.models import Pact, Pledge
from reports.logic.deadlines import deadline


class ReportingQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def with_names(self):
        return self.select_related("bloc__season", "bloc__series", "phase__season")


class Reporting(Revised):
    """One bloc's reporting for one phase of its season: opened, extended and closed by the secretary."""

    class State(models.TextChoices):
        PLANNED = "planned", _("not open yet")
        OPEN = "open", _("open for reports")
        CLOSED = "closed", _("locked")

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="reportings", verbose_name=_("bloc"))
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="reportings", verbose_name=_("phase"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("locked at"), null=True, blank=True, editable=False)
    closed_by = LineField(_("locked by"), max_length=200, blank=True, editable=False)

    objects = ReportingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting phase of a bloc")
        verbose_name_plural = _("reporting phases of blocs")
        ordering = ["bloc", "phase__ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "phase"], name="reporting_is_unique_in_its_phase"),
            one_of("reporting", "state", ["planned", "open", "closed"]),
        ]

    def __str__(self):
        return f"{self.bloc.name} – {self.phase.name}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:reporting_detail", args=[self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)

    def pledges(self):
        """What is reported on: the pledges of the bloc's newest sealed pact."""
        newest = Pact.objects.sealed().filter(bloc=self.bloc_id).order_by("-version").values("pk")[:1]
        return Pledge.objects.filter(pact__in=newest).in_order()

    @property
    def has_pledges(self) -> bool:
        return self.pledges().exists()

    def due_for(self, unit_id: int | None) -> date | None:
        """The last day for a unit, with its extensions; for the bloc's own figures where `unit_id` is None."""
        later = [(extension.unit_id, extension.due_on) for extension in self.extensions.all()]
        return deadline(self.due_on, later, unit_id)


class Extension(models.Model):
    """A later deadline, for all units or for one, with its reason."""

    reporting = models.ForeignKey(
        Reporting, models.CASCADE, related_name="extensions", verbose_name=_("reporting phase")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit, or all")
    )
    due_on = models.DateField(_("due on"))
    reason = LineField(_("reason"), max_length=300)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = LineField(_("made by"), max_length=200)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["reporting", "pk"]

    def __str__(self):
        return f"{self.unit or _('all units')} – {self.due_on}"


class FigureQuerySet(LockingQuerySet, ReleasableQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def of_units(self):
        return self.filter(unit__isnull=False)

    def of_bloc(self):
        return self.filter(unit__isnull=True)


class Figure(Revised, Releasable):
    """What a unit (or the bloc, where `unit` is empty) reached in a phase.

    One of: `value`; `numerator` and `denominator`; `statement` in words; or not applicable. No row means
    not reported, which is neither 0 nor not applicable. `measure` and `indicator` speak where no pledge does.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="figures", verbose_name=_("bloc"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("unit")
    )
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="figures", verbose_name=_("phase"))
    pledge = models.ForeignKey(
        Pledge, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("pledge")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    indicator = LineField(_("indicator"), max_length=500, blank=True)
    measure = LineField(_("unit of measure"), max_length=60, blank=True)
    value = exact(_("value"), null=True, blank=True)
    numerator = exact(_("numerator"), null=True, blank=True)
    denominator = exact(_("denominator"), null=True, blank=True)
    statement = LineField(_("result in words"), max_length=500, blank=True)
    is_not_applicable = models.BooleanField(_("not applicable"), default=False)
    is_withheld = models.BooleanField(_("withheld from publication"), default=False)
    note = LineField(_("note"), max_length=500, blank=True)
    source = LineField(_("source of the figure"), max_length=300, blank=True)

    objects = FigureQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a figure"))

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["bloc", "phase__ends_on", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "phase", "unit"],
                condition=Q(pledge__isnull=False, unit__isnull=False),
                name="figure_is_unique_for_its_unit_and_phase",
                violation_error_message=_("This unit has a figure for this pledge and phase already."),
            ),
            models.UniqueConstraint(
                fields=["pledge", "phase"],
                condition=Q(pledge__isnull=False, unit__isnull=True),
                name="figure_of_a_bloc_is_unique_in_its_phase",
            ),
            models.CheckConstraint(
                name="figure_is_about_something", condition=Q(pledge__isnull=False) | Q(indicator__gt="")
            ),
            models.CheckConstraint(
                name="figure_says_one_thing",
                condition=Q(is_not_applicable=True, value=None, numerator=None, denominator=None)
                | Q(is_not_applicable=False, value__isnull=False, numerator=None, denominator=None)
                | Q(is_not_applicable=False, value=None, numerator__isnull=False, denominator__isnull=False)
                | Q(is_not_applicable=False, value=None, numerator=None, denominator=None, statement__gt=""),
                violation_error_message=_(
                    "Give a value, or a numerator with its denominator, or the result in words, "
                    "or say it does not apply."
                ),
            ),
            withdrawn_has_a_reason("figure"),
        ]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    @property
    def name(self) -> str:
        return self.pledge.name if self.pledge_id else self.indicator

    @property
    def measured_in(self) -> str:
        return self.measure or (self.pledge.measure if self.pledge_id else "")


class ReportQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(reporting__bloc__in=user.blocs())

    def sent(self):
        return self.filter(state=Report.State.SENT)


class Report(Revised):
    """A unit's (or the bloc's own) report for a phase: the words beside the figures, sent by a person."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SENT = "sent", _("submitted")
        RETURNED = "returned", _("returned")

    reporting = models.ForeignKey(Reporting, models.CASCADE, related_name="reports", verbose_name=_("reporting phase"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("unit")
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    results = ProseField(_("results"), blank=True)
    limits = ProseField(_("limits"), blank=True)
    causes = ProseField(_("causes"), blank=True)
    good_models = ProseField(_("models worth following"), blank=True)
    next_tasks = ProseField(_("next tasks"), blank=True)
    sent_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    sent_by = LineField(_("submitted by"), max_length=200, blank=True, editable=False)
    is_late = models.BooleanField(_("late"), default=False, editable=False)
    returned_reason = ProseField(_("reason for the return"), blank=True, editable=False)
    code = LineField(_("reference code"), max_length=9, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)
    accepted_by = LineField(_("accepted by"), max_length=200, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a report"))

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reporting", "unit__precedence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporting", "unit"], condition=Q(unit__isnull=False), name="report_is_unique_for_its_unit"
            ),
            models.UniqueConstraint(
                fields=["reporting"], condition=Q(unit__isnull=True), name="report_of_the_bloc_is_unique"
            ),
            one_of("report", "state", ["draft", "sent", "returned"]),
            models.UniqueConstraint(fields=["code"], condition=Q(code__gt=""), name="report_code_is_unique"),
        ]

    def __str__(self):
        return f"{self.unit or self.reporting.bloc.name} – {self.reporting.phase.name}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.reporting.bloc_id, unit_id=self.unit_id)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:report_detail", args=[self.pk])

    @property
    def is_accepted(self) -> bool:
        """Accepted as it was last sent; sent again, it is to be accepted again."""
        return bool(self.accepted_at and self.sent_at and self.accepted_at >= self.sent_at)

    def figures(self):
        """The figures this report stands for: those of its unit (or of the bloc) on the pledges asked for."""
        asked = self.reporting.pledges().order_by().values("pk")
        return Figure.objects.filter(unit=self.unit_id, phase=self.reporting.phase_id, pledge__in=asked)

    @property
    def has_figures(self) -> bool:
        return self.figures().exists()
