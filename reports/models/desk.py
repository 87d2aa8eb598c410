"""Words between people at work: directives from the board, comments to a row, reasons for an empty one, reminders."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import Bloc, LineField, LockingQuerySet, Phase, Place, ProseField, Revised, Unit, User, one_of
from pacts.models import Pledge, Section
from reports.models.figures import Reporting


class OfBlocQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(bloc__in=user.blocs())


class OfReportingQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(reporting__bloc__in=user.blocs())


class Directive(Revised):
    """What a commander asks of a unit, given from a cell of the board; a task of the unit until it is settled.

    `section` and `pledge` say what it is about, `phase` which period was looked at; all may be empty.
    Those sent to several units in one press share their `round`; each is answered and settled for itself.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        SETTLED = "settled", _("settled")

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="directives", verbose_name=_("bloc"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="directives", verbose_name=_("unit"))
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phase"))
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("content")
    )
    pledge = models.ForeignKey(
        Pledge, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pledge")
    )
    text = ProseField(_("directive"))
    due_on = models.DateField(_("due on"))
    round = models.CharField(_("sent together"), max_length=40, blank=True, editable=False, db_index=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_name = LineField(_("given by, as written"), max_length=200)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    answer = ProseField(_("answer"), blank=True)
    answered_by = LineField(_("answered by"), max_length=200, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    settled_by = LineField(_("settled by"), max_length=200, blank=True, editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True, editable=False)

    objects = OfBlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("directive from the board")
        verbose_name_plural = _("directives from the board")
        ordering = ["due_on", "pk"]
        constraints = [one_of("directive", "state", ["open", "answered", "settled"])]

    def __str__(self):
        return self.text[:80]

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("reports:directive_detail", args=[self.pk])

    @property
    def season_goes_on(self) -> bool:
        """The bloc of the next season has not been made."""
        return not hasattr(self.bloc, "next")


class OfRow(models.Model):
    """Something said of one row of a sheet: a pledge of a unit (of the bloc as a whole where `unit` is empty)."""

    reporting = models.ForeignKey(Reporting, models.CASCADE, related_name="+", verbose_name=_("reporting phase"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="+", verbose_name=_("pledge"))
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by"))
    made_name = LineField(_("made by, as written"), max_length=200)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = OfReportingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.reporting.bloc_id, unit_id=self.unit_id)


class RowNote(OfRow):
    """A comment to a row; it is never changed, the next one answers it."""

    text = ProseField(_("comment"))

    class Meta:
        verbose_name = _("comment to a row")
        verbose_name_plural = _("comments to rows")
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.text[:80]


class Omission(OfRow):
    """Why a row was left empty when the report was sent."""

    reason = LineField(_("reason for leaving it empty"), max_length=300)

    class Meta:
        verbose_name = _("reason for an empty row")
        verbose_name_plural = _("reasons for empty rows")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporting", "unit", "pledge"],
                condition=Q(unit__isnull=False),
                name="omission_is_unique_for_its_row",
            ),
            models.UniqueConstraint(
                fields=["reporting", "pledge"],
                condition=Q(unit__isnull=True),
                name="omission_of_a_bloc_is_unique_for_its_row",
            ),
        ]

    def __str__(self):
        return self.reason


class Reminder(models.Model):
    """Who was reminded of a report, when and by whom; `made_by` empty: the system, by its calendar."""

    reporting = models.ForeignKey(
        Reporting, models.CASCADE, related_name="reminders", verbose_name=_("reporting phase")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    made_by = LineField(_("made by"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.unit or self.reporting.bloc.name} – {self.on}"


def new_wall_token() -> str:
    return secrets.token_urlsafe(24)


class WallScreen(models.Model):
    """A board on a wall, opened by its address alone, read-only and without names of people."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, related_name="wall_screens", verbose_name=_("bloc"))
    token = models.CharField(_("key"), max_length=40, unique=True, default=new_wall_token, editable=False)
    place_name = LineField(_("where it hangs"), max_length=120)
    until_on = models.DateField(_("until"))
    made_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    shut_at = models.DateTimeField(_("shut at"), null=True, blank=True, editable=False)

    objects = OfBlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("wall screen")
        verbose_name_plural = _("wall screens")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.place_name

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id)
