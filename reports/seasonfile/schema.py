"""The JSON Schema of season files, made from the table of shapes and the models' own fields.

`python manage.py season_schema > docs/season.schema.json` writes it anew; a test compares the two.
"""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import override

from reports.seasonfile import shapes
from reports.seasonfile.form import Column, Rows, Shape
from reports.seasonfile.shapes_scoring import STAGES_IN_ORDER

SLUG = "[-a-zA-Z0-9_]+"
DAY = r"\d{4}-\d{2}-\d{2}"
PATTERNS = {
    "slug": rf"^{SLUG}$",
    "unit_slug": rf"^{SLUG}$",
    "day": rf"^{DAY}$",
    "moment": rf"^{DAY}T\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,6}})?)?(Z|[+-]\d{{2}}:\d{{2}})$",
    "time": r"^\d{2}:\d{2}(:\d{2})?$",
    "decimal": r"^-?\d+(\.\d+)?$",
    "bloc_ref": rf"^{SLUG}(/{SLUG})?$",
    "pact_ref": rf"^{SLUG}(/{SLUG})?(@[1-9]\d*)?$",
    "pledge_ref": rf"^(({SLUG}(/{SLUG})?)?(@[1-9]\d*)?#)?\d+\.[1-9]\d*$",
    "criterion_ref": r"^[1-9]\d*(\.[1-9]\d*)*$",
    "fuzzy": rf"^(\d{{4}}|\d{{4}}-\d{{2}}|{DAY}|{DAY}/{DAY})$",
}
NOTES = {
    "slug": "An address part: letters, digits, - and _.",
    "unit_slug": "The slug of a unit of this file.",
    "day": "A day, for example 2017-02-15.",
    "moment": "A time with its offset, for example 2017-02-15T14:00:00+07:00.",
    "time": "A time of the day, for example 14:05.",
    "decimal": "A number as a text with a decimal point, for example 92.02; at most 15 digits, 4 after the point.",
    "bloc_ref": "A series of this season, or series/season for another season.",
    "pact_ref": "A bloc, and @2 for the second version of its pact.",
    "pledge_ref": "Content and pledge by their places, for example 1.3; before # the pact where it is another one.",
    "criterion_ref": "A criterion by its place in the table, for example 1.3.2.",
    "fuzzy": "A day, a month, a year or a range of days.",
}
REFERENCES = {
    "unit": {"$ref": "#/$defs/unit_slug"},
    "bloc": {"$ref": "#/$defs/bloc_ref"},
    "pledge": {"$ref": "#/$defs/pledge_ref"},
    "level": {"type": "string", "minLength": 1},
    "group": {"type": "string", "minLength": 1},
    "version": {"type": "integer", "minimum": 1, "maximum": 32767},
    "attendee": {"type": "integer", "minimum": 1},
    "agenda_item": {"type": "integer", "minimum": 1},
    "criterion": {"$ref": "#/$defs/criterion_ref"},
    "stage": {"enum": STAGES_IN_ORDER},
}
SMALL_INTEGER = {"type": "integer", "minimum": 0, "maximum": 32767}


def build() -> dict[str, Any]:
    """The whole schema as a plain dict, in a fixed order."""
    with override("en"):
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Giao ước season file",
            "description": "One season's blocs whole, or a site of several seasons. See docs/season-file.md.",
            "anyOf": [{"$ref": "#/$defs/season_document"}, {"$ref": "#/$defs/site_document"}],
            "$defs": {
                "season_document": _season_document(),
                "site_document": _site_document(),
                **{shape.name: _object(shape) for shape in all_shapes()},
                **{name: _pattern(name) for name in PATTERNS},
            },
        }


def all_shapes() -> list[Shape]:
    """Every shape of the table, parents before what they hold, each once."""
    found: dict[str, Shape] = {}
    waiting = [shapes.SEASON, *(rows.shape for rows in (*shapes.REGISTERS, *shapes.DOCUMENT))]
    waiting += [*shapes.ALONE.values(), *shapes.BY_MARK.values()]
    while waiting:
        shape = waiting.pop(0)
        found[shape.name] = shape
        waiting += [rows.shape for rows in shape.rows if rows.shape.name not in found]
    return list(found.values())


def _season_document() -> dict:
    return _closed(
        {
            "format": {"const": shapes.SEASON_FORMAT},
            "season": {"$ref": "#/$defs/season"},
            **_registers(),
            **{rows.key: _list(rows) for rows in shapes.DOCUMENT},
        },
        ["format", "season", "blocs"],
        "Season document",
    )


def _site_document() -> dict:
    seasons = {"type": "array", "items": {"$ref": "#/$defs/season_document"}}
    return _closed(
        {
            "format": {"const": shapes.SITE_FORMAT},
            "registers": _closed(_registers(), [], "Register rows no season uses"),
            "seasons": seasons,
        },
        ["format", "seasons"],
        "Site document",
    )


def _registers() -> dict:
    return {**{rows.key: _list(rows) for rows in shapes.REGISTERS}, "movements": shapes.TEXTS}


def _closed(properties: dict, required: list[str], title: str, note: str = "") -> dict:
    about = {"title": title, **({"description": note} if note else {})}
    return {
        **about, "type": "object", "additionalProperties": False, "required": required, "properties": properties
    }  # fmt: skip


def _object(shape: Shape) -> dict:
    properties = {**shape.by_hand, **{column.key: _value(shape, column) for column in shape.columns}}
    properties |= {rows.key: _list(rows) for rows in shape.rows}
    required = shapes.BY_HAND_REQUIRED.get(shape.name, []) + [c.key for c in shape.columns if c.required]
    docs = (shape.model.__doc__ or "").strip().split("\n")[0]
    note = shape.note or ("" if docs.startswith(f"{shape.model.__name__}(") else docs)
    return _closed(properties, required, capfirst(str(shape.model._meta.verbose_name)), note)


def _list(rows: Rows) -> dict:
    note = {"description": rows.note} if rows.note else {}
    plain = {"type": "string", "minLength": 1}
    return {**note, "type": "array", "items": plain if rows.plain else {"$ref": f"#/$defs/{rows.shape.name}"}}


def _pattern(name: str) -> dict:
    return {"type": "string", "pattern": PATTERNS[name], "description": NOTES[name]}


def _value(shape: Shape, column: Column) -> dict:
    field = shape.model._meta.get_field(column.field_name)
    about = {"title": capfirst(str(field.verbose_name))}
    note = column.note or str(field.help_text)
    if note:
        about["description"] = note
    return {**about, **_may_be_null(_type(column, field), column, field)}


def _may_be_null(kind: dict, column: Column, field) -> dict:
    """A blank text, an unknown day and an unnamed unit may be said as null; a switch or a count with a default not."""
    is_text = kind.get("type") == "string" and field.blank
    if column.required or not (field.null or column.ref or is_text or column.kind == "fuzzy"):
        return kind
    return {"anyOf": [kind, {"type": "null"}]}


def _type(column: Column, field: models.Field) -> dict:
    if column.kind == "json":
        return column.form
    if column.ref:
        return REFERENCES.get(column.ref, {"$ref": "#/$defs/slug"})
    if column.kind == "lines":
        return {"type": "array", "items": {"type": "string", "minLength": 1}}
    if column.kind == "fuzzy":
        return {"$ref": "#/$defs/fuzzy"}
    if field.choices:
        return {"enum": [value for value, _label in field.choices]}
    return _plain(column, field)


def _plain(column: Column, field: models.Field) -> dict:
    for kind, name in [
        (models.DecimalField, "decimal"),
        (models.DateTimeField, "moment"),
        (models.DateField, "day"),
        (models.TimeField, "time"),
    ]:
        if isinstance(field, kind):
            return {"$ref": f"#/$defs/{name}"}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.IntegerField):
        return SMALL_INTEGER
    return _text(column, field)


def _text(column: Column, field: models.Field) -> dict:
    kind: dict[str, Any] = {"type": "string"}
    if isinstance(field, models.SlugField):
        kind["pattern"] = PATTERNS["slug"]
    if column.required:
        kind["minLength"] = 1
    if field.max_length:
        kind["maxLength"] = field.max_length
    return kind
