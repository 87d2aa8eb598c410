"""What is promised: pledges, alone or in groups; a unit's own targets, and the titles it aims at."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import LineField, LockingQuerySet, Membership, Place, Revised, Title, Unit, exact, one_of
from pacts.logic.targets import Judged, Kind, phrase, problems_of
from pacts.models.pacts import Pact, Section


class PledgeGroup(models.Model):
    """Pledges judged together: each of them, or their sum (traffic accidents: cases, deaths, injuries)."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="groups", verbose_name=_("pact"))
    name = LineField(_("name"), max_length=200)
    judged = models.CharField(
        _("judged"),
        max_length=6,
        choices=Judged.choices(),
        default=Judged.ALL_OF.value,
    )

    class Meta:
        verbose_name = _("group of pledges")
        verbose_name_plural = _("groups of pledges")
        ordering = ["pact", "pk"]
        constraints = [models.UniqueConstraint(fields=["pact", "name"], name="group_is_unique_in_its_pact")]

    def __str__(self):
        return self.name


class PledgeQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(pact__bloc__in=user.blocs())

    def in_order(self):
        return self.select_related("section", "group").order_by("section__order", "section_id", "order", "pk")


class Pledge(Revised):
    """One thing promised. `target` is in `measure`; for reductions it is the percentage of the fall."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="pledges", verbose_name=_("pact"))
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="pledges", verbose_name=_("content")
    )
    group = models.ForeignKey(
        PledgeGroup, models.SET_NULL, null=True, blank=True, related_name="pledges", verbose_name=_("group")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = LineField(_("pledge"), max_length=500)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices(), default=Kind.QUALITATIVE.value)
    target = exact(_("target"), null=True, blank=True)
    target_max = exact(_("upper target"), null=True, blank=True)
    measure = LineField(_("unit of measure"), max_length=60, blank=True)
    baseline = exact(_("baseline"), null=True, blank=True)
    baseline_label = LineField(_("baseline period"), max_length=100, blank=True)
    allows_over_100 = models.BooleanField(_("percentage may pass 100%"), default=False)
    data_source = LineField(_("source of the figures"), max_length=300, blank=True)
    note = LineField(_("note"), max_length=500, blank=True)
    follows = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="followers",
        verbose_name=_("last season's pledge"),
    )
    is_unreviewed_copy = models.BooleanField(_("copied, not reviewed yet"), default=False, editable=False)

    objects = PledgeQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a pledge"))

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["pact", "section__order", "section_id", "order", "pk"]
        constraints = [one_of("pledge", "kind", [kind.value for kind in Kind])]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        return self.pact.place

    @property
    def phrase(self) -> str:
        """The target in words: “≥ 90%”, “không để xảy ra”."""
        return phrase(Kind(self.kind), self.target, self.target_max, self.measure, self.baseline_label)

    @property
    def compared_with(self) -> Decimal | str:
        """What a fall is measured against: the figure where it is known, else the period in words."""
        return self.baseline_label if self.baseline is None else self.baseline

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is missing or wrong in this row, as (field, sentence)."""
        words = (self.target, self.target_max, self.compared_with, self.measure)
        return problems_of(Kind(self.kind), *words, above_100=self.allows_over_100)


class OwnTarget(Revised):
    """A unit's own target where it pledges more than the bloc's common one."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="own_targets", verbose_name=_("pledge"))
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="own_targets", verbose_name=_("member"))
    target = exact(_("target"))
    target_max = exact(_("upper target"), null=True, blank=True)
    baseline = exact(_("baseline"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit's own target")
        verbose_name_plural = _("units' own targets")
        ordering = ["pledge", "membership__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "membership"],
                name="own_target_is_unique_for_its_unit",
                violation_error_message=_("This unit has its own target for this pledge already."),
            )
        ]

    def __str__(self):
        return f"{self.membership.unit}: {self.target}"


class Registration(models.Model):
    """A title a unit aims at this season."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="registrations", verbose_name=_("pact"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations", verbose_name=_("unit"))
    title = models.ForeignKey(Title, models.PROTECT, related_name="registrations", verbose_name=_("title or flag"))

    class Meta:
        verbose_name = _("registration of a title")
        verbose_name_plural = _("registrations of titles")
        ordering = ["pact", "unit__precedence", "unit__name_sort", "title__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact", "unit", "title"],
                name="registration_is_made_once",
                violation_error_message=_("This unit has registered for this title already."),
            )
        ]

    def __str__(self):
        return f"{self.unit}: {self.title}"
