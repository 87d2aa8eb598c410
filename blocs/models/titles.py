"""What a title asks of a unit before it, and which titles do not go together: law and practice as rows, never code."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blocs.models.blocs import Title
from blocs.models.fields import LineField


class TitleNeed(models.Model):
    """To be proposed for `title` a unit has held `lower` in at least `years` of the last `within` seasons.

    `this_season_counts`: being proposed for the lower title in the same season is one of those years.
    """

    title = models.ForeignKey(Title, models.CASCADE, related_name="needs", verbose_name=_("title or flag"))
    lower = models.ForeignKey(Title, models.PROTECT, related_name="needed_for", verbose_name=_("title needed before"))
    years = models.PositiveSmallIntegerField(_("in at least so many seasons"), default=1)
    within = models.PositiveSmallIntegerField(_("of the last so many seasons"), default=1)
    this_season_counts = models.BooleanField(_("this season counts, too"), default=True)
    legal_basis = LineField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("title needed before")
        verbose_name_plural = _("titles needed before")
        ordering = ["title", "lower__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "lower"], name="titleneed_is_said_once"),
            models.CheckConstraint(name="titleneed_is_of_another_title", condition=~Q(title=F("lower"))),
            models.CheckConstraint(
                name="titleneed_has_room_for_its_years",
                condition=Q(years__gte=1, within__gte=F("years")),
                violation_error_message=_("The seasons looked back on cannot be fewer than the seasons needed."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ← {self.lower}"


class TitleClash(models.Model):
    """Two titles one unit is not proposed for in one season. Titles that are not named here may overlap."""

    title = models.ForeignKey(Title, models.CASCADE, related_name="clashes", verbose_name=_("title or flag"))
    other = models.ForeignKey(Title, models.CASCADE, related_name="clashes_of", verbose_name=_("does not go with"))
    legal_basis = LineField(_("legal basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("titles that do not go together")
        verbose_name_plural = _("titles that do not go together")
        ordering = ["title", "other"]
        constraints = [
            models.UniqueConstraint(fields=["title", "other"], name="titleclash_is_said_once"),
            models.CheckConstraint(name="titleclash_is_with_another_title", condition=~Q(title=F("other"))),
        ]

    def __str__(self):
        return f"{self.title} × {self.other}"
