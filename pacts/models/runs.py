"""The run of one ceremony as its console, its board and its tablets show it."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models import LineField, LockingQuerySet, Place, Unit, User, one_of
from pacts.models.ceremonies import AgendaItem, Ceremony
from pacts.models.pacts import Pact


class Run(models.Model):
    """One a ceremony, made when its console is first opened. `pulse` counts every change anybody could see.

    While `is_rehearsal`, turns are played through and nothing of it reaches signatures, agenda or logbook.
    """

    class Screen(models.TextChoices):
        LOGO = "logo", _("name of the ceremony")
        AGENDA = "agenda", _("programme")
        BOARD = "board", _("signing board")
        THANKS = "thanks", _("thanks")
        BLACK = "black", _("black")

    ceremony = models.OneToOneField(Ceremony, models.CASCADE, related_name="run", verbose_name=_("ceremony"))
    pulse = models.PositiveBigIntegerField(_("pulse"), default=0, editable=False)
    screen = models.CharField(_("on the screen"), max_length=8, choices=Screen, default=Screen.LOGO)
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("current item")
    )
    item_began_at = models.DateTimeField(_("current item began at"), null=True, blank=True)
    operator = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("operator")
    )
    operator_since = models.DateTimeField(_("in control since"), null=True, blank=True)
    operator_seen_at = models.DateTimeField(_("operator last seen at"), null=True, blank=True)

    objects = LockingQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a ceremony")
        verbose_name_plural = _("runs of ceremonies")
        constraints = [one_of("run", "screen", ["logo", "agenda", "board", "thanks", "black"])]

    def __str__(self):
        return str(self.ceremony)


class Turn(models.Model):
    """A unit's turn at the table, until it has signed: whether it signed is the signature's to say.

    In a rehearsal, where no signature is written, the turn itself is played as signed or absent.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        SIGNING = "signing", _("signing")
        SKIPPED = "skipped", _("skipped")
        SIGNED = "signed", _("signed (rehearsal)")
        ABSENT = "absent", _("absent (rehearsal)")

    run = models.ForeignKey(Run, models.CASCADE, related_name="turns", verbose_name=_("run of a ceremony"))
    pact = models.ForeignKey(Pact, models.CASCADE, related_name="+", verbose_name=_("pact"))
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name=_("unit"))
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State)
    at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("turn at the table")
        verbose_name_plural = _("turns at the table")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "pact", "unit", "is_rehearsal"], name="turn_is_unique_for_its_unit"),
            one_of("turn", "state", ["invited", "signing", "skipped", "signed", "absent"]),
            models.CheckConstraint(
                name="turn_is_played_as_signed_in_a_rehearsal_only",
                condition=Q(is_rehearsal=True) | Q(state__in=["invited", "signing", "skipped"]),
            ),
        ]

    def __str__(self):
        return f"{self.unit} – {self.get_state_display()}"


def new_device_token() -> str:
    return secrets.token_urlsafe(24)


class DeviceQuerySet(LockingQuerySet):
    def visible_to(self, user):
        return self if user.is_admin else self.filter(ceremony__blocs__in=user.blocs()).distinct()

    def paired(self):
        """Not shut."""
        return self.filter(shut_at__isnull=True)


class Device(models.Model):
    """A screen or a tablet of the hall, opened by its secret address; a screen can only look."""

    class Kind(models.TextChoices):
        BOARD = "board", _("screen for the projector")
        TABLET = "tablet", _("signing tablet")

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="devices", verbose_name=_("ceremony"))
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.BOARD)
    token = models.CharField(_("key"), max_length=40, unique=True, default=new_device_token, editable=False)
    name = LineField(_("name"), max_length=80)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    shut_at = models.DateTimeField(_("shut at"), null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(_("last seen at"), null=True, blank=True, editable=False)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("screen or tablet of the hall")
        verbose_name_plural = _("screens and tablets of the hall")
        ordering = ["kind", "made_at", "pk"]
        constraints = [one_of("device", "kind", ["board", "tablet"])]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        bloc = self.ceremony.blocs.first()
        return Place(bloc_id=bloc.pk if bloc else None)
