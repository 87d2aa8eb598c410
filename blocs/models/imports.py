"""Tables taken over from Excel: looked at line by line first, then taken over whole or not at all, and taken back."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.models.base import LockingQuerySet, Revised, one_of
from blocs.models.blocs import Bloc
from blocs.models.fields import LineField, ProseField
from blocs.models.jobs import Job
from blocs.models.people import User
from blocs.models.places import Place, Unit


def new_import_token() -> str:
    return secrets.token_urlsafe(16)


class ImportQuerySet(LockingQuerySet):
    def visible_to(self, user):
        """One's own, and every one for administrators."""
        return self if user.is_admin else self.filter(made_by=user)


class Import(Revised):
    """One file on its way in. `kind` names who understands it (blocs.intake.KINDS).

    `target` names what it is laid over, by key: {"bloc": 3, "reporting": 7}; `mapping` the field of each column, by
    its index; `choices` what the person decided: {"legacy": true, "decimal": "comma"}; `preview` the lines as they are
    shown (blocs.logic.intake.Line); `seen` the fingerprint of what the preview was made of; `undo` what takes it back;
    `trouble` why the file cannot be read at all.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        MATCHING = "matching", _("columns to be named")
        READY = "ready", _("to be looked at")
        FAULTY = "faulty", _("cannot be read")
        APPLIED = "applied", _("taken over")
        UNDONE = "undone", _("taken back")
        DROPPED = "dropped", _("dropped")

    token = models.CharField(max_length=40, unique=True, default=new_import_token, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    bloc = models.ForeignKey(
        Bloc, models.CASCADE, null=True, blank=True, related_name="imports", verbose_name=_("bloc")
    )
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="imports", verbose_name=_("unit")
    )
    target = models.JSONField(_("what it is laid over"), default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READING, editable=False)
    name = LineField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"), editable=False)
    sha256 = models.CharField(_("digest of the file"), max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    heads = models.JSONField(_("heads of the columns"), default=list, blank=True, editable=False)
    mapping = models.JSONField(_("columns"), default=dict, blank=True, editable=False)
    choices = models.JSONField(_("what was decided"), default=dict, blank=True, editable=False)
    preview = models.JSONField(_("lines"), default=list, blank=True, editable=False)
    counts = models.JSONField(_("counts"), default=dict, blank=True, editable=False)
    remarks = models.JSONField(_("remarks about the file"), default=list, blank=True, editable=False)
    seen = models.CharField(_("state it was compared with"), max_length=64, blank=True, editable=False)
    undo = models.JSONField(_("what takes it back"), default=dict, blank=True, editable=False)
    trouble = ProseField(_("why it cannot be read"), blank=True, editable=False)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, editable=False, related_name="imports", verbose_name=_("job")
    )
    made_by = models.ForeignKey(User, models.CASCADE, related_name="imports", verbose_name=_("sent by"))
    made_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("taken over at"), null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-made_at", "-pk"]
        constraints = [
            one_of("import", "state", ["reading", "matching", "ready", "faulty", "applied", "undone", "dropped"]),
        ]

    def __str__(self):
        return self.name

    @property
    def place(self) -> Place:
        return Place(bloc_id=self.bloc_id, unit_id=self.unit_id)

    @property
    def is_open(self) -> bool:
        """Not taken over yet, and not put away."""
        return self.state in (self.State.READING, self.State.MATCHING, self.State.READY, self.State.FAULTY)

    @property
    def badge(self) -> str:
        """The status its row bears in a list."""
        words = {"reading": "in-progress", "matching": "incomplete", "ready": "review", "faulty": "returned"}
        return {**words, "applied": "done", "undone": "withdrawn", "dropped": "withdrawn"}[self.state]


class ColumnMatch(models.Model):
    """Which field a person said a column of this name is; remembered for the next file of the kind."""

    user = models.ForeignKey(User, models.CASCADE, related_name="column_matches", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=20)
    head = models.CharField(_("head, without accents"), max_length=200)
    field = models.CharField(_("field"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "head"], name="column_match_is_one_a_head")]

    def __str__(self):
        return f"{self.head} → {self.field}"


class SheetFile(models.Model):
    """A workbook the worker makes for one person: the template of a kind, or a file sent in with its errors beside it.

    Empty until it is made; deleted after a while, as it can be asked for again.
    """

    class Purpose(models.TextChoices):
        TEMPLATE = "template", _("template")
        RESULT = "result", _("file with its errors")

    token = models.CharField(max_length=40, unique=True, default=new_import_token, editable=False)
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose, editable=False)
    kind = models.CharField(_("kind"), max_length=20, editable=False)
    target = models.JSONField(_("what it is about"), default=dict, blank=True, editable=False)
    taken = models.ForeignKey(
        Import, models.CASCADE, null=True, blank=True, editable=False, related_name="files", verbose_name=_("import")
    )
    name = LineField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"), default=b"", editable=False)
    made_by = models.ForeignKey(User, models.CASCADE, related_name="sheet_files", verbose_name=_("asked for by"))
    made_at = models.DateTimeField(_("asked for at"), auto_now_add=True)

    class Meta:
        verbose_name = _("workbook made")
        verbose_name_plural = _("workbooks made")
        ordering = ["-made_at", "-pk"]
        constraints = [one_of("sheetfile", "purpose", ["template", "result"])]

    def __str__(self):
        return self.name
