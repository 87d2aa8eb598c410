"""How a bloc comes from scores to honours: gates, quotas, and how it votes; settled before the year ends."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import Bloc, Level, LineField, LockingQuerySet, Place, Revised, Title, exact, one_of


class BallotBase(models.TextChoices):
    """What a share of votes is a share of."""

    MEMBERS = "members", _("all on the roll of voters")
    PRESENT = "present", _("voters present")
    VALID = "valid", _("valid ballots")


class Runoff(models.TextChoices):
    NONE = "none", _("no second round")
    LEADERS = "leaders", _("a second round between those who lead, one more than there are places left")
    ALL = "all", _("a second round between all who were not chosen")


class HonourRules(Revised):
    """One set for a bloc. A share is a fraction, so that two thirds are two thirds; a poll keeps a copy of its own."""

    bloc = models.OneToOneField(Bloc, models.CASCADE, related_name="honour_rules", verbose_name=_("bloc"))
    ballot_needs_result = models.BooleanField(
        _("no ballot before the score table is adopted"),
        default=True,
        help_text=_("The score table is adopted when the result of the bloc is published to its members."),
    )
    proposal_needs_ballot = models.BooleanField(_("no proposal without a valid ballot"), default=True)
    publication_needs_decision = models.BooleanField(
        _("no honour is published before the council has decided"), default=True
    )
    flag_needs_top_score = models.BooleanField(
        _("the flag's candidate must have the highest score"),
        default=False,
        help_text=_("Otherwise the score is an important reference, and another candidate needs a reason."),
    )
    comment_days = models.PositiveSmallIntegerField(
        _("days of public comment before the submission"), default=0, help_text=_("0: candidates are not put forward.")
    )
    is_secret = models.BooleanField(_("the ballot is secret"), default=True)
    smallest_secret = models.PositiveSmallIntegerField(
        _("fewest voters of a secret ballot"),
        default=5,
        help_text=_("With fewer the choice of each could be guessed; such a ballot is declared open."),
    )
    quorum_part = models.PositiveSmallIntegerField(_("quorum, numerator"), default=2)
    quorum_whole = models.PositiveSmallIntegerField(_("quorum, denominator"), default=3)
    majority_part = models.PositiveSmallIntegerField(_("majority, numerator"), default=2)
    majority_whole = models.PositiveSmallIntegerField(_("majority, denominator"), default=3)
    majority_is_more = models.BooleanField(
        _("more than the majority's share"), default=False, help_text=_("Otherwise exactly that share is enough.")
    )
    majority_base = models.CharField(
        _("the majority is a share of"), max_length=8, choices=BallotBase, default=BallotBase.MEMBERS
    )
    runoff = models.CharField(_("second round"), max_length=8, choices=Runoff, default=Runoff.NONE)
    shuffles_candidates = models.BooleanField(_("candidates stand in random order"), default=False)
    legal_basis = LineField(_("legal basis"), max_length=300, blank=True)

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of the rules of honours"))

    class Meta:
        verbose_name = _("rules of honours")
        verbose_name_plural = _("rules of honours")
        constraints = [
            one_of("honourrules", "majority_base", ["members", "present", "valid"]),
            one_of("honourrules", "runoff", ["none", "leaders", "all"]),
            models.CheckConstraint(
                name="honourrules_has_proper_shares",
                condition=Q(quorum_whole__gte=1, majority_part__gte=1)
                & Q(quorum_part__lte=F("quorum_whole"), majority_part__lte=F("majority_whole")),
                violation_error_message=_("A share lies between nothing and the whole."),
            ),
        ]

    def __str__(self):
        return f"{_('Rules of honours')} – {self.bloc}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


class Quota(models.Model):
    """How many units of the bloc may be proposed for a title: a number, or a share of a base, of one class or of all.

    `of` nests: the share is then of those proposed for that title (as 20 % of those rated good), else of the members.
    `level` is the class of collective; a row without one bounds all classes together, and what is left over when the
    classes are rounded is shared out as `remainder` says.
    """

    class Rounding(models.TextChoices):
        DOWN = "down", _("rounded down")
        UP = "up", _("rounded up")
        HALF_UP = "half_up", _("rounded half up")

    class Remainder(models.TextChoices):
        DROPPED = "dropped", _("lapses")
        LARGEST = "largest", _("to the classes with the largest fraction")
        FIRST = "first", _("to the highest class")

    rules = models.ForeignKey(HonourRules, models.CASCADE, related_name="quotas", verbose_name=_("rules of honours"))
    title = models.ForeignKey(Title, models.PROTECT, related_name="quotas", verbose_name=_("title or flag"))
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("class of collective")
    )
    most = models.PositiveSmallIntegerField(_("at most so many"), null=True, blank=True)
    percent = exact(_("at most so many per cent"), null=True, blank=True)
    of = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("of those proposed for")
    )
    rounding = models.CharField(_("rounded"), max_length=8, choices=Rounding, default=Rounding.DOWN)
    remainder = models.CharField(_("what is left over"), max_length=8, choices=Remainder, default=Remainder.DROPPED)
    legal_basis = LineField(_("legal basis"), max_length=300, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["rules", "title__order", "level__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rules", "title", "level"], name="quota_is_said_once_for_a_class"),
            models.UniqueConstraint(
                fields=["rules", "title"], condition=Q(level=None), name="quota_is_said_once_for_all_classes"
            ),
            one_of("quota", "rounding", ["down", "up", "half_up"]),
            one_of("quota", "remainder", ["dropped", "largest", "first"]),
            models.CheckConstraint(
                name="quota_is_a_number_or_a_share",
                condition=Q(most__isnull=False, percent=None) | Q(most=None, percent__gt=0, percent__lte=100),
                violation_error_message=_(
                    "A quota is either a number, or a share of more than nothing and at most the whole."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.most if self.most is not None else self.percent}"
