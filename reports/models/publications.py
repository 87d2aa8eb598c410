"""The published summary: drafted from the data, finished by one person, released by another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from blocs.models import Bloc, LineField, LockingQuerySet, Place, ProseField, Revised, User, one_of
from pacts.models import Ceremony


class PublicationQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())

    def published(self):
        return self.filter(state=Publication.State.PUBLISHED)

    def newest(self):
        """Of each summary the newest published revision."""
        later = Publication.objects.published().filter(
            thread=models.OuterRef("thread"), number__gt=models.OuterRef("number")
        )
        return self.published().filter(~models.Exists(later))


class Publication(Revised):
    """One revision of a summary. Revisions of one summary share `thread`; older ones stay readable."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="publications", verbose_name=_("bloc"))
    ceremony = models.ForeignKey(
        Ceremony, models.PROTECT, null=True, blank=True, related_name="publications", verbose_name=_("ceremony")
    )
    thread = models.SlugField(_("address"), max_length=120)
    number = models.PositiveSmallIntegerField(_("revision number"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    title = LineField(_("title"), max_length=400)
    body = ProseField(_("text"))
    correction_note = ProseField(_("what was corrected"), blank=True)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("drafted by")
    )
    released_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("released by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = ProseField(_("reason for the withdrawal"), blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()
    history = HistoricalRecords(verbose_name=_("history of a summary"))

    class Meta:
        verbose_name = _("summary")
        verbose_name_plural = _("summaries")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="publication_number_is_unique_in_its_thread"),
            models.UniqueConstraint(
                fields=["thread"], condition=Q(state="draft"), name="publication_has_one_draft_revision"
            ),
            one_of("publication", "state", ["draft", "published", "withdrawn"]),
            models.CheckConstraint(
                name="publication_has_its_times",
                condition=Q(state="draft", published_at=None, withdrawn_at=None)
                | Q(state="published", published_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", published_at__isnull=False, withdrawn_at__isnull=False, withdrawn_reason__gt=""),
            ),
            models.CheckConstraint(
                name="publication_is_released_by_a_second_person",
                condition=Q(author=None) | Q(released_by=None) | ~Q(author=F("released_by")),
                violation_error_message=_("A summary is released by someone other than its author."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:publication_detail", args=[self.pk])

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)

    @property
    def ceremony_is_over(self) -> bool:
        return self.ceremony is None or self.ceremony.state == Ceremony.State.HELD

    @property
    def has_draft(self) -> bool:
        """Is another revision of this summary being written?"""
        return Publication.objects.filter(thread=self.thread, state=self.State.DRAFT).exclude(pk=self.pk).exists()

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLISHED
