"""What several models share: dated rows, a guard against lost updates, names one can sort and search."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold, person_sort_key, sort_key


class Stale(Refused):
    """Somebody else has saved the row since this person opened it. `now` is the row as it stands."""

    def __init__(self, now: models.Model):
        super().__init__(_("Someone else changed this while you were editing it. Compare both values and save again."))
        self.now = now


class LockingQuerySet(models.QuerySet):
    def locked(self, pk, revision: int | None = None):
        """The row, locked until the transaction ends; raises Stale when its revision is not the one expected."""
        row = self.select_for_update(of=("self",)).get(pk=pk)
        if revision is not None and row.revision != revision:
            raise Stale(row)
        return row

    def locked_all(self, keys):
        """The rows with these keys that are still there, locked in the order of their keys."""
        return self.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk")


class Revised(models.Model):
    """A row people edit: each save raises `revision`, and a form that saw an older one is refused."""

    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if not self._state.adding:
            self.revision += 1
            update_fields = {*update_fields, "revision"} if update_fields is not None else None
        super().save(*args, update_fields=update_fields, **kwargs)


class DatedQuerySet(models.QuerySet):
    def on(self, day: date | None = None):
        """Rows in force on the day (today where none is named); `until_on` is the last day."""
        day = day or timezone.localdate()
        begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
        return self.filter(begun, Q(until_on__isnull=True) | Q(until_on__gte=day))


class Dated(models.Model):
    """True from one day until another, both included; an open end is unknown or still running."""

    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_in_force(self, day: date | None = None) -> bool:
        day = day or timezone.localdate()
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


def ends_after_it_begins(thing: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{thing}_ends_after_it_begins",
        condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
        violation_error_message=_("The last day cannot be before the first day."),
    )


def one_of(thing: str, field: str, values) -> models.CheckConstraint:
    """A state column holds one of its states even when the code forgets."""
    return models.CheckConstraint(name=f"{thing}_has_a_known_{field}", condition=Q(**{f"{field}__in": list(values)}))


class Named(models.Model):
    """Has a `name`, and keeps beside it the key it sorts by and the key it is found by."""

    name_sort = models.CharField(max_length=1000, editable=False, db_index=True)
    name_fold = models.CharField(max_length=400, editable=False, db_index=True)
    person_name = False

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        self.name_sort = (person_sort_key if self.person_name else sort_key)(self.name)[:1000]
        self.name_fold = fold(self.name)[:400]
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_sort", "name_fold"}
        super().save(*args, update_fields=update_fields, **kwargs)
