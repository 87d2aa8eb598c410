"""The pact: what the units of one bloc promise one another for one season."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.logic.seasons import nearest_day
from blocs.models import (
    Bloc,
    LineField,
    LockingQuerySet,
    Membership,
    Movement,
    Place,
    ProseField,
    Revised,
    Title,
    Unit,
    exact,
    one_of,
)
from pacts.logic.targets import Judged, Kind, phrase, problems_of


class Regulation(Revised):
    """What the bloc itself decided about how it works. What varies by province is here, not in code."""

    bloc = models.OneToOneField(Bloc, models.CASCADE, related_name="regulation", verbose_name=_("bloc"))
    number = LineField(_("number and symbol"), max_length=100, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    absent_unit_hinders_seal = models.BooleanField(
        _("a unit recorded absent hinders the seal"),
        default=False,
        help_text=_("Otherwise an absent unit signs late, beside the seal, with its own date."),
    )
    heads_sign_for_members = models.BooleanField(_("the head signs on behalf of all members"), default=False)

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a regulation"))

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")

    def __str__(self):
        return f"{_('Regulation')} {self.number}".strip()

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


class PactQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def sealed(self):
        return self.filter(state=Pact.State.SEALED)

    def latest_versions(self):
        """The newest sealed version of each bloc's pact, or its newest draft where none is sealed."""
        return self.filter(amendments__isnull=True)


class Pact(Revised):
    """One version of a bloc's pact. Sealed, it never changes; an amendment is a new version beside it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for signature")
        SEALED = "sealed", _("sealed")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="pacts", verbose_name=_("bloc"))
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    title = LineField(_("title"), max_length=400)
    movements = models.ManyToManyField(Movement, related_name="pacts", blank=True, verbose_name=_("movements"))
    legal_bases = ProseField(_("legal bases"), blank=True, help_text=_("One on each line."))
    slogan = LineField(_("slogan"), max_length=500, blank=True)
    preamble = ProseField(_("opening words"), blank=True)
    undertaking = ProseField(_("undertaking"), blank=True)
    copies = models.PositiveSmallIntegerField(_("number of copies"), null=True, blank=True)
    stated_content_count = models.PositiveSmallIntegerField(
        _("number of contents the source states"), null=True, blank=True
    )
    stated_target_count = models.PositiveSmallIntegerField(
        _("number of targets the source states"), null=True, blank=True
    )
    origin = models.CharField(_("drafted from"), max_length=200, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True, editable=False)
    canonical = models.TextField(editable=False, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)

    objects = PactQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a pact"), excluded_fields=["canonical"])

    class Meta:
        verbose_name = _("pact")
        verbose_name_plural = _("pacts")
        ordering = ["-bloc__season__starts_on", "bloc", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "version"], name="pact_version_is_unique_in_its_bloc"),
            models.UniqueConstraint(
                fields=["bloc"],
                condition=~Q(state="sealed"),
                name="pact_has_one_unsealed_version",
                violation_error_message=_("This bloc has a draft pact already; open that one instead."),
            ),
            one_of("pact", "state", ["draft", "open", "sealed"]),
            models.CheckConstraint(
                name="pact_has_time_and_digest_when_sealed",
                condition=Q(state="sealed", sealed_at__isnull=False, digest__gt="")
                | (~Q(state="sealed") & Q(sealed_at__isnull=True, digest="")),
                violation_error_message=_("A sealed pact has a sealing time and a digest, and no other pact has."),
            ),
        ]

    def __str__(self):
        return self.title if self.version == 1 else f"{self.title} ({_('version')} {self.version})"

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("pacts:pact_detail", args=[self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)

    @property
    def is_sealed(self) -> bool:
        return self.state == self.State.SEALED

    @property
    def is_editable(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def day(self) -> date:
        """The day whose members and names the pact bears: the sealing day (today before), kept inside the season."""
        season = self.bloc.season
        day = timezone.localdate(self.sealed_at) if self.sealed_at else timezone.localdate()
        return nearest_day(day, season.starts_on, season.ends_on)

    def members(self) -> list[Membership]:
        """The member units in order of precedence, as they stand on the pact's day."""
        return list(self.bloc.memberships.on(self.day).in_order().prefetch_related("unit__pasts"))

    def for_opening(self):
        """What the rules of opening ask about; see `pacts.logic.obstacles`."""
        from pacts.models.readiness import draft_of

        return draft_of(self)

    def for_sealing(self):
        from pacts.models.readiness import signing_of

        return signing_of(self)


class Section(models.Model):
    """A numbered content of the pact; its pledges are what can be reckoned at year's end."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="sections", verbose_name=_("pact"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = LineField(_("content"), max_length=300)
    text = ProseField(_("further words"), blank=True)

    class Meta:
        verbose_name = _("content of a pact")
        verbose_name_plural = _("contents of a pact")
        ordering = ["pact", "order", "pk"]

    def __str__(self):
        return self.title


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


class Solution(models.Model):
    """A breakthrough solution the pact names."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="solutions", verbose_name=_("pact"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text = ProseField(_("solution"))

    class Meta:
        verbose_name = _("breakthrough solution")
        verbose_name_plural = _("breakthrough solutions")
        ordering = ["pact", "order", "pk"]

    def __str__(self):
        return self.text[:80]


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


class Erratum(models.Model):
    """A slip found after the seal, corrected by a dated note beside it; the sealed text stays as it is."""

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="errata", verbose_name=_("pact"))
    text = ProseField(_("correction"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = LineField(_("made by"), max_length=200)

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["pact", "made_at"]

    def __str__(self):
        return self.text[:80]


class PactTemplate(models.Model):
    """A model text to start from; `content` has the shape of a season file's pact (docs/season-file.md)."""

    name = LineField(_("name"), max_length=150, unique=True)
    description = ProseField(_("description"), blank=True)
    content = models.JSONField(_("content"), default=dict)

    class Meta:
        verbose_name = _("pact template")
        verbose_name_plural = _("pact templates")
        ordering = ["name"]

    def __str__(self):
        return self.name
