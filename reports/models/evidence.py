"""What stands behind a mark: files kept here, and papers kept elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import LineField
from pacts.models import Criterion, Stage
from reports.models.sheets import Sheet


def evidence_place(evidence, filename: str) -> str:
    """Named by what is in it, never by what somebody called it."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}"


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(sheet__in=Sheet.objects.visible_to(user))

    def standing(self):
        return self.filter(removed_at__isnull=True)


class Evidence(models.Model):
    """What stands behind a mark: a file kept here, or a reference to a paper kept elsewhere."""

    class Kind(models.TextChoices):
        FILE = "file", _("file")
        PAPER = "paper", _("paper kept elsewhere")

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="evidence", verbose_name=_("score sheet"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="evidences", verbose_name=_("criterion"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="evidence", verbose_name=_("stage"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.FILE)
    name = LineField(_("name"), max_length=255)
    file = models.FileField(_("file"), upload_to=evidence_place, max_length=120, blank=True)
    sha256 = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True, editable=False)
    content_type = models.CharField(_("kind of file"), max_length=100, blank=True, editable=False)
    number = LineField(_("number and symbol"), max_length=100, blank=True)
    issued_on = models.DateField(_("date of the paper"), null=True, blank=True)
    issuer = LineField(_("issued by"), max_length=200, blank=True)
    kept_at = LineField(_("kept at"), max_length=200, blank=True)
    note = LineField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = LineField(_("added by"), max_length=200)
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removed_by = LineField(_("removed by"), max_length=200, blank=True)
    removed_reason = LineField(_("reason for the removal"), max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["sheet", "criterion", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_paper",
                condition=Q(kind="file", file__gt="", sha256__gt="") | Q(kind="paper", file="", number__gt=""),
                violation_error_message=_("Attach a file, or give number and symbol of the paper."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.content_type in ("image/jpeg", "image/png")

    @property
    def is_shown_inline(self) -> bool:
        """A browser shows it by itself."""
        return self.is_picture or self.content_type == "application/pdf"
