"""Who signed, for whom, in what capacity, or was absent; frozen as written, struck but never deleted."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blocs.models import LineField, LockingQuerySet, Place, ProseField, Unit, one_of
from pacts.models.ceremonies import Ceremony
from pacts.models.pacts import Pact
from pacts.models.regulations import Regulation


def parties(pact: Pact) -> list[Unit]:
    """The units that sign this pact, in order of precedence: its members, or by the bloc's own regulation the
    heads on behalf of all.
    """
    from pacts.models.readiness import head_units

    members = [membership.unit for membership in pact.members()]
    if not Regulation.objects.filter(bloc=pact.bloc_id, heads_sign_for_members=True).exists():
        return members
    heads = head_units(pact)
    return [unit for unit in members if unit.pk in heads]


class SignatureQuerySet(LockingQuerySet):
    def standing(self):
        """Not struck."""
        return self.filter(struck_at__isnull=True)

    def signed(self):
        return self.standing().filter(outcome=Signature.Outcome.SIGNED)

    def of_parties(self):
        return self.standing().filter(part=Signature.Part.PARTY)


class Signature(models.Model):
    """One line of the signing table."""

    class Part(models.TextChoices):
        PARTY = "party", _("for a member unit")
        WITNESS = "witness", _("as witness")

    class Outcome(models.TextChoices):
        SIGNED = "signed", _("signed")
        ABSENT = "absent", _("absent")
        DECLINED = "declined", _("declined to sign")

    class How(models.TextChoices):
        PAPER = "paper", _("on paper, recorded here")
        ACCOUNT = "account", _("with one's own account")
        TABLET = "tablet", _("on the hall's tablet, with one's own account")

    class Proof(models.TextChoices):
        PASSWORD = "password", _("password")
        CODE = "code", _("one-time code")

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="signatures", verbose_name=_("pact"))
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("ceremony")
    )
    part = models.CharField(_("part"), max_length=8, choices=Part, default=Part.PARTY)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.SIGNED)
    how = models.CharField(_("how"), max_length=8, choices=How, default=How.PAPER)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("unit")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    unit_name = LineField(_("unit, as written"), max_length=200, blank=True)
    name = LineField(_("signer"), max_length=120, blank=True)
    rank = LineField(_("rank"), max_length=40, blank=True)
    position = LineField(_("post"), max_length=200, blank=True)
    acting_for = LineField(_("acting for"), max_length=200, blank=True)
    acting_document = LineField(_("document of the delegation"), max_length=200, blank=True)
    reason = LineField(_("reason for absence or refusal"), max_length=200, blank=True)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    digest = models.CharField(_("digest of the text signed"), max_length=64, blank=True, editable=False)
    proof = models.CharField(_("confirmed by"), max_length=8, choices=Proof, blank=True, editable=False)
    code = models.CharField(_("reference code"), max_length=9, blank=True, editable=False)
    record_digest = models.CharField(_("digest of the line"), max_length=64, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    recorded_by = LineField(_("recorded by"), max_length=200)
    struck_at = models.DateTimeField(_("struck at"), null=True, blank=True)
    struck_by = LineField(_("struck by"), max_length=200, blank=True)
    struck_reason = ProseField(_("reason for striking"), blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["pact", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pact", "unit", "outcome"],
                condition=Q(part="party", struck_at__isnull=True),
                name="signature_stands_once_for_its_unit",
                violation_error_message=_("A signature for this unit is recorded already."),
            ),
            models.CheckConstraint(
                name="signature_of_a_party_names_its_unit",
                condition=Q(part="witness") | Q(unit__isnull=False),
                violation_error_message=_("Say for which unit this is signed."),
            ),
            models.CheckConstraint(
                name="signature_is_struck_with_a_reason",
                condition=Q(struck_at__isnull=True, struck_reason="")
                | Q(struck_at__isnull=False, struck_reason__gt=""),
                violation_error_message=_("A signature is struck only with a reason."),
            ),
            one_of("signature", "outcome", ["signed", "absent", "declined"]),
            models.UniqueConstraint(fields=["code"], condition=Q(code__gt=""), name="signature_code_is_unique"),
        ]

    def __str__(self):
        return f"{self.unit_name or self.name} – {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        """What was signed; of other lines, the pact."""
        if self.outcome != Signature.Outcome.SIGNED:
            return self.pact.get_absolute_url()
        return reverse("pacts:signed", args=[self.pact_id, self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.pact.bloc_id, unit_id=self.unit_id)


class SignatureImage(models.Model):
    """The signature as it was drawn, a small PNG kept beside the line; it is a picture and proves nothing alone."""

    signature = models.OneToOneField(
        Signature, models.CASCADE, related_name="image", verbose_name=_("signature"), primary_key=True
    )
    png = models.BinaryField(_("picture"))
    sha256 = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("drawn signature")
        verbose_name_plural = _("drawn signatures")

    def __str__(self):
        return str(self.signature)


class SignatureFile(models.Model):
    """A paper of a line of the signing table: the signed sheet scanned, or the document of a delegation."""

    class Kind(models.TextChoices):
        SCAN = "scan", _("signed sheet, scanned")
        DELEGATION = "delegation", _("document of the delegation")

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="files", verbose_name=_("signature"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = LineField(_("file name"), max_length=200)
    file = models.FileField(_("file"), upload_to="signatures/%Y/")
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64)
    added_by = LineField(_("added by"), max_length=200)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("paper of a signature")
        verbose_name_plural = _("papers of signatures")
        ordering = ["signature", "added_at", "pk"]
        constraints = [one_of("signature_file", "kind", ["scan", "delegation"])]

    def __str__(self):
        return self.name
