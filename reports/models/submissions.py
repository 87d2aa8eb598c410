"""The way up: a list of proposals, who was left out and why, what the public said, and what the council decided."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import Bloc, LineField, LockingQuerySet, Place, ProseField, Revised, Title, Unit, User, one_of
from reports.models.desk import OfBlocQuerySet
from reports.models.documents import Document


class Submission(Revised):
    """The bloc's list of a season, until the council's decision. Its proposals are the honours that point here."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        COMMENTS = "comments", _("open for public comment")
        SENT = "sent", _("sent to the council")
        DECIDED = "decided", _("decided")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="submissions", verbose_name=_("bloc"))
    number = models.PositiveSmallIntegerField(_("number in its bloc"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    justification = ProseField(_("why it goes beyond the quota"), blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("submission paper")
    )
    comments_from = models.DateField(_("public comment from"), null=True, blank=True, editable=False)
    comments_until = models.DateField(_("public comment until"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    sent_by = LineField(_("sent by"), max_length=200, blank=True, editable=False)
    authority = LineField(_("deciding authority"), max_length=200, blank=True)
    decision_number = LineField(_("decision number"), max_length=100, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    council_note = ProseField(_("what the council said"), blank=True)
    quota_table = models.JSONField(_("quotas as they stood when it was sent"), default=list, blank=True, editable=False)

    objects = OfBlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission for honours")
        verbose_name_plural = _("submissions for honours")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "number"], name="submission_number_is_unique_in_its_bloc"),
            models.UniqueConstraint(
                fields=["bloc"], condition=~Q(state="decided"), name="submission_is_one_at_a_time_in_its_bloc"
            ),
            one_of("submission", "state", ["draft", "comments", "sent", "decided"]),
            models.CheckConstraint(
                name="submission_is_decided_by_somebody_on_a_day",
                condition=~Q(state="decided") | (Q(decided_on__isnull=False) & ~Q(authority="")),
                violation_error_message=_("Name the authority that decided, and the day."),
            ),
        ]

    def __str__(self):
        return f"{_('Submission for honours')} {self.number} – {self.bloc}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


class LeftOut(models.Model):
    """An eligible unit that is not proposed for a title, and why: said for each, so that silence decides nothing."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="left_out", verbose_name=_("submission"))
    title = models.ForeignKey(Title, models.PROTECT, related_name="+", verbose_name=_("title or flag"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="left_out", verbose_name=_("unit"))
    reason = ProseField(_("why it is not proposed"))

    class Meta:
        verbose_name = _("unit left out")
        verbose_name_plural = _("units left out")
        ordering = ["submission", "title__order", "unit__precedence", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "title", "unit"], name="leftout_is_said_once")]

    def __str__(self):
        return f"{self.unit} – {self.title}"


class PublicCommentQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(submission__bloc__in=user.blocs())


class PublicComment(Revised):
    """What somebody outside wrote about a candidate while the list was open; read by staff only."""

    class State(models.TextChoices):
        NEW = "new", _("to be answered")
        ANSWERED = "answered", _("answered")
        SET_ASIDE = "aside", _("set aside")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comments", verbose_name=_("submission"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="public_comments", verbose_name=_("unit")
    )
    name = LineField(_("name"), max_length=200)
    contact = LineField(_("address, telephone or e-mail"), max_length=300, blank=True)
    text = ProseField(_("comment"))
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW, editable=False)
    answer = ProseField(_("answer"), blank=True)
    answered_by = LineField(_("answered by"), max_length=200, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)

    objects = PublicCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("public comment")
        verbose_name_plural = _("public comments")
        ordering = ["submission", "pk"]
        constraints = [one_of("publiccomment", "state", ["new", "answered", "aside"])]

    def __str__(self):
        return self.text[:80]

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.submission.bloc_id)


class Handover(Revised):
    """The bloc's desk passed from one head to the next: a frozen dossier, signed off by both sides.

    `dossier` is the canonical JSON of what was handed over as it stood, `digest` its SHA-256.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        HANDED = "handed", _("handed over, not yet received")
        RECEIVED = "received", _("received")

    bloc = models.OneToOneField(Bloc, models.PROTECT, related_name="handover", verbose_name=_("bloc"))
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers_given", verbose_name=_("hands over"))
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="handovers_taken", verbose_name=_("takes over"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)
    note = ProseField(_("note"), blank=True)
    dossier = models.TextField(editable=False, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    handed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("handed over by")
    )
    handed_name = LineField(_("handed over by, as written"), max_length=200, blank=True, editable=False)
    handed_at = models.DateTimeField(_("handed over at"), null=True, blank=True, editable=False)
    received_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("received by")
    )
    received_name = LineField(_("received by, as written"), max_length=200, blank=True, editable=False)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True, editable=False)
    reservation = ProseField(_("what the receiving side notes"), blank=True)

    objects = OfBlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-pk"]
        constraints = [
            one_of("handover", "state", ["draft", "handed", "received"]),
            models.CheckConstraint(
                name="handover_goes_to_another_unit",
                condition=~Q(from_unit=models.F("to_unit")),
                violation_error_message=_("A unit does not hand the bloc over to itself."),
            ),
            models.CheckConstraint(
                name="handover_has_the_times_of_its_state",
                condition=Q(state="draft", handed_at=None, received_at=None)
                | Q(state="handed", handed_at__isnull=False, received_at=None)
                | Q(state="received", handed_at__isnull=False, received_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{_('Handover')} – {self.bloc}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)


class ReturnedDossier(models.Model):
    """A dossier as one side signed it and the other sent it back; kept for good, nobody edits it."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="returned", verbose_name=_("handover"))
    dossier = models.TextField(editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    handed_name = LineField(_("handed over by, as written"), max_length=200, editable=False)
    handed_at = models.DateTimeField(_("handed over at"), editable=False)
    returned_name = LineField(_("returned by, as written"), max_length=200, editable=False)
    returned_at = models.DateTimeField(_("returned at"), auto_now_add=True)
    reason = ProseField(_("reason"), editable=False)

    class Meta:
        verbose_name = _("returned dossier")
        verbose_name_plural = _("returned dossiers")
        ordering = ["handover", "pk"]

    def __str__(self):
        return f"{self.handover} – {self.returned_name}"


class HandoverItem(models.Model):
    """What the system does not know by itself: money, things, papers on a shelf, agreements."""

    class Kind(models.TextChoices):
        FUND = "fund", _("money")
        THING = "thing", _("thing")
        PAPER = "paper", _("paper")
        DUTY = "duty", _("duty")
        OPEN = "open", _("open matter")

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items", verbose_name=_("handover"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    text = LineField(_("what"), max_length=300)
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=4, null=True, blank=True)
    measure = LineField(_("unit of measure"), max_length=60, blank=True)
    note = LineField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("thing handed over")
        verbose_name_plural = _("things handed over")
        ordering = ["handover", "order", "pk"]
        constraints = [one_of("handoveritem", "kind", ["fund", "thing", "paper", "duty", "open"])]

    def __str__(self):
        return self.text
