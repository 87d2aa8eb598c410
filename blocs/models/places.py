"""Units as a dated tree, and seasons as ranges of days."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models.base import Dated, DatedQuerySet, LockingQuerySet, Named, Revised, ends_after_it_begins
from blocs.models.fields import LineField


@dataclass(frozen=True)
class Place:
    """Where something stands, as far as rights are concerned: at a bloc, at a unit, or nowhere."""

    bloc_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True)
class UnitThen:
    """A unit under the name and parent it had on a day."""

    unit: "Unit"
    name: str
    parent_id: int | None


class Level(models.Model):
    """A level of the organisation. Levels come and go with reforms, so they are rows."""

    name = LineField(_("name"), max_length=100, unique=True)
    order = models.PositiveSmallIntegerField(_("order, highest first"), default=1)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class UnitQuerySet(LockingQuerySet, DatedQuerySet):
    def below(self, unit: "Unit"):
        """The unit itself and every unit under it."""
        return self.filter(path__startswith=unit.path)

    def visible_to(self, user):
        if user.is_admin:
            return self
        return self.filter(Q(pk__in=user.unit_ids()) | Q(memberships__bloc__in=user.blocs())).distinct()


class Unit(Named, Revised, Dated):
    """One unit as it stands today; how it stood before is in `pasts`, what became of it in `successions`."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    code = LineField(_("code"), max_length=30, blank=True)
    name = LineField(_("name"), max_length=200)
    short_name = LineField(_("short name"), max_length=80, blank=True)
    name_is_open = models.BooleanField(
        _("name not given by the source"),
        default=False,
        help_text=_("The source counts this unit without naming it; the name shown is only a number."),
    )
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("level")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent unit")
    )
    precedence = models.PositiveSmallIntegerField(_("precedence"), default=100)
    path = models.CharField(max_length=255, editable=False, db_index=True, default="")

    objects = UnitQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a unit"), excluded_fields=["name_sort", "name_fold", "path"])

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["precedence", "name_sort", "pk"]
        constraints = [ends_after_it_begins("unit")]

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        """Keeps `path` (“/1/5/9/”): the ids from the root down to this unit, children following their parent."""
        before = self.path
        super().save(*args, update_fields=update_fields, **kwargs)
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if self.path != before:
            Unit.objects.filter(pk=self.pk).update(path=self.path)
            for child in self.children.all():
                child.parent = self
                child.save(update_fields=["path"])

    @property
    def place(self) -> Place:
        return Place(unit_id=self.pk)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("blocs:unit_detail", args=[self.pk])

    def past_on(self, day: date | None) -> "UnitPast | None":
        """How it stood on the day, where that was otherwise than now."""
        return day and next((past for past in self.pasts.all() if past.is_in_force(day)), None)

    def name_on(self, day: date | None) -> str:
        """The name it bore on the day, so that an old pact still reads under the old name."""
        past = self.past_on(day)
        return past.name if past else self.name

    def as_on(self, day: date) -> "UnitThen":
        past = self.past_on(day) or self
        return UnitThen(self, past.name, past.parent_id)

    def ancestor_ids(self) -> set[int]:
        """This unit and all above it."""
        return {int(part) for part in self.path.strip("/").split("/") if part}


class UnitPast(Dated):
    """How a unit was called and where it hung before a change."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="pasts", verbose_name=_("unit"))
    name = LineField(_("name"), max_length=200)
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("level"))
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("parent unit")
    )
    decision_number = LineField(_("decision number"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("former form of a unit")
        verbose_name_plural = _("former forms of units")
        ordering = ["unit", "until_on"]
        constraints = [ends_after_it_begins("unitpast")]

    def __str__(self):
        return self.name


class Succession(models.Model):
    """One unit took over (part of) another: merger, split, dissolution with a successor."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("merged into")
        SPLIT = "split", _("split into")
        REPLACED = "replaced", _("replaced by")

    before = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name=_("former unit"))
    after = models.ForeignKey(Unit, models.PROTECT, related_name="origins", verbose_name=_("successor"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    on = models.DateField(_("on"))
    decision_number = LineField(_("decision number"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="succession_is_recorded_once"),
            models.CheckConstraint(
                name="succession_leads_to_another_unit",
                condition=~Q(before=models.F("after")),
                violation_error_message=_("A unit cannot succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.before} – {self.get_kind_display()} {self.after}"


class Season(Revised):
    """A range of days with a kind: a year, a school year, a campaign. Never just an integer year."""

    class Kind(models.TextChoices):
        YEAR = "year", _("calendar year")
        WORK_YEAR = "work_year", _("work year")
        SCHOOL_YEAR = "school_year", _("school year")
        YEARS = "years", _("several years")
        CAMPAIGN = "campaign", _("campaign")

    slug = models.SlugField(_("address"), max_length=60)
    name = LineField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.YEAR)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_approximate = models.BooleanField(_("dates are approximate"), default=False)

    objects = LockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "starts_on", "ends_on"],
                name="season_is_registered_once",
                violation_error_message=_("This season is registered already."),
            ),
            models.CheckConstraint(
                name="season_ends_after_it_begins",
                condition=Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        ]

    def __str__(self):
        return self.name


class Phase(models.Model):
    """A stretch of a season for which figures are reported: a quarter, six months, the whole year."""

    class Kind(models.TextChoices):
        QUARTER = "quarter", _("quarter")
        HALF = "half", _("six months")
        NINE = "nine", _("nine months")
        YEAR = "year", _("whole year")
        PART = "part", _("part of a campaign")

    season = models.ForeignKey(Season, models.CASCADE, related_name="phases", verbose_name=_("season"))
    slug = models.SlugField(_("address"), max_length=40)
    name = LineField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["season", "ends_on", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["season", "slug"], name="phase_is_unique_in_its_season"),
            models.CheckConstraint(
                name="phase_ends_after_it_begins",
                condition=Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_final(self) -> bool:
        return self.ends_on >= self.season.ends_on
