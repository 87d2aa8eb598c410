"""Papers as they were issued: the sealed PDF of a pact, the certificates of its seal, papers signed elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.logic.codes import VERIFICATION
from blocs.models import LineField, LockingQuerySet, Place, ProseField, User, one_of
from pacts.models import Pact


def new_paper_code() -> str:
    return VERIFICATION.new()


class SealCertificate(models.Model):
    """A certificate this site has sealed with. Its key lies outside the database; a later one ends nothing before it.

    `pem` is the certificate followed by those above it, in the order of the chain.
    """

    fingerprint = models.CharField(_("SHA-256 fingerprint"), max_length=64, unique=True)
    pem = models.TextField(_("certificate"))
    subject = LineField(_("issued to"), max_length=300)
    issuer = LineField(_("issued by"), max_length=300)
    not_before = models.DateTimeField(_("valid from"))
    not_after = models.DateTimeField(_("valid until"))
    added_by = LineField(_("added by"), max_length=200)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("certificate of the seal")
        verbose_name_plural = _("certificates of the seal")
        ordering = ["-added_at", "-pk"]

    def __str__(self):
        return f"{self.subject} ({self.fingerprint[:16]})"


class PaperQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(pact__bloc__in=user.blocs())

    def made(self):
        return self.filter(state=Paper.State.MADE)

    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Paper(models.Model):
    """One issued paper. Its code is given when it is asked for, its bytes are made once and never again.

    `text_digest` is the pact's digest, `log_number` and `log_hash` the head of the logbook when it was made;
    `trouble` says in a sentence why it could not be made yet.
    """

    class Kind(models.TextChoices):
        PACT = "pact", _("sealed pact")

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        MADE = "made", _("issued")

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="papers", verbose_name=_("pact"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PACT)
    code = models.CharField(_("verification code"), max_length=23, unique=True, default=new_paper_code)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING, editable=False)
    trouble = ProseField(_("why it is not made yet"), blank=True, editable=False)
    sha256 = models.CharField(_("digest of the file"), max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size"), null=True, blank=True, editable=False)
    text_digest = models.CharField(_("digest of the text"), max_length=64, blank=True, editable=False)
    log_number = models.PositiveBigIntegerField(_("logbook line"), null=True, blank=True, editable=False)
    log_hash = models.CharField(_("hash of that line"), max_length=64, blank=True, editable=False)
    certificate = models.ForeignKey(
        SealCertificate,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="papers",
        verbose_name=_("certificate of the seal"),
    )
    stamped_at = models.DateTimeField(_("time stamp"), null=True, blank=True, editable=False)
    stamped_by = LineField(_("time stamp given by"), max_length=300, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked for at"), auto_now_add=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = LineField(_("withdrawn by"), max_length=200, blank=True, editable=False)
    withdrawn_reason = ProseField(_("reason for withdrawing"), blank=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="paper_stands_once_for_its_pact",
            ),
            one_of("paper", "state", ["waiting", "made"]),
            models.CheckConstraint(
                name="paper_has_its_digest_when_made",
                condition=Q(state="made", made_at__isnull=False, sha256__gt="") | Q(state="waiting", sha256=""),
            ),
            models.CheckConstraint(
                name="paper_is_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_reason__gt=""),
                violation_error_message=_("A paper is withdrawn only with a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.code}"

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.pact.bloc_id)


class PaperBytes(models.Model):
    """The file itself, kept with the row it belongs to so that one backup holds both."""

    paper = models.OneToOneField(
        Paper, models.CASCADE, related_name="file", verbose_name=_("issued paper"), primary_key=True
    )
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")

    def __str__(self):
        return str(self.paper)


class OuterPaper(models.Model):
    """The pact signed elsewhere, with the state's own signature service, attached here with what a check found.

    `findings` is a list of one object a signature: signer, issuer, intact, covers_whole, trusted, signed_at,
    stamped_at, sentences; empty where the file bears no signature.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being checked")
        CHECKED = "checked", _("checked")
        UNREADABLE = "unreadable", _("could not be checked")

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="outer_papers", verbose_name=_("pact"))
    name = LineField(_("file name"), max_length=200)
    note = LineField(_("note"), max_length=300, blank=True)
    content = models.BinaryField(_("content"), editable=False)
    sha256 = models.CharField(_("digest of the file"), max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    findings = models.JSONField(_("what the check found"), default=list, editable=False)
    trouble = ProseField(_("why it could not be checked"), blank=True, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("attached by"))
    made_name = LineField(_("attached by, as written"), max_length=200)
    made_at = models.DateTimeField(_("attached at"), auto_now_add=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("pact signed elsewhere")
        verbose_name_plural = _("pacts signed elsewhere")
        ordering = ["-made_at", "-pk"]
        constraints = [one_of("outer_paper", "state", ["waiting", "checked", "unreadable"])]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.pact.bloc_id)
