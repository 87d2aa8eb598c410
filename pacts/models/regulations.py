"""What a bloc keeps from pact to pact: its regulation, and model texts to start from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import Bloc, LineField, LockingQuerySet, Place, ProseField, Revised, one_of


class Majority(models.TextChoices):
    """Out of the member units of the pact, present or not."""

    HALF = "half", _("more than half of the member units")
    TWO_THIRDS = "two_thirds", _("at least two thirds of the member units")
    ALL = "all", _("all member units")


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
    adoption_before_seal = models.BooleanField(
        _("the text is adopted by vote before the seal"),
        default=True,
        help_text=_("Then only the text that was adopted can be sealed."),
    )
    adoption_majority = models.CharField(
        _("majority that adopts the text"),
        max_length=10,
        choices=Majority,
        default=Majority.HALF,
        help_text=_("Counted over all member units of the pact, present or not."),
    )

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a regulation"))

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")
        constraints = [one_of("regulation", "adoption_majority", ["half", "two_thirds", "all"])]

    def __str__(self):
        return f"{_('Regulation')} {self.number}".strip()

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


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
