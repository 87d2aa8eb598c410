"""Many rows written in one operation, in few queries, and taken back to the letter while nothing builds on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from blocs.actions.base import say_in_use, users_of
from blocs.logic.intake import fingerprint
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold, sort_key
from blocs.models import Named, Unit, User

Row = TypeVar("Row", bound=models.Model)
AT_ONCE = 200
Kept = Mapping[tuple[str, Any], Mapping[str, Any]]
"""Columns of rows, by label and key."""


class Ledger:
    """Rows that will be made and changed. Nothing is written before `write`; rows may point at rows not yet made."""

    def __init__(self) -> None:
        self.made: list[models.Model] = []
        self.changed: dict[tuple[str, Any], models.Model] = {}
        self.before: dict[tuple[str, Any], dict[str, Any]] = {}

    def make(self, row: Row) -> Row:
        _name_keys(row)
        self.made.append(row)
        return row

    def change(self, row: Row, **values: Any) -> Row:
        """The row as it was is kept the first time; a revised row counts one edit for the whole operation."""
        key = (row._meta.label_lower, row.pk)
        if row.pk is not None and key not in self.changed:
            self.changed[key], self.before[key] = row, values_of(row)
            if hasattr(row, "revision"):
                row.revision += 1
        for name, value in values.items():
            setattr(row, name, value)
        _name_keys(row)
        return row

    def write(self, by: User) -> dict[str, Any]:
        """Answers what `take_back` needs, as JSON."""
        free = [row for row in self.changed.values() if not _points_at_unmade(row)]
        waiting = [row for row in self.changed.values() if _points_at_unmade(row)]
        _update_all(free, self.before, by)
        order = self._create(by)
        _update_all(waiting, self.before, by)
        self._lay_paths()
        after = {label: {str(row.pk): digest_of(row) for row in rows} for label, rows in _by_label(self._all())}
        before: dict[str, dict[str, Any]] = {}
        for (label, pk), values in self.before.items():
            before.setdefault(label, {})[str(pk)] = values
        return {"made": order, "before": before, "after": after, "last": _keys(waiting)}

    def _all(self) -> list[models.Model]:
        return [*self.made, *self.changed.values()]

    def _create(self, by: User) -> list[list[Any]]:
        """Rows before those that point at them; [[label, [keys]], …] in the order they were made."""
        order, waiting = [], list(self.made)
        while waiting:
            ready = [row for row in waiting if not _points_at_unmade(row)]
            waiting = [row for row in waiting if _points_at_unmade(row)]
            for label, rows in _by_label(ready):
                made = _bulk_create(apps.get_model(label), list(rows), by)
                order.append([label, [row.pk for row in made]])
            if not ready:
                raise Refused(_("A unit cannot stand under itself or under one of its own units."))
        return order

    def _lay_paths(self) -> None:
        """The ids from the root down, for new and moved units and all that stands under them."""
        units = {unit.pk: unit for unit in Unit.objects.all()}
        moved = []
        for unit in units.values():
            path = _path(unit, units)
            if path != unit.path:
                held = self.changed.get(("blocs.unit", unit.pk)) or unit
                self.before.setdefault(("blocs.unit", unit.pk), values_of(unit)) if held is unit else None
                held.path = unit.path = path
                moved.append(unit)
        Unit.objects.bulk_update(moved, ["path"], batch_size=AT_ONCE)
        self._keep_paths({unit.pk: unit for unit in moved})

    def _keep_paths(self, moved: Mapping[int, Unit]) -> None:
        made = {row.pk: row for row in self.made if isinstance(row, Unit)}
        for pk, unit in moved.items():
            if pk in made:
                made[pk].path = unit.path
                self.before.pop(("blocs.unit", pk), None)
            elif ("blocs.unit", pk) not in self.changed:
                self.changed["blocs.unit", pk] = unit


def _name_keys(row: models.Model) -> None:
    if isinstance(row, Named):
        row.name_sort, row.name_fold = sort_key(row.name)[:1000], fold(row.name)[:400]


def _points_at_unmade(row: models.Model) -> bool:
    cached = [row._state.fields_cache.get(field.name) for field in row._meta.fields if field.is_relation]
    return any(other is not None and other.pk is None for other in cached)


def _keys(rows: Iterable[models.Model]) -> list[list[Any]]:
    return [[row._meta.label_lower, row.pk] for row in rows]


def _by_label(rows: Iterable[models.Model]) -> Iterable[tuple[str, Iterable[models.Model]]]:
    ordered = sorted(rows, key=lambda row: row._meta.label_lower)
    return [(label, list(found)) for label, found in groupby(ordered, key=lambda row: row._meta.label_lower)]


def _bulk_create(model: type[models.Model], rows: list[models.Model], by: User) -> list[models.Model]:
    made = model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    _tell_history(model, made, by, update=False)
    return made


def _update_all(rows: Iterable[models.Model], before: Kept, by: User) -> None:
    """Only columns that any of the rows differs in from `before`."""
    for label, found in _by_label(rows):
        model, listed = apps.get_model(label), list(found)
        fields = [field for field in model._meta.concrete_fields if _differs(field, listed, before)]
        if fields:
            model._default_manager.bulk_update(listed, [field.name for field in fields], batch_size=AT_ONCE)
            _tell_history(model, listed, by, update=True)


def _differs(field: models.Field, rows: list[models.Model], before: Kept) -> bool:
    """A row not yet made, which a foreign key may point at, has no key to compare."""
    return not field.primary_key and any(
        (field.is_relation and _unmade(row, field))
        or _plain(getattr(row, field.attname)) != before[row._meta.label_lower, row.pk][field.attname]
        for row in rows
    )


def _unmade(row: models.Model, field: models.Field) -> bool:
    other = row._state.fields_cache.get(field.name)
    return other is not None and other.pk != getattr(row, field.attname)


def _tell_history(model: type[models.Model], rows: list[models.Model], by: User, *, update: bool) -> None:
    if hasattr(model, "history"):
        model.history.bulk_history_create(rows, batch_size=AT_ONCE, update=update, default_user=by)


def _path(unit: Unit, units: Mapping[int, Unit]) -> str:
    """Raises Refused for a unit that stands under itself."""
    ids: list[int] = []
    at: Unit | None = unit
    while at is not None:
        if at.pk in ids:
            raise Refused(_("A unit cannot stand under itself or under one of its own units."))
        ids.append(at.pk)
        at = units.get(at.parent_id) if at.parent_id else None
    return "/" + "".join(f"{pk}/" for pk in reversed(ids))


# --- Values ---------------------------------------------------------------------------------------


def values_of(row: models.Model) -> dict[str, Any]:
    """Every column, as JSON keeps it."""
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _plain(value: Any) -> Any:
    """Times in one zone, decimals without needless zeros, so that what was written reads as it was read before."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def digest_of(row: models.Model) -> str:
    return fingerprint([values_of(row)])[:16]


# --- Taken back -----------------------------------------------------------------------------------


def take_back(undo: Mapping[str, Any], *, by: User) -> None:
    """Raises Refused where a row was changed since or something builds on a row that was made."""
    rows = {label: _locked(label, keys) for label, keys in undo["after"].items()}
    for label, keys in undo["after"].items():
        _require_as_left(rows[label], keys)
    last = {(label, str(pk)) for label, pk in undo["last"]}
    kept = [(label, pk, values) for label, found in undo["before"].items() for pk, values in found.items()]
    now = {(label, rows[label][pk].pk): values_of(rows[label][pk]) for label, pk, _values in kept}
    _update_all([_restored(rows[label][pk], old) for label, pk, old in kept if (label, pk) in last], now, by)
    for label, keys in reversed(undo["made"]):
        _delete([rows[label][str(pk)] for pk in keys])
    _update_all([_restored(rows[label][pk], old) for label, pk, old in kept if (label, pk) not in last], now, by)


def _locked(label: str, keys: Mapping[str, str]) -> dict[str, models.Model]:
    found: dict[str, models.Model] = {}
    model, numbers = apps.get_model(label), sorted(map(int, keys))
    for start in range(0, len(numbers), 500):
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=numbers[start : start + 500])
        found |= {str(row.pk): row for row in rows}
    return found


def _require_as_left(rows: Mapping[str, models.Model], keys: Mapping[str, str]) -> None:
    for pk, digest in keys.items():
        if pk not in rows:
            raise Refused(_("A row this reorganisation made is no longer there, so it cannot be taken back."))
        if digest_of(rows[pk]) != digest:
            words = {"kind": rows[pk]._meta.verbose_name, "row": rows[pk]}
            raise Refused(_("%(kind)s “%(row)s” was changed after this, so it cannot be taken back.") % words)


def _delete(rows: Sequence[models.Model]) -> None:
    model = type(rows[0])
    if users := users_of(rows):
        raise Refused(say_in_use(_used_by(users[0], rows), users))
    for start in range(0, len(rows), 500):
        model._default_manager.filter(pk__in=[row.pk for row in rows[start : start + 500]]).delete()


def _used_by(user: models.Model, rows: Sequence[models.Model]) -> models.Model:
    by_key = {row.pk: row for row in rows}
    fields = [field for field in user._meta.fields if field.related_model is type(rows[0])]
    return next((by_key[key] for field in fields if (key := getattr(user, field.attname)) in by_key), rows[0])


def _restored(row: models.Model, values: Mapping[str, Any]) -> models.Model:
    for field in row._meta.concrete_fields:
        value = values[field.attname]
        setattr(row, field.attname, value if field.is_relation or value is None else field.to_python(value))
    return row
