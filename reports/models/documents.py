"""Papers of the bloc's year: under what head they are issued, drafts and issued ones, numbers, files, Word masters."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.logic.text import fold
from blocs.models import Bloc, Job, LineField, LockingQuerySet, Place, ProseField, Revised, Series, Unit, User, one_of
from pacts.models import Ceremony, Pact
from reports.models.results import Result
from reports.models.sheets import Sheet

FORMATS = ["pdf", "docx", "xlsx"]


class Letterhead(Revised):
    """Who issues papers and how they are headed: a series of blocs, or a unit. What stays empty follows the registers.

    The decree leaves the place name and the rank before the name to the police (decree 30/2020, annex I, II.4a, II.7c);
    here they are settings of the issuer.
    """

    series = models.OneToOneField(
        Series, models.CASCADE, null=True, blank=True, related_name="letterhead", verbose_name=_("series of blocs")
    )
    unit = models.OneToOneField(
        Unit, models.CASCADE, null=True, blank=True, related_name="letterhead", verbose_name=_("unit")
    )
    parent_name = LineField(_("body above, as printed"), max_length=200, blank=True)
    name = LineField(_("issuing body, as printed"), max_length=200, blank=True)
    symbol = LineField(_("symbol of the body"), max_length=30, blank=True)
    place_name = LineField(_("place name"), max_length=60, blank=True)
    rank_before_name = models.BooleanField(_("rank before the signer's name"), default=True)
    archive = LineField(_("kept by"), max_length=60, default="VT")

    objects = LockingQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a letterhead"))

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        constraints = [
            models.CheckConstraint(
                name="letterhead_is_of_a_series_or_a_unit",
                condition=Q(series__isnull=False, unit__isnull=True) | Q(series__isnull=True, unit__isnull=False),
                violation_error_message=_("A letterhead belongs to a series of blocs or to a unit."),
            ),
        ]

    def __str__(self):
        return self.name or str(self.series or self.unit)


class Master(models.Model):
    """A Word master an agency uses instead of the house's own. `kind` is a slug of the catalogue, "" for every kind.

    `fields` are the names it asks for, `preview` a trial paper made with it, `findings` what the layout check said of
    that one (as `Document.findings`); `trouble` says why none could be made.
    """

    class State(models.TextChoices):
        TRIED = "tried", _("on trial")
        IN_USE = "in_use", _("in use")
        RETIRED = "retired", _("retired")

    letterhead = models.ForeignKey(Letterhead, models.PROTECT, related_name="masters", verbose_name=_("letterhead"))
    kind = models.CharField(_("kind of paper"), max_length=20, blank=True)
    name = LineField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"), editable=False)
    sha256 = models.CharField(_("digest of the file"), max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    fields = models.JSONField(_("fields it names"), default=list, editable=False)
    findings = models.JSONField(_("what the layout check found"), default=dict, editable=False)
    preview = models.BinaryField(_("trial paper"), null=True, editable=False)
    trouble = ProseField(_("why it cannot be used"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.TRIED, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by"))
    made_name = LineField(_("uploaded by, as written"), max_length=200)
    made_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True, editable=False)

    objects = LockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word master")
        verbose_name_plural = _("Word masters")
        ordering = ["-made_at", "-pk"]
        constraints = [
            one_of("master", "state", ["tried", "in_use", "retired"]),
            models.UniqueConstraint(
                fields=["letterhead", "kind"], condition=Q(state="in_use"), name="master_in_use_is_one_a_kind"
            ),
        ]

    def __str__(self):
        return self.name


class DocumentQuerySet(LockingQuerySet):
    def visible_to(self, user):
        """Of one's own blocs; which of them may be opened is asked of each (reports.read_document)."""
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def issued(self):
        return self.filter(state=Document.State.ISSUED)

    def with_names(self):
        return self.select_related("bloc__season", "bloc__series__organiser", "unit", "letterhead")


class Document(Revised):
    """One paper: a draft is worded anew from the rows whenever it is opened; an issued one is kept as it was.

    `kind` is a slug of reports.papers.catalogue; which of the links names its subject follows from the kind. `words` is
    what the clerk wrote over, `content` the frozen paper as text, `log_number` and `log_hash` the head of the logbook
    when it was issued. A number once given is never given again, whatever becomes of the paper.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(_("kind of paper"), max_length=20)
    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="documents", verbose_name=_("bloc"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("unit")
    )
    pact = models.ForeignKey(
        Pact, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("pact")
    )
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("ceremony")
    )
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("score sheet")
    )
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("result")
    )
    letterhead = models.ForeignKey(Letterhead, models.PROTECT, related_name="documents", verbose_name=_("letterhead"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    abstract = LineField(_("abstract"), max_length=500)
    words = models.JSONField(_("what was written over"), default=dict, blank=True)
    dated_on = models.DateField(_("day of the paper"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the register"), null=True, blank=True, editable=False)
    code = models.CharField(_("type code"), max_length=10, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    symbol = LineField(_("symbol"), max_length=50, blank=True, editable=False)
    master = models.ForeignKey(
        Master, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("Word master")
    )
    content = models.TextField(editable=False, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    log_number = models.PositiveBigIntegerField(_("logbook line"), null=True, blank=True, editable=False)
    log_hash = models.CharField(_("hash of that line"), max_length=64, blank=True, editable=False)
    findings = models.JSONField(_("what the layout check found"), default=dict, blank=True, editable=False)
    search_fold = models.CharField(max_length=700, default="", editable=False)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, editable=False, related_name="documents", verbose_name=_("job")
    )
    trouble = ProseField(_("why its files are not made yet"), blank=True, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("drafted by"))
    made_name = LineField(_("drafted by, as written"), max_length=200)
    made_at = models.DateTimeField(_("drafted at"), auto_now_add=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True, editable=False)
    issued_by = LineField(_("issued by"), max_length=200, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_by = LineField(_("withdrawn by"), max_length=200, blank=True, editable=False)
    withdrawn_reason = ProseField(_("reason for withdrawing"), blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["bloc", "kind", "state"], name="document_by_bloc_and_kind")]
        constraints = [
            one_of("document", "state", ["draft", "issued", "withdrawn"]),
            models.UniqueConstraint(
                fields=["letterhead", "year", "code", "number"],
                condition=Q(number__isnull=False),
                name="document_number_is_given_once_a_year",
                violation_error_message=_("This number is given already."),
            ),
            models.CheckConstraint(
                name="document_is_kept_when_issued",
                condition=Q(state="draft", content="", number__isnull=True) | (~Q(state="draft") & Q(content__gt="")),
            ),
            models.CheckConstraint(
                name="document_is_withdrawn_with_a_reason",
                condition=~Q(state="withdrawn") | Q(withdrawn_at__isnull=False, withdrawn_reason__gt=""),
                violation_error_message=_("A paper is withdrawn only with a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.abstract} ({self.symbol_line})" if self.symbol_line else self.abstract

    def save(self, *args, update_fields=None, **kwargs):
        self.search_fold = self.folded
        if update_fields is not None:
            update_fields = {*update_fields, "search_fold"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def folded(self) -> str:
        """What a search without accents looks in."""
        return fold(f"{self.abstract} {self.symbol_line}")[:700]

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:document_detail", args=[self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    @property
    def symbol_line(self) -> str:
        """“05/KH-CAT”; "" in drafts and for kinds without a number."""
        return f"{self.number:02}/{self.symbol}" if self.number is not None else ""


class DocumentFile(models.Model):
    """The bytes of a paper in one format. A draft's are made anew when its words change; an issued one's never are.

    `content_digest` names the text they were made of.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name=_("paper"))
    format = models.CharField(_("format"), max_length=4, choices=[(name, name) for name in FORMATS])
    content = models.BinaryField(_("content"), editable=False)
    sha256 = models.CharField(_("digest of the file"), max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    content_digest = models.CharField(_("digest of the text"), max_length=64, editable=False)
    made_at = models.DateTimeField(_("made at"), editable=False)

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")
        ordering = ["document", "format"]
        constraints = [
            models.UniqueConstraint(fields=["document", "format"], name="document_file_is_one_a_format"),
            one_of("document_file", "format", FORMATS),
        ]

    def __str__(self):
        return f"{self.document} ({self.format})"
