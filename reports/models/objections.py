"""What is said against a mark or a unit: appeals, knock-outs and ceilings, each settled by somebody with a reason."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import LineField, LockingQuerySet, Place, ProseField, Revised, User, exact, one_of
from pacts.models import Criterion, Stage
from reports.models.sheets import Sheet


class AppealQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(sheet__in=Sheet.objects.visible_to(user))


class Appeal(Revised):
    """A unit objects to one mark. It goes to whoever gave that mark and is answered with a reason."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        KEPT = "kept", _("mark kept")
        CHANGED = "changed", _("mark changed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="appeals", verbose_name=_("score sheet"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="appeals", verbose_name=_("criterion"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="appeals", verbose_name=_("stage"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    text = ProseField(_("what the unit objects to"))
    filed_at = models.DateTimeField(_("filed at"))
    filed_by = LineField(_("filed by"), max_length=200)
    answer = ProseField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    answered_by = LineField(_("answered by"), max_length=200, blank=True, editable=False)

    objects = AppealQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of an appeal"))

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["sheet", "filed_at", "pk"]
        constraints = [
            one_of("appeal", "state", ["open", "kept", "changed", "withdrawn"]),
            models.UniqueConstraint(
                fields=["sheet", "criterion"],
                condition=Q(state="open"),
                name="appeal_is_open_once_for_its_criterion",
                violation_error_message=_("An appeal on this criterion is waiting for its answer already."),
            ),
            models.CheckConstraint(
                name="appeal_is_answered_with_a_reason",
                condition=Q(state__in=["open", "withdrawn"]) | Q(answer__gt="", answered_at__isnull=False),
                violation_error_message=_("Give the reason for the answer."),
            ),
        ]

    def __str__(self):
        return f"{self.sheet} – {self.criterion}"

    @property
    def place(self) -> Place:
        return self.sheet.place


class KnockOutQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(sheet__bloc__in=user.blocs())

    def confirmed(self):
        return self.filter(state=KnockOut.State.CONFIRMED)


class KnockOut(Revised):
    """Why a unit is not ranked, or not above a ceiling: a legal basis and a document, proposed and confirmed by two."""

    class Effect(models.TextChoices):
        EXCLUDE = "exclude", _("not considered")
        CEILING = "ceiling", _("not above a ceiling")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        DISMISSED = "dismissed", _("dismissed")

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="knock_outs", verbose_name=_("score sheet"))
    effect = models.CharField(_("effect"), max_length=8, choices=Effect, default=Effect.EXCLUDE)
    ceiling = exact(_("ceiling, in per cent of the assigned maximum"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)
    ground = ProseField(_("ground"))
    legal_basis = LineField(_("legal basis"), max_length=300)
    document = LineField(_("document"), max_length=300)
    proposed_at = models.DateTimeField(_("proposed at"), editable=False)
    proposed_by = LineField(_("proposed by"), max_length=200, editable=False)
    proposer = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("account")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)
    settled_by = LineField(_("settled by"), max_length=200, blank=True, editable=False)
    settled_reason = ProseField(_("reason"), blank=True)

    objects = KnockOutQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a knock-out"))

    class Meta:
        verbose_name = _("knock-out or ceiling")
        verbose_name_plural = _("knock-outs and ceilings")
        ordering = ["sheet", "pk"]
        constraints = [
            one_of("knockout", "state", ["proposed", "confirmed", "dismissed"]),
            one_of("knockout", "effect", ["exclude", "ceiling"]),
            models.CheckConstraint(
                name="knockout_has_its_ground",
                condition=Q(legal_basis__gt="", document__gt="", ground__gt=""),
                violation_error_message=_("Name the ground, the legal basis and the document."),
            ),
            models.CheckConstraint(
                name="knockout_has_a_ceiling_where_it_sets_one",
                condition=Q(effect="exclude", ceiling=None)
                | Q(effect="ceiling", ceiling__gte=Decimal(0), ceiling__lte=Decimal(100)),
                violation_error_message=_("A ceiling is between 0 and 100 per cent; an exclusion has none."),
            ),
        ]

    def __str__(self):
        return f"{self.sheet.unit}: {self.get_effect_display()}"

    @property
    def place(self) -> Place:
        return self.sheet.place
