"""Who may read a thing: closed until the standing body opens it (docs/decisions, “closed by default”)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models.fields import ProseField


class Release(models.TextChoices):
    CLOSED = "closed", _("inside only")
    PUBLIC = "public", _("public")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReleasableQuerySet(models.QuerySet):
    def public(self):
        return self.filter(release=Release.PUBLIC)


class Releasable(models.Model):
    """A page or figure with a release level. What was public once answers 410 with its reason, never 404."""

    release = models.CharField(
        _("release level"), max_length=10, choices=Release, default=Release.CLOSED, editable=False
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True, editable=False)
    withdrawn_reason = ProseField(_("reason for the withdrawal"), blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_public(self) -> bool:
        return self.release == Release.PUBLIC


def withdrawn_has_a_reason(thing: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{thing}_is_withdrawn_with_a_reason",
        condition=~Q(release=Release.WITHDRAWN) | ~Q(withdrawn_reason=""),
    )
