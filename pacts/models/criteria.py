"""The criteria table of a pact: what earns points, by which formula, judged by whom, through which stages.

It belongs to one version of the pact and freezes with it; an amendment brings a new version of both.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import LineField, LockingQuerySet, Place, ProseField, Revised, Unit, exact, one_of
from pacts.logic import formulas
from pacts.logic.formulas import Formula
from pacts.models.pacts import Pact
from pacts.models.pledges import Pledge


class CriteriaTableQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(pact__bloc__in=user.blocs())

    def with_names(self):
        return self.select_related("pact__bloc__season", "pact__bloc__series__organiser")


class CriteriaTable(Revised):
    """The table and the rules of scoring. `maximum` is what the main groups (and an inside bonus) add up to."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")

    class Outcome(models.TextChoices):
        RANKS = "ranks", _("ranks")
        CLASSES = "classes", _("groups")

    pact = models.OneToOneField(Pact, models.CASCADE, related_name="criteria_table", verbose_name=_("pact"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    name = LineField(_("name"), max_length=300)
    maximum = exact(_("maximum"), default=Decimal(100))
    bonus_is_inside = models.BooleanField(
        _("bonus points are part of the maximum"),
        default=False,
        help_text=_("Otherwise bonus points come on top of it."),
    )
    step = exact(_("smallest step of points given by hand"), default=Decimal("0.5"))
    reason_length = models.PositiveSmallIntegerField(
        _("shortest reason, in characters"),
        default=20,
        help_text=_("A mark at the maximum, or different from the stage before, needs a reason of this length."),
    )
    outcome = models.CharField(_("what comes out"), max_length=8, choices=Outcome, default=Outcome.RANKS)
    classes = models.JSONField(_("groups"), default=list, blank=True)
    tie_breaks = models.JSONField(_("what breaks a tie, in order"), default=list, blank=True)
    appeals_from = models.DateField(_("appeals from"), null=True, blank=True)
    appeals_until = models.DateField(_("appeals until"), null=True, blank=True)
    formulas = models.CharField(_("version of the formulas"), max_length=8, default=formulas.VERSION, editable=False)
    source = LineField(_("source"), max_length=500, blank=True)
    origin = LineField(_("drafted from"), max_length=300, blank=True, editable=False)
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True, editable=False)
    adopted_by = LineField(_("adopted by"), max_length=200, blank=True, editable=False)

    objects = CriteriaTableQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a criteria table"))

    class Meta:
        verbose_name = _("criteria table")
        verbose_name_plural = _("criteria tables")
        ordering = ["-pk"]
        constraints = [
            one_of("criteriatable", "state", ["draft", "adopted"]),
            models.CheckConstraint(
                name="criteriatable_has_a_time_when_adopted",
                condition=Q(state="adopted", adopted_at__isnull=False) | Q(state="draft", adopted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="criteriatable_has_a_maximum",
                condition=Q(maximum__gt=0),
                violation_error_message=_("The maximum is more than 0."),
            ),
            models.CheckConstraint(
                name="criteriatable_closes_appeals_after_opening_them",
                condition=Q(appeals_from__isnull=True)
                | Q(appeals_until__isnull=True)
                | Q(appeals_until__gte=models.F("appeals_from")),
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("pacts:table_detail", args=[self.pact_id])

    @property
    def bloc(self):
        return self.pact.bloc

    @property
    def place(self) -> Place:
        return self.pact.place

    @property
    def is_adopted(self) -> bool:
        return self.state == self.State.ADOPTED

    @property
    def is_editable(self) -> bool:
        """A draft of a draft: neither adopted nor under a pact that is open or sealed."""
        return not self.is_adopted and self.pact.is_editable

    def for_adopting(self):
        """What the rules of adoption ask about; see `pacts.logic.tables`."""
        from pacts.models.table_facts import facts_of

        return facts_of(self)


class Criterion(Revised):
    """One node of the table. A group has no formula; its points are the sum of its children's.

    `rules` holds what the formula is told besides the points, figures as strings:
    deduction {"per", "floor"}; count {"per"}; bands {"bands": [{"upto": "0", "points": "24"}, …, {"points": "0"}]};
    proportional and relative_to_best without a pledge {"kind", "target", "target_max", "baseline", "measure"}.
    """

    class Part(models.TextChoices):
        MAIN = formulas.Part.MAIN.value, _("counts into the maximum")
        BONUS = formulas.Part.BONUS.value, _("bonus")
        PENALTY = formulas.Part.PENALTY.value, _("penalty")

    class Assessor(models.TextChoices):
        UNIT = formulas.Assessor.UNIT.value, _("the unit, then its reviewers")
        BLOC = formulas.Assessor.BLOC.value, _("the bloc")
        DEPARTMENT = formulas.Assessor.DEPARTMENT.value, _("a functional department")

    class Need(models.TextChoices):
        NONE = "none", _("no evidence needed")
        WANTED = "wanted", _("evidence welcome")
        REQUIRED = "required", _("evidence required")

    table = models.ForeignKey(CriteriaTable, models.CASCADE, related_name="criteria", verbose_name=_("criteria table"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("group")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    code = LineField(_("number on paper"), max_length=20, blank=True)
    name = LineField(_("criterion"), max_length=500)
    name_is_open = models.BooleanField(
        _("name not given by the source"),
        default=False,
        help_text=_("The source counts this criterion without naming it; the name shown is only a number."),
    )
    points = exact(_("maximum score"))
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.MAIN)
    formula = models.CharField(_("formula"), max_length=20, choices=Formula.choices(), blank=True)
    rules = models.JSONField(_("rules of the formula"), default=dict, blank=True)
    assessor = models.CharField(_("assessed by"), max_length=10, choices=Assessor, default=Assessor.UNIT)
    department = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("functional department")
    )
    pledge = models.ForeignKey(
        Pledge, models.SET_NULL, null=True, blank=True, related_name="criteria", verbose_name=_("fed by the pledge")
    )
    evidence = models.CharField(_("evidence"), max_length=8, choices=Need, default=Need.NONE)
    evidence_note = LineField(_("which evidence"), max_length=300, blank=True)
    note = ProseField(_("guidance"), blank=True)

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a criterion"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["table", "order", "pk"]
        constraints = [
            one_of("criterion", "part", [part.value for part in formulas.Part]),
            one_of("criterion", "formula", ["", *(formula.value for formula in Formula)]),
            one_of("criterion", "assessor", [assessor.value for assessor in formulas.Assessor]),
            models.CheckConstraint(
                name="criterion_has_no_negative_points",
                condition=Q(points__gte=0),
                violation_error_message=_("Points are 0 or more; a penalty is taken off by its kind."),
            ),
            models.CheckConstraint(
                name="criterion_names_its_department",
                condition=Q(assessor="department", department__isnull=False)
                | (~Q(assessor="department") & Q(department__isnull=True)),
                violation_error_message=_("Name the functional department, and only where one assesses."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}".strip()

    @property
    def is_leaf(self) -> bool:
        return self.formula != ""


class Assignment(models.Model):
    """What the bloc decided before the seal for one unit on one criterion (or a whole group of them):

    that it does not apply, or that the unit has a target of its own, or none. Units never decide this themselves.
    """

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="assignments", verbose_name=_("criterion"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name=_("unit"))
    applies = models.BooleanField(_("applies"), default=True)
    is_without_target = models.BooleanField(_("without a target"), default=False)
    target = exact(_("target"), null=True, blank=True)
    baseline = exact(_("baseline"), null=True, blank=True)
    reason = LineField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("assignment of a criterion")
        verbose_name_plural = _("assignments of criteria")
        ordering = ["criterion", "unit__precedence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "unit"],
                name="assignment_is_unique_for_its_unit",
                violation_error_message=_("This unit has its own line for this criterion already."),
            ),
            models.CheckConstraint(
                name="assignment_says_something",
                condition=Q(applies=False, is_without_target=False, target=None, baseline=None, reason__gt="")
                | Q(applies=True, is_without_target=True, target=None)
                | Q(applies=True, is_without_target=False, target__isnull=False)
                | Q(applies=True, is_without_target=False, baseline__isnull=False),
                violation_error_message=_(
                    "Say that the criterion does not apply (with the reason), or give the unit's own target."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.criterion} – {self.unit}"


class Stage(models.Model):
    """One stage of scoring, in the order of the table. The days are part of what is sealed; extensions are not."""

    class Kind(models.TextChoices):
        SELF = formulas.StageKind.SELF.value, _("self-scoring")
        CROSS = formulas.StageKind.CROSS.value, _("cross-check")
        REVIEW = formulas.StageKind.REVIEW.value, _("review by the bloc")
        EXPLAIN = formulas.StageKind.EXPLAIN.value, _("explanation by the unit")
        APPRAISE = formulas.StageKind.APPRAISE.value, _("appraisal")

    table = models.ForeignKey(CriteriaTable, models.CASCADE, related_name="stages", verbose_name=_("criteria table"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    name = LineField(_("name"), max_length=100)
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("stage of scoring")
        verbose_name_plural = _("stages of scoring")
        ordering = ["table", "order", "pk"]
        constraints = [
            one_of("stage", "kind", [kind.value for kind in formulas.StageKind]),
            models.UniqueConstraint(fields=["table", "kind"], name="stage_comes_once_in_its_table"),
            models.CheckConstraint(
                name="stage_ends_after_it_begins",
                condition=Q(opens_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=models.F("opens_on")),
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        ]

    def __str__(self):
        return self.name


class TableTemplate(models.Model):
    """A criteria table to start from; `content` has the shape of a season file's table (docs/season-file.md)."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = LineField(_("name"), max_length=200)
    description = ProseField(_("description"), blank=True)
    source = LineField(_("source"), max_length=500, blank=True)
    content = models.JSONField(_("content"), default=dict)

    class Meta:
        verbose_name = _("template of a criteria table")
        verbose_name_plural = _("templates of criteria tables")
        ordering = ["name"]

    def __str__(self):
        return self.name
