"""A ballot: its question and rules, the register of who voted, the box of what was voted, and nothing to join them.

Register (`Voter`) and box (`Ballot`, `Receipt`) stand apart (architecture.md §5): no key, time, order or address leads
from one to the other. Rows of the box are written anew, in random order, with each vote, so that neither their place on
the disk nor the transaction that wrote them tells which came last. What the owner of the database could still infer is
said on the page of the poll.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import (
    Bloc,
    Headship,
    LineField,
    LockingQuerySet,
    Place,
    ProseField,
    Revised,
    Title,
    Unit,
    User,
    one_of,
)
from pacts.models import BallotBase, Ceremony, Runoff
from reports.models.desk import OfBlocQuerySet


class PollQuerySet(OfBlocQuerySet):
    def visible_to(self, user):
        """Those of one's blocs, and those in which one votes or counts."""
        if user.is_admin:
            return self
        return self.filter(
            Q(bloc__in=user.blocs())
            | Q(pk__in=Voter.objects.filter(user=user).values("poll"))
            | Q(pk__in=Teller.objects.filter(user=user).values("poll"))
        )


class Poll(Revised):
    """One question put to a roll of voters. With `opened_at` everything but presence and votes is fixed.

    `terms` is the frozen copy of rules, candidates and roll as canonical JSON, `terms_digest` its SHA-256; `outcome`
    what the count gave, `box_digest` the SHA-256 of the exported box. Shares are fractions.
    """

    class Kind(models.TextChoices):
        HONOUR = "honour", _("who is proposed for an honour")
        HEAD = "head", _("who heads the bloc next season")

    class Way(models.TextChoices):
        APPROVE = "approve", _("yes or no to each candidate")
        CHOOSE = "choose", _("choose among the candidates")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        VOID = "void", _("broken off")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="polls", verbose_name=_("bloc"))
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="polls", verbose_name=_("meeting")
    )
    kind = models.CharField(_("what is decided"), max_length=8, choices=Kind, default=Kind.HONOUR)
    title = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, related_name="polls", verbose_name=_("title or flag")
    )
    part = models.CharField(
        _("part"),
        max_length=12,
        blank=True,
        choices=[choice for choice in Headship.Part.choices if choice[0].startswith("next")],
    )
    question = ProseField(_("question"))
    way = models.CharField(_("way of voting"), max_length=8, choices=Way, default=Way.APPROVE)
    seats = models.PositiveSmallIntegerField(_("how many are chosen at most"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    is_secret = models.BooleanField(_("secret"), default=True)
    quorum_part = models.PositiveSmallIntegerField(_("quorum, numerator"), default=2)
    quorum_whole = models.PositiveSmallIntegerField(_("quorum, denominator"), default=3)
    majority_part = models.PositiveSmallIntegerField(_("majority, numerator"), default=2)
    majority_whole = models.PositiveSmallIntegerField(_("majority, denominator"), default=3)
    majority_is_more = models.BooleanField(_("more than the majority's share"), default=False)
    majority_base = models.CharField(
        _("the majority is a share of"), max_length=8, choices=BallotBase, default=BallotBase.MEMBERS
    )
    runoff = models.CharField(_("second round"), max_length=8, choices=Runoff, default=Runoff.NONE)
    shuffles_candidates = models.BooleanField(_("candidates stand in random order"), default=False)
    runoff_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="second_round",
        verbose_name=_("second round of"),
    )  # fmt: skip
    terms = models.TextField(editable=False, blank=True)
    terms_digest = models.CharField(_("digest of the terms"), max_length=64, blank=True, editable=False)
    outcome = models.JSONField(_("outcome"), default=dict, blank=True, editable=False)
    box_digest = models.CharField(_("digest of the box"), max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    opened_by = LineField(_("opened by"), max_length=200, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = LineField(_("closed by"), max_length=200, blank=True, editable=False)
    void_reason = ProseField(_("why it was broken off"), blank=True, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["-pk"]
        constraints = [
            one_of("poll", "state", ["draft", "open", "closed", "void"]),
            one_of("poll", "kind", ["honour", "head"]),
            one_of("poll", "way", ["approve", "choose"]),
            one_of("poll", "majority_base", ["members", "present", "valid"]),
            one_of("poll", "runoff", ["none", "leaders", "all"]),
            models.CheckConstraint(
                name="poll_is_about_a_title_or_a_part",
                condition=Q(kind="honour", title__isnull=False, part="") | Q(kind="head", title=None, part__gt=""),
                violation_error_message=_("Choose the title, or for an election the part, that is voted on."),
            ),
            models.CheckConstraint(
                name="poll_has_the_times_of_its_state",
                condition=Q(state="draft", opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False)
                | Q(state="void"),
            ),
            models.CheckConstraint(name="poll_is_void_with_a_reason", condition=~Q(state="void") | ~Q(void_reason="")),
        ]

    def __str__(self):
        return self.question[:120]

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


class Candidate(models.Model):
    """A unit that is voted on; its name as written when the poll was opened."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="candidates", verbose_name=_("ballot"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="candidacies", verbose_name=_("unit"))
    unit_name = LineField(_("unit, as written"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    note = LineField(_("note"), max_length=300, blank=True)
    withdrawn = LineField(_("withdrawn because"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["poll", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "unit"], name="candidate_stands_once")]

    def __str__(self):
        return self.unit_name or str(self.unit)


class VoterQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self.filter(user=user)


class Voter(models.Model):
    """A line of the register: who may vote, whether present, whether they voted. Never what, and never when.

    `user` votes at the screen; without one, or with `on_paper`, the voter is handed a ballot paper.
    """

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="voters", verbose_name=_("ballot"))
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="voter_lines", verbose_name=_("account")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="voter_lines", verbose_name=_("unit")
    )
    name = LineField(_("name"), max_length=200)
    position = LineField(_("post"), max_length=200, blank=True)
    stands_for = LineField(_("in place of, by which document"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    is_present = models.BooleanField(_("present"), default=False)
    on_paper = models.BooleanField(_("votes on paper"), default=False)
    has_voted = models.BooleanField(_("has voted"), default=False, editable=False)

    objects = VoterQuerySet.as_manager()

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        ordering = ["poll", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "user"], condition=Q(user__isnull=False), name="voter_stands_once_on_the_roll"
            ),
            models.CheckConstraint(
                name="voter_voted_as_one_present", condition=Q(has_voted=False) | Q(is_present=True)
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.poll.bloc_id, unit_id=self.unit_id)


class Ballot(models.Model):
    """One vote in the box. `serial` is random, `choices` canonical JSON, `mac` proves that this house wrote it."""

    serial = models.CharField(max_length=32, primary_key=True, editable=False)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots", editable=False, verbose_name=_("ballot"))
    choices = models.TextField(editable=False)
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("vote in the box")
        verbose_name_plural = _("votes in the box")

    def __str__(self):
        return self.serial


class Receipt(models.Model):
    """Proves that a ballot lies in the box: the digest of the code its voter was shown. It leads to no choice."""

    digest = models.CharField(max_length=64, primary_key=True, editable=False)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="receipts", editable=False, verbose_name=_("ballot"))
    mac = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self):
        return self.digest[:12]


class Teller(models.Model):
    """Counts the ballot papers. Two count apart and must agree; `counted` is what this one entered."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="tellers", verbose_name=_("ballot"))
    user = models.ForeignKey(User, models.PROTECT, related_name="teller_lines", verbose_name=_("account"))
    name = LineField(_("name"), max_length=200)
    position = LineField(_("post"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    counted = models.JSONField(_("what was counted"), null=True, blank=True, editable=False)

    objects = LockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("teller")
        verbose_name_plural = _("tellers")
        ordering = ["poll", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="teller_is_named_once")]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.poll.bloc_id)
