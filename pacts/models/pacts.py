"""The pact: what the units of one bloc promise one another for one season."""

from datetime import date

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
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
    one_of,
)


class PactQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def sealed(self):
        return self.filter(state=Pact.State.SEALED)

    def with_counts(self):
        """Beside each pact `pledge_count`, and `signed_count` of units that have signed."""
        Pledge = self.model.pledges.rel.related_model
        pledges = Pledge.objects.filter(pact=OuterRef("pk")).order_by().values("pact")
        standing = Q(signatures__outcome="signed", signatures__part="party", signatures__struck_at__isnull=True)
        return self.annotate(
            pledge_count=Coalesce(Subquery(pledges.annotate(n=Count("pk")).values("n")), 0),
            signed_count=Count("signatures", filter=standing),
        )

    def in_seasons(self):
        return self.order_by("-bloc__season__starts_on", "bloc__season_id", "bloc__name_sort", "bloc_id", "-version")

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
    def badge(self) -> str:
        """Its state as a key of the house's statuses."""
        return {"draft": "draft", "open": "await-sign", "sealed": "signed"}[self.state]

    def is_newest(self) -> bool:
        """Sealed, and amended by no later version."""
        return self.is_sealed and not self.amendments.exists()

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
        from pacts.text import digest_of

        return signing_of(self, digest_of(self))


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
