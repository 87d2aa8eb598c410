"""A meeting of one or several blocs: the signing, a review, or both in one; a minute book in rows."""

from datetime import date
from pathlib import PurePosixPath

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.logic.wording import fuzzy_day
from blocs.models import (
    Bloc,
    Leader,
    LineField,
    LockingQuerySet,
    ProseField,
    Releasable,
    ReleasableQuerySet,
    Revised,
    Unit,
    exact,
    one_of,
    withdrawn_has_a_reason,
)
from pacts.logic.ceremony_states import DAY_IS_FIXED, SIGNING_KINDS
from pacts.models.pacts import Pact


class CeremonyQuerySet(LockingQuerySet, ReleasableQuerySet):
    def visible_to(self, user):
        if user.is_admin:
            return self
        return self.filter(blocs__in=user.blocs()).distinct()


class Ceremony(Revised, Releasable):
    """Where and when blocs meet. The day may be known to the day, the month, as a range, or not at all."""

    class Kind(models.TextChoices):
        SIGNING = "signing", _("signing of the pact")
        MIDYEAR = "midyear_review", _("mid-year review")
        NINE_MONTH = "nine_month_review", _("nine-month review")
        YEAREND = "year_review", _("year-end review")
        COMBINED = "year_review+signing", _("year-end review and signing")
        CAMPAIGN = "special_campaign", _("special campaign")
        COUNCIL = "council_decision", _("decision of the council")
        SCORING = "scoring", _("scoring")

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        LIVE = "live", _("under way")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    class Precision(models.TextChoices):
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        YEAR = "year", _("to the year")
        RANGE = "range", _("a range of days")
        UNKNOWN = "unknown", _("not known")

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, default=Kind.SIGNING)
    title = LineField(_("title"), max_length=400)
    blocs = models.ManyToManyField(Bloc, related_name="ceremonies", verbose_name=_("blocs"))
    pacts = models.ManyToManyField(Pact, related_name="ceremonies", blank=True, verbose_name=_("pacts"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    precision = models.CharField(_("precision of the date"), max_length=8, choices=Precision, default=Precision.DAY)
    on = models.DateField(_("date"), null=True, blank=True)
    until = models.DateField(_("last day"), null=True, blank=True)
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    part_of_day = LineField(_("part of the day"), max_length=30, blank=True)
    place_name = LineField(_("place"), max_length=300, blank=True)
    began_at = models.DateTimeField(_("began at"), null=True, blank=True, editable=False)
    held_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    postponed_from = models.DateField(_("postponed from"), null=True, blank=True, editable=False)
    secretary_name = LineField(_("taking the minutes"), max_length=200, blank=True)
    words = ProseField(_("what was said and done"), blank=True)
    source = LineField(_("source"), max_length=500, blank=True)

    objects = CeremonyQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a ceremony"))

    class Meta:
        verbose_name = _("ceremony")
        verbose_name_plural = _("ceremonies")
        ordering = ["-on", "-pk"]
        constraints = [
            one_of("ceremony", "state", ["planned", "live", "held", "cancelled"]),
            models.CheckConstraint(
                name="ceremony_has_the_date_its_precision_needs",
                condition=Q(precision="unknown", on__isnull=True)
                | Q(precision="range", on__isnull=False, until__isnull=False, until__gte=models.F("on"))
                | Q(precision__in=["day", "month", "year"], on__isnull=False, until__isnull=True),
                violation_error_message=_("Give the date, or say that it is not known; a range needs its last day."),
            ),
            withdrawn_has_a_reason("ceremony"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("pacts:ceremony_detail", args=[self.pk])

    @property
    def is_illustrative(self) -> bool:
        return any(bloc.is_illustrative for bloc in self.blocs.all())

    @property
    def is_signing(self) -> bool:
        return self.kind in SIGNING_KINDS

    @property
    def is_open(self) -> bool:
        """Its book can still be written: neither held nor cancelled."""
        return self.state in (self.State.PLANNED, self.State.LIVE)

    @property
    def day(self) -> date | None:
        """The (first) day where it is known to the day: ranks and posts are taken as of then."""
        return self.on if self.precision in DAY_IS_FIXED else None

    @property
    def when(self) -> str:
        """The date as precisely as it is known, in words."""
        return fuzzy_day(self)

    def pact_states(self) -> list[tuple[str, str]]:
        return [(str(pact), pact.state) for pact in self.pacts.all()]

    def has_part(self, part: str) -> bool:
        return any(attendee.part == part for attendee in self.attendees.all())

    def has_directions(self) -> bool:
        return any(True for _row in self.directions.all())


class Attendee(models.Model):
    """A person at the ceremony, named as on that day; later promotions do not reach back."""

    class Part(models.TextChoices):
        PRESIDING = "presiding", _("presiding")
        DIRECTING = "directing", _("attending and directing")
        WITNESS = "witness", _("witnessing")
        ATTENDING = "attending", _("attending")
        GUEST = "guest", _("guest")
        ABSENT = "absent", _("absent")

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="attendees", verbose_name=_("ceremony"))
    part = models.CharField(_("part"), max_length=10, choices=Part)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    leader = models.ForeignKey(
        Leader, models.SET_NULL, null=True, blank=True, related_name="attendances", verbose_name=_("leader")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name=_("unit")
    )
    name = LineField(_("full name"), max_length=120)
    rank = LineField(_("rank"), max_length=40, blank=True)
    party_post = LineField(_("party post"), max_length=200, blank=True)
    position = LineField(_("post"), max_length=200, blank=True)
    unit_name = LineField(_("unit, as written that day"), max_length=200, blank=True)
    gave_directions = models.BooleanField(_("gave the directing speech"), default=False)
    reason = LineField(_("reason for absence"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["ceremony", "order", "pk"]
        constraints = [
            one_of("attendee", "part", ["presiding", "directing", "witness", "attending", "guest", "absent"])
        ]

    def __str__(self):
        return self.name


class AgendaItem(models.Model):
    """A point of the programme; where something was adopted, with the votes."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="agenda", verbose_name=_("ceremony"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = LineField(_("item"), max_length=300)
    note = ProseField(_("note"), blank=True)
    is_adoption = models.BooleanField(_("something is adopted"), default=False)
    votes_for = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstaining"), null=True, blank=True)
    is_unanimous = models.BooleanField(_("unanimous"), default=False)
    began_at = models.DateTimeField(_("began at"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda")
        ordering = ["ceremony", "order", "pk"]

    def __str__(self):
        return self.title


class Direction(Revised):
    """A point of the leader's directions, kept so that somebody can follow it up."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="directions", verbose_name=_("ceremony"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text = ProseField(_("direction"))
    given_by = models.ForeignKey(
        Attendee, models.SET_NULL, null=True, blank=True, related_name="directions", verbose_name=_("given by")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="directions",
        verbose_name=_("unit that carries it out"),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    follow_up = ProseField(_("what was done about it"), blank=True)
    followed_up_on = models.DateField(_("followed up on"), null=True, blank=True)

    objects = LockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("direction")
        verbose_name_plural = _("directions")
        ordering = ["ceremony", "order", "pk"]

    def __str__(self):
        return self.text[:80]


class Contribution(models.Model):
    """What units gave at the ceremony, each or one of them; `unit` empty means each unit."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="contributions", verbose_name=_("ceremony"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("unit")
    )
    amount = exact(_("amount"), null=True, blank=True)
    measure = LineField(_("unit of measure"), max_length=60, blank=True)
    purpose = LineField(_("purpose"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["ceremony", "order", "pk"]

    def __str__(self):
        return self.purpose


class Photo(models.Model):
    """A photograph, with words for those who cannot see it."""

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="photos", verbose_name=_("ceremony"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    image = models.ImageField(_("photograph"), upload_to="ceremonies/%Y/")
    caption = LineField(_("caption"), max_length=300)
    alt = LineField(_("description for those who cannot see it"), max_length=300)

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        ordering = ["ceremony", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="photo_is_described",
                condition=Q(alt__regex=r".{10}"),
                violation_error_message=_("Describe the photograph in at least 10 characters."),
            )
        ]

    def __str__(self):
        return self.caption

    @property
    def small_name(self) -> str:
        """Where the 480 px rendition of the photograph lies in the store."""
        return str(PurePosixPath(self.image.name).with_suffix("")) + "-480.jpg"
