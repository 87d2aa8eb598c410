"""The beats most register actions share: lock, validate, save, log what changed from what to what."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Event

SECRETS = {"password"}
Row = TypeVar("Row", bound=models.Model)


def validate(thing: models.Model, *, skip=()) -> None:
    """Raises ValidationError for fields a person can edit, then for every constraint the row can be checked against."""
    hidden = {field.name for field in thing._meta.fields if not field.editable}
    thing.full_clean(exclude=hidden | set(skip), validate_constraints=False)
    thing.validate_constraints()


def logged(value):
    """A value as the logbook keeps it: names of rows instead of ids, everything else as JSON or text."""
    return str(value) if isinstance(value, models.Model) else value


def facts(thing: models.Model) -> dict:
    """What a new row says, for its first line in the logbook; blanks are left out."""
    fields = [field for field in thing._meta.fields if field.editable and not field.primary_key]
    names = [field.name for field in fields if field.name not in SECRETS]
    return {name: logged(getattr(thing, name)) for name in names if getattr(thing, name) not in (None, "")}


def differences(before: models.Model, after: models.Model) -> dict[str, list]:
    """{field: [old, new]} of the editable fields that differ; of a secret only that it changed."""
    found = {}
    for field in after._meta.fields:
        if not field.editable or getattr(before, field.attname) == getattr(after, field.attname):
            continue
        values = [logged(getattr(row, field.name)) for row in (before, after)]
        found[field.name] = ["•", "•"] if field.name in SECRETS else values
    return found


def locked(thing: Row, revision: int | None = None) -> Row:
    """The row as the database has it, locked; raises Stale when somebody saved it since `revision`."""
    rows = type(thing)._default_manager
    if hasattr(rows, "locked"):
        return rows.locked(thing.pk, revision)
    return rows.select_for_update(of=("self",)).get(pk=thing.pk)


@transaction.atomic
def save_new(thing: Row, verb: str, *, by, **details) -> Row:
    """Validate and save a new row and log what it says."""
    validate(thing)
    thing.save(force_insert=True)
    Event.record(verb, thing, by=by, **details, facts=facts(thing))
    return thing


@transaction.atomic
def change(thing: Row, verb: str, *, by, revision: int | None = None, **details) -> Row:
    """Save what differs from the stored row and log old → new; a row that did not change writes nothing."""
    before = locked(thing, revision)
    validate(thing)
    changed = differences(before, thing)
    if not changed:
        return thing
    if hasattr(before, "revision"):
        thing.revision = before.revision
    thing.save(update_fields=set(changed))
    Event.record(verb, thing, by=by, **details, changed=changed)
    return thing


@transaction.atomic
def remove(thing: models.Model, verb: str, *, by, **details) -> None:
    """Delete a row nothing depends on; one that is in use is refused with where it is used."""
    locked(thing)
    if users := in_use_by(thing):
        raise Refused(say_in_use(thing, users))
    kept, pk = facts(thing), thing.pk
    thing.delete()
    thing.pk = pk
    Event.record(verb, thing, by=by, **details, facts=kept)
    thing.pk = None


def in_use_by(thing: models.Model) -> list[models.Model]:
    """The rows that keep this one from being deleted: protected ones, and whatever a floor above built upon it."""
    return users_of([thing])


def users_of(things: Sequence[models.Model]) -> list[models.Model]:
    """The same, of several rows of one model, asked at once."""
    thing = things[0]
    collector = Collector(using="default", origin=thing)
    try:
        collector.collect(things)
    except ProtectedError as error:
        return sorted(error.protected_objects, key=lambda row: (row._meta.label, row.pk))
    swept = [row for rows in (*collector.data.values(), *collector.fast_deletes) for row in rows]
    return [row for row in swept if row._meta.app_label != thing._meta.app_label]


def say_in_use(thing: models.Model, users: list[models.Model]) -> str:
    """One sentence: what keeps this row from being deleted, at most three of them by name."""
    names = "; ".join(f"{row._meta.verbose_name} “{row}”" for row in users[:3])
    words = {"thing": thing, "names": names, "more": len(users) - 3}
    if len(users) > 3:
        return _("“%(thing)s” is in use and cannot be deleted: %(names)s and %(more)s more. End it instead.") % words
    return _("“%(thing)s” is in use and cannot be deleted: %(names)s. End it instead.") % words
