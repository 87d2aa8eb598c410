"""Before the seal: versions sent round, the units' comments clause by clause, the adoption at the meeting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import LineField, LockingQuerySet, Place, ProseField, Revised, Unit, User, one_of
from pacts.models.ceremonies import AgendaItem, Ceremony
from pacts.models.pacts import Pact


class OfPactQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(pact__bloc__in=user.blocs())


class TextVersion(models.Model):
    """The whole text as it was sent round, frozen as the canonical line it would be sealed with."""

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="text_versions", verbose_name=_("pact"))
    number = models.PositiveSmallIntegerField(_("number"))
    canonical = models.TextField(editable=False)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    note = ProseField(_("what changed"), blank=True)
    comments_until = models.DateField(_("comments until"), null=True, blank=True)
    made_by = LineField(_("sent round by"), max_length=200)
    made_at = models.DateTimeField(_("sent round at"), auto_now_add=True)

    objects = OfPactQuerySet.as_manager()

    class Meta:
        verbose_name = _("version sent round")
        verbose_name_plural = _("versions sent round")
        ordering = ["pact", "number"]
        constraints = [models.UniqueConstraint(fields=["pact", "number"], name="text_version_has_its_number")]

    def __str__(self):
        return f"{self.pact} – {_('version')} {self.number}"

    @property
    def place(self) -> Place:
        return self.pact.place


class Comment(Revised):
    """What a member unit says to one clause of a version; with `proposed` it moves an amendment.

    `clause` names the place in the text: "title", "slogan", "preamble", "undertaking", "1" for a content, "1.2" for a
    pledge, "" for the whole; `clause_text` is how it read then.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("accepted in part")
        DECLINED = "declined", _("not accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    pact = models.ForeignKey(Pact, models.CASCADE, related_name="comments", verbose_name=_("pact"))
    version = models.ForeignKey(
        TextVersion, models.CASCADE, related_name="comments", verbose_name=_("version sent round")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="pact_comments", verbose_name=_("unit")
    )
    clause = models.CharField(_("clause"), max_length=20, blank=True)
    clause_text = ProseField(_("the clause as it read"), blank=True)
    text = ProseField(_("comment"))
    proposed = ProseField(_("proposed wording"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN, editable=False)
    answer = ProseField(_("answer"), blank=True)
    answered_by = LineField(_("answered by"), max_length=200, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by"))
    made_name = LineField(_("made by, as written"), max_length=200)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = OfPactQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment to the pact")
        verbose_name_plural = _("comments to the pact")
        ordering = ["pact", "made_at", "pk"]
        constraints = [one_of("comment", "state", ["open", "accepted", "partly", "declined", "withdrawn"])]

    def __str__(self):
        return self.text[:80]

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.pact.bloc_id, unit_id=self.unit_id)


class Adoption(models.Model):
    """The meeting's vote on the text; the digest that was adopted is the only one that can be sealed.

    One standing row a pact; an earlier one is struck with a reason, as a signature is.
    """

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="adoptions", verbose_name=_("pact"))
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name=_("ceremony")
    )
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="adoptions", verbose_name=_("agenda item")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    digest = models.CharField(_("digest"), max_length=64)
    votes_for = models.PositiveSmallIntegerField(_("for"))
    votes_against = models.PositiveSmallIntegerField(_("against"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("abstaining"), default=0)
    adopted_at = models.DateTimeField(_("voted at"))
    recorded_by = LineField(_("recorded by"), max_length=200)
    struck_at = models.DateTimeField(_("struck at"), null=True, blank=True)
    struck_by = LineField(_("struck by"), max_length=200, blank=True)
    struck_reason = ProseField(_("reason for striking"), blank=True)

    objects = OfPactQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption of a pact")
        verbose_name_plural = _("adoptions of pacts")
        ordering = ["pact", "adopted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact"], condition=Q(struck_at__isnull=True), name="adoption_stands_once_for_its_pact"
            ),
            one_of("adoption", "outcome", ["adopted", "rejected"]),
            models.CheckConstraint(
                name="adoption_is_struck_with_a_reason",
                condition=Q(struck_at__isnull=True, struck_reason="")
                | Q(struck_at__isnull=False, struck_reason__gt=""),
            ),
        ]

    def __str__(self):
        return f"{self.pact} – {self.get_outcome_display()}"

    @property
    def place(self) -> Place:
        return self.pact.place
