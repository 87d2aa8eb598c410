"""The words in which the table of shapes is written."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

SAME, MORE_HERE, OPEN = "same", "more_here", "open"
"""How a list in a file stands to the rows here: equal; part of them; or each may have what the other lacks."""


@dataclass(frozen=True)
class Column:
    """One value of a row. `name` is the model's field; `ref` says what a text refers to; `kind` overrules the field.

    `is_stamp`: filled in by the loader where the file is silent, and compared only where it speaks.
    `form`: the schema of a value of kind "json", whose texts are strings.
    """

    key: str
    name: str = ""
    required: bool = False
    ref: str = ""
    kind: str = ""
    note: str = ""
    is_stamp: bool = False
    form: Any = None

    @property
    def field_name(self) -> str:
        return self.name or self.key


@dataclass(frozen=True)
class Rows:
    """A list of rows under one key; `related` is the manager on the parent, `id_keys` tell its rows apart."""

    key: str
    shape: "Shape"
    related: str = ""
    mode: str = SAME
    id_keys: tuple[str, ...] = ()
    note: str = ""
    plain: str = ""  # the one column, where the list holds bare texts
    sort: tuple[str, ...] = ()  # keys to sort by; empty where the place in the list says the order

    @property
    def manager(self) -> str:
        return self.related or self.key


@dataclass(frozen=True)
class Shape:
    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    rows: tuple[Rows, ...] = ()
    note: str = ""
    by_hand: dict[str, Any] = field(default_factory=dict)  # keys with their own code; the value is their schema
    left_out: tuple[str, ...] = ()  # fields of the model a file does not hold

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


def columns(*said: "str | Column") -> tuple[Column, ...]:
    return tuple(
        one if isinstance(one, Column) else Column(one.rstrip("*"), required=one.endswith("*")) for one in said
    )


def ref(key: str, to: str, note: str = "", name: str = "") -> Column:
    return Column(key.rstrip("*"), name=name, required=key.endswith("*"), ref=to, note=note)


def stamp(key: str, note: str = "Filled in by the loader where the file is silent.") -> Column:
    return Column(key, note=note, is_stamp=True)


def plain_json(key: str, form: Any, note: str = "") -> Column:
    """A JSON field kept as it is written; `form` is its schema."""
    return Column(key, kind="json", form=form, note=note)


def nested(shape: Shape, key: str) -> Shape:
    """The shape with rows of its own kind under a key, to any depth."""
    object.__setattr__(shape, "rows", (*shape.rows, Rows(key, shape)))
    return shape
