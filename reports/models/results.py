"""The result of a season as it was published: frozen, and corrected only by a further revision."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blocs.models import Bloc, LineField, LockingQuerySet, Place, ProseField, Revised, Unit, User, exact, one_of
from pacts.models import CriteriaTable


class ResultQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def published(self):
        return self.filter(state=Result.State.PUBLISHED)

    def newest(self):
        """Of each bloc the newest published revision."""
        later = Result.objects.published().filter(bloc=models.OuterRef("bloc"), number__gt=models.OuterRef("number"))
        return self.published().filter(~models.Exists(later))


class Result(Revised):
    """One revision of a bloc's result. `package` holds inputs, rules and outcome as JSON text, `digest` its SHA-256.

    Published, nothing of it changes; a trigger of the database refuses it too.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("prepared")
        PUBLISHED = "published", _("published")

    class Mode(models.TextChoices):
        RANKING = "ranking", _("full ranking")
        CLASSES = "classes", _("groups")
        HONOURS = "honours", _("honours only")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="results", verbose_name=_("bloc"))
    table = models.ForeignKey(CriteriaTable, models.PROTECT, related_name="results", verbose_name=_("criteria table"))
    number = models.PositiveSmallIntegerField(_("revision number"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    mode = models.CharField(_("what the public sees"), max_length=8, choices=Mode, default=Mode.CLASSES)
    correction_note = ProseField(_("what was corrected"), blank=True)
    package = models.TextField(editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("prepared by")
    )
    author_name = LineField(_("prepared by"), max_length=200, blank=True, editable=False)
    released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("released by")
    )
    released_by_name = LineField(_("released by"), max_length=200, blank=True, editable=False)
    prepared_at = models.DateTimeField(_("prepared at"), editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "number"], name="result_number_is_unique_in_its_bloc"),
            models.UniqueConstraint(fields=["bloc"], condition=Q(state="draft"), name="result_has_one_draft_revision"),
            one_of("result", "state", ["draft", "published"]),
            models.CheckConstraint(
                name="result_has_its_time",
                condition=Q(state="draft", published_at=None) | Q(state="published", published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="result_is_released_by_a_second_person",
                condition=Q(author=None) | Q(released_by=None) | ~Q(author=F("released_by")),
                violation_error_message=_("A result is released by someone other than who prepared it."),
            ),
        ]

    def __str__(self):
        return f"{_('Result')} – {self.bloc}"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:result_detail", args=[self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED


class Placing(models.Model):
    """One unit's line of a result, in words and figures of that day."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="placings", verbose_name=_("result"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placings", verbose_name=_("unit"))
    unit_name = LineField(_("unit, as written"), max_length=200)
    order = models.PositiveSmallIntegerField(_("place in the list"))
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    is_tied = models.BooleanField(_("tied"), default=False)
    class_name = LineField(_("group"), max_length=100, blank=True)
    achieved = exact(_("points achieved"))
    assigned = exact(_("points assigned"))
    percent = exact(_("per cent of the assigned maximum"))
    decided_by = LineField(_("decided by"), max_length=300, blank=True)
    excluded_for = ProseField(_("not considered because"), blank=True)

    class Meta:
        verbose_name = _("placing")
        verbose_name_plural = _("placings")
        ordering = ["result", "order"]
        constraints = [
            models.UniqueConstraint(fields=["result", "unit"], name="placing_is_unique_for_its_unit"),
            models.CheckConstraint(
                name="placing_is_ranked_classed_or_excluded",
                condition=Q(rank__isnull=False) | Q(class_name__gt="") | Q(excluded_for__gt=""),
            ),
        ]

    def __str__(self):
        return f"{self.unit_name}: {self.rank or self.class_name}"
