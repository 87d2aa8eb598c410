"""Blocs: what lasts (Series), one bloc in one season (Bloc), who belongs to it and who heads it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.logic.seasons import nearest_day
from blocs.logic.standing import obstacles_to_standing
from blocs.models.base import Dated, DatedQuerySet, LockingQuerySet, Named, Revised, ends_after_it_begins
from blocs.models.fields import LineField, ProseField
from blocs.models.places import Place, Season, Unit
from blocs.models.release import Releasable, ReleasableQuerySet, withdrawn_has_a_reason


class Movement(models.Model):
    """An emulation movement under its one canonical name."""

    name = LineField(_("name"), max_length=200, unique=True)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Title(models.Model):
    """A title, flag or other honour a unit can aim at, and who grants it."""

    class Kind(models.TextChoices):
        TITLE = "title", _("title")
        FLAG = "flag", _("flag")
        COMMENDATION = "commendation", _("commendation")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = LineField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    authority = LineField(_("granted by"), max_length=150, blank=True)
    order = models.PositiveSmallIntegerField(_("order, lowest first"), default=1)
    legal_basis = LineField(_("legal basis"), max_length=300, blank=True)
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("The day somebody last compared this with the text in force."),
    )
    needs_registration = models.BooleanField(_("only for units that registered for it"), default=False)

    class Meta:
        verbose_name = _("title or flag")
        verbose_name_plural = _("titles and flags")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Series(Named, Revised):
    """What lasts of a bloc from season to season. Codes such as “Cụm 1” are not unique; this is."""

    organiser = models.ForeignKey(Unit, models.PROTECT, related_name="series", verbose_name=_("organiser"))
    name = LineField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    task = ProseField(_("task of the bloc"), blank=True)

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a series"), excluded_fields=["name_sort", "name_fold"])

    class Meta:
        verbose_name = _("series of blocs")
        verbose_name_plural = _("series of blocs")
        ordering = ["name_sort"]
        constraints = [models.UniqueConstraint(fields=["organiser", "name"], name="series_is_unique_at_its_organiser")]

    def __str__(self):
        return self.name


class FormerAddress(models.Model):
    """An address a series had before; it leads to the new one."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="former_addresses", verbose_name=_("series"))
    slug = models.SlugField(_("address"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug


class BlocQuerySet(LockingQuerySet, ReleasableQuerySet):
    def visible_to(self, user):
        if user.is_admin:
            return self
        return self.filter(pk__in=user.blocs())

    def with_names(self):
        return self.select_related("series__organiser", "season")


class Bloc(Named, Revised, Releasable):
    """One bloc in one season. Next year's is a new row that points back to this one."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="blocs", verbose_name=_("series"))
    season = models.ForeignKey(Season, models.PROTECT, related_name="blocs", verbose_name=_("season"))
    name = LineField(_("name in this season"), max_length=200)
    code = LineField(_("code"), max_length=60, blank=True)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("last season's bloc")
    )
    decision_number = LineField(_("number of the founding decision"), max_length=150, blank=True)
    slogan = LineField(_("watchword of the season"), max_length=500, blank=True)
    stated_unit_count = models.PositiveSmallIntegerField(
        _("number of units the source states"),
        null=True,
        blank=True,
        help_text=_("A stated count may stand without names."),
    )
    sector = LineField(_("sector"), max_length=80, blank=True)
    level_words = LineField(_("level, as the source says"), max_length=120, blank=True)
    source = LineField(_("source"), max_length=500, blank=True)
    source_is_complete = models.BooleanField(_("source can be looked up as it is written"), default=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = BlocQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a bloc"), excluded_fields=["name_sort", "name_fold"])

    class Meta:
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")
        ordering = ["-season__starts_on", "name_sort"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "season"],
                name="bloc_is_unique_in_its_season",
                violation_error_message=_("This bloc exists in this season already."),
            ),
            withdrawn_has_a_reason("bloc"),
        ]

    def __str__(self):
        return f"{self.name}, {self.season.name}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.pk)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("blocs:bloc_detail", args=[self.pk])

    @property
    def day(self):
        """Today, or the day of its season nearest to today: when to ask who belongs to it and who heads it."""
        return nearest_day(timezone.localdate(), self.season.starts_on, self.season.ends_on)

    def obstacles(self) -> list[str]:
        """What keeps it from standing, in sentences; nothing where a pact may be opened."""
        members = [row.unit for row in self.memberships.on(self.day).in_order()]
        gone = [unit.name for unit in members if unit.until_on and unit.until_on < self.day]
        has_head = self.headships.heading(self.day).exists()
        return obstacles_to_standing(len(members), has_head, gone)


class MembershipQuerySet(LockingQuerySet, DatedQuerySet):
    def in_order(self):
        return self.select_related("unit").order_by("order", "unit__precedence", "unit__name_sort", "pk")


class Membership(Revised, Dated):
    """A unit belongs to a bloc, from a day until a day; a unit may be in two blocs at once."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="memberships", verbose_name=_("bloc"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    order = models.PositiveSmallIntegerField(_("precedence"), default=1)
    decision_number = LineField(_("decision number"), max_length=100, blank=True)
    note = LineField(_("note"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a membership"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["bloc", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "unit"],
                name="membership_is_unique_in_its_bloc",
                violation_error_message=_("This unit is a member of the bloc already."),
            ),
            ends_after_it_begins("membership"),
        ]

    def __str__(self):
        return f"{self.unit} – {self.bloc}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)


class HeadshipQuerySet(DatedQuerySet):
    def heading(self, day: date | None = None) -> Self:
        """Who has the head's rights on the day (today where none is named): the head, and who acts in its place."""
        return self.on(day).filter(part__in=Headship.HEADING)


class Headship(Dated):
    """Which unit heads or deputises a bloc. Units hold it, not persons; the leader of the unit speaks for it."""

    class Part(models.TextChoices):
        HEAD = "head", _("head of the bloc")
        DEPUTY = "deputy", _("deputy head of the bloc")
        NEXT_HEAD = "next_head", _("head for the next season")
        NEXT_DEPUTY = "next_deputy", _("deputy head for the next season")
        ACTING = "acting", _("acting head of the bloc")

    class Chosen(models.TextChoices):
        ELECTED = "elected", _("elected")
        ASSIGNED = "assigned", _("assigned by the superior")
        ROTA = "rota", _("by rota")
        UNKNOWN = "unknown", _("not stated")

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="headships", verbose_name=_("bloc"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="headships", verbose_name=_("unit"))
    part = models.CharField(_("part"), max_length=12, choices=Part)
    chosen = models.CharField(_("how chosen"), max_length=10, choices=Chosen, default=Chosen.UNKNOWN)
    decision_number = LineField(_("decision number"), max_length=100, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    note = LineField(_("note"), max_length=300, blank=True)

    HEADING = (Part.HEAD, Part.ACTING)

    objects = HeadshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("headship")
        verbose_name_plural = _("headships")
        ordering = ["bloc", "part", "from_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "part"],
                condition=Q(until_on__isnull=True),
                name="headship_is_held_by_one_unit_at_a_time",
            ),
            models.CheckConstraint(
                name="headship_acting_has_its_days",
                condition=~Q(part="acting") | Q(from_on__isnull=False, until_on__isnull=False),
                violation_error_message=_("Give the first and the last day of acting."),
            ),
            ends_after_it_begins("headship"),
        ]

    def __str__(self):
        return f"{self.unit} – {self.get_part_display()}"


class Remark(models.Model):
    """A fact of the bloc's season that fits no column: what the source says, in our words."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="remarks", verbose_name=_("bloc"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text = ProseField(_("fact"))
    is_inferred = models.BooleanField(_("inferred, not stated by the source"), default=False)

    class Meta:
        verbose_name = _("further fact")
        verbose_name_plural = _("further facts")
        ordering = ["bloc", "order", "pk"]

    def __str__(self):
        return self.text[:80]
