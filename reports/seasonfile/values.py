"""One value of a season file: from JSON to the row's column, and back in the one form the writer uses."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.dates import Fuzzy, read_fuzzy, write_fuzzy
from blocs.logic.numbers import Unreadable
from blocs.logic.text import clean
from pacts.logic.seal import figure
from reports.seasonfile.form import Column, Shape

WHOLE_DIGITS, DECIMALS = 11, 4  # columns of figures: 15 significant digits, four of them after the point


def field_of(shape: Shape, column: Column) -> models.Field:
    return shape.model._meta.get_field(column.field_name)


def read(shape: Shape, column: Column, raw: Any) -> Any:
    """The value for the model's field; of a reference its text or place. Raises Unreadable with a sentence."""
    field = field_of(shape, column)
    if column.kind == "fuzzy":
        return read_fuzzy(raw)
    if column.kind == "lines":
        return "\n".join(filter(None, map(clean, raw or [])))
    if raw is None:
        return _blank(field)
    if column.kind == "json":
        return _tidy(raw)
    if column.ref:
        return clean(raw) if isinstance(raw, str) else raw
    return _reader(field)(raw)


def write(shape: Shape, column: Column, value: Any) -> Any:
    """The JSON for a value `read` gave, or a row has."""
    if isinstance(value, Fuzzy):
        return write_fuzzy(value)
    if column.kind == "lines":
        return [line for line in value.split("\n") if line]
    if isinstance(value, Decimal):
        return figure(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second else "minutes")
    return value.isoformat() if hasattr(value, "isoformat") else value


def is_silent(shape: Shape, column: Column, said: Any) -> bool:
    """Whether this value need not be written, because leaving it out says the same."""
    if column.required or column.kind == "place":
        return False
    return said is None or said == "" or said == [] or said == _default(field_of(shape, column))


def of_row(shape: Shape, column: Column, row: models.Model) -> Any:
    """The value of a row's column as `read` would give it; references are the writer's business."""
    if column.kind == "fuzzy":
        return Fuzzy(row.precision, row.on, row.until)  # type: ignore[attr-defined]
    return getattr(row, column.field_name)


def to_row(column: Column, value: Any) -> dict[str, Any]:
    """The model's keyword arguments for a value that is no reference."""
    if column.kind == "fuzzy":
        return {"precision": value.precision, "on": value.on, "until": value.until}
    return {column.field_name: value}


def _default(field: models.Field) -> Any:
    """As it is written."""
    value = field.get_default() if field.has_default() else None
    if isinstance(value, Decimal):
        return figure(value)
    return value.value if isinstance(value, models.enums.Choices) else value


def _blank(field: models.Field) -> Any:
    if field.null or field.is_relation:
        return None
    return field.get_default() if field.has_default() else ""


def _reader(field: models.Field):
    kinds = [
        (models.DecimalField, _decimal),
        (models.DateTimeField, _moment),
        (models.DateField, _day),
        (models.TimeField, _time),
    ]
    return next((reader for kind, reader in kinds if isinstance(field, kind)), field.to_python)


def _decimal(raw: str) -> Decimal:
    """Exact. Raises Unreadable beyond the digits a column keeps."""
    value = Decimal(raw)
    whole, _point, part = figure(abs(value)).partition(".")
    if len(whole) > WHOLE_DIGITS or len(part) > DECIMALS:
        words = {"raw": raw, "most": WHOLE_DIGITS + DECIMALS, "places": DECIMALS}
        raise Unreadable(
            _("“%(raw)s” has too many digits; at most %(most)s are kept, %(places)s of them decimals.") % words
        )
    return Decimal(figure(value))


def _tidy(raw: Any) -> Any:
    """Plain JSON with its texts cleaned."""
    if isinstance(raw, dict):
        return {key: _tidy(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_tidy(value) for value in raw]
    return clean(raw) if isinstance(raw, str) else raw


def _day(raw: str):
    return read_fuzzy(raw).on


def _moment(raw: str) -> datetime:
    _day(raw[:10])
    try:
        return datetime.fromisoformat(raw)
    except ValueError as error:
        raise Unreadable(_("The time “%(raw)s” does not exist.") % {"raw": raw}) from error


def _time(raw: str) -> time:
    try:
        return time.fromisoformat(raw)
    except ValueError as error:
        raise Unreadable(_("The time “%(raw)s” does not exist.") % {"raw": raw}) from error
