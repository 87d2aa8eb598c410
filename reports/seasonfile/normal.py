"""A file's content in the one form the writer uses, so that it can be compared with what is here.

Text is cleaned, figures lose trailing zeros, what says nothing is left out, lists without an order are sorted.
Each row remembers the path it came from. Values nobody can read become faults.
"""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.numbers import Unreadable
from blocs.logic.text import clean
from reports.seasonfile import refs, shapes, shapes_scoring, values
from reports.seasonfile.faults import Faults
from reports.seasonfile.form import Column, Rows, Shape
from reports.seasonfile.marking import shortened
from reports.seasonfile.refs import BlocKey


class Said(dict):
    """One row as the file says it. `home` is the bloc (or only the season) its references start from."""

    path: str = ""
    home: BlocKey = BlocKey("", "")

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def document(data: dict[str, Any], faults: Faults, path: str = "") -> Said:
    """A season document, registers included, in normal form."""
    home = BlocKey("", data["season"]["slug"])
    said = registers(data, faults, path)
    said.home = home
    said["season"] = row(shapes.SEASON, data["season"], said.at("season"), home, faults)
    for rows in shapes.DOCUMENT:
        said[rows.key] = row_list(rows, data.get(rows.key) or [], said.at(rows.key), home, faults)
    return said


def registers(data: dict[str, Any], faults: Faults, path: str = "") -> Said:
    said = Said()
    said.path = path
    home = BlocKey("", "")
    for rows in shapes.REGISTERS:
        said[rows.key] = row_list(rows, data.get(rows.key) or [], said.at(rows.key), home, faults)
    said["movements"] = sorted({clean(name) for name in data.get("movements") or []})
    return said


def row(shape: Shape, data: dict[str, Any], path: str, home: BlocKey, faults: Faults) -> Said:
    said = Said()
    said.path = path
    said.home = home = BlocKey(data["series"]["slug"], home.season) if shape is shapes.BLOC else home
    for column in shape.columns:
        _take(shape, column, data, said, faults)
    for key in shape.by_hand:
        if data.get(key) is not None:
            said[key] = BY_HAND[key](data[key], said.at(key), home, faults)
    for rows in shape.rows:
        listed = row_list(rows, data.get(rows.key) or [], said.at(rows.key), home, faults)
        if listed:
            said[rows.key] = listed
    return shortened(said) if shape is shapes_scoring.SHEET else said


def row_list(rows: Rows, data: list, path: str, home: BlocKey, faults: Faults) -> list:
    if rows.plain:
        column = rows.shape.column(rows.plain)
        return [text for text in (values.read(rows.shape, column, raw) for raw in data) if text]
    found = [row(rows.shape, one, f"{path}[{n}]", home, faults) for n, one in enumerate(data)]
    return in_order(rows, found)


def in_order(rows: Rows, found: list) -> list:
    """Sorted, where the list has no order of its own; where it has, a row says its place only if it is another."""
    if rows.sort:
        return sorted(found, key=lambda one: _sort_key(rows.sort, one))
    for place, one in enumerate(found, start=1):
        if one.get("order") == place:
            del one["order"]
    return found


def _sort_key(keys: tuple[str, ...], one: dict) -> tuple:
    return (*(natural(look(one, key)) for key in keys), json.dumps(one, ensure_ascii=False, sort_keys=True))


def look(one: dict, key: str) -> Any:
    """The value under a key, or under `series.slug` one level down."""
    first, _dot, rest = key.partition(".")
    return look(one[first], rest) if rest else one.get(first)


def natural(value: Any) -> list:
    """Numbers inside a text by their size: 1.2 before 1.10."""
    parts = re.split(r"(\d+)", "" if value is None else str(value))
    return [(int(part), part) if part.isdigit() else (-1, part) for part in parts]


def _take(shape: Shape, column: Column, data: dict, said: Said, faults: Faults) -> None:
    try:
        value = values.write(shape, column, values.read(shape, column, data.get(column.key)))
    except Unreadable as error:
        return faults.add(said.at(column.key), error.sentence)
    if column.ref in WRITTEN_ANEW and value is not None:
        value = WRITTEN_ANEW[column.ref](value, said.home)
    if column.key in data and column.required and value in (None, ""):
        return faults.add(said.at(column.key), _("Nothing readable stands here."))
    if (column.key in data or column.required) and not values.is_silent(shape, column, value):
        said[column.key] = value


WRITTEN_ANEW = {
    "pledge": lambda text, home: refs.write_pledge(refs.read_pledge(text, home), home),
    "bloc": lambda text, home: refs.write_bloc(refs.read_bloc(text, home.season), home.season),
}


def _bloc_refs(data: list[str], path: str, home: BlocKey, faults: Faults) -> list[str]:
    return sorted({refs.write_bloc(refs.read_bloc(text, home.season), home.season) for text in data})


def _pact_refs(data: list[str], path: str, home: BlocKey, faults: Faults) -> list[str]:
    return sorted({refs.write_pact(refs.read_pact(text, home.season), home.season) for text in data})


def _registrations(data: list[dict], path: str, home: BlocKey, faults: Faults) -> list[Said]:
    found = []
    for n, one in enumerate(data):
        said = Said(unit=clean(one["unit"]), titles=sorted(map(clean, one["titles"])))
        said.path, said.home = f"{path}[{n}]", home
        found.append(said)
    return sorted(found, key=lambda one: one["unit"])


def _texts(data: list[str], path: str, home: BlocKey, faults: Faults) -> list[str]:
    return sorted({clean(text) for text in data})


def _as_it_is(data: str, path: str, home: BlocKey, faults: Faults) -> str:
    return data


def _alone(key: str):
    return lambda data, path, home, faults: row(shapes.ALONE[key], data, path, home, faults)


def _marks(data: dict, path: str, home: BlocKey, faults: Faults) -> dict[str, dict]:
    """By criterion and stage, both in their order; what agrees stays “=”."""
    found: dict[str, dict] = {}
    for number in sorted(data, key=natural):
        marks = data[number]
        kinds = [kind for kind in shapes_scoring.STAGES_IN_ORDER if kind in marks]
        found[number] = {kind: _mark(marks[kind], f"{path}.{number}.{kind}", home, faults) for kind in kinds}
    return found


def _mark(data: Any, path: str, home: BlocKey, faults: Faults) -> Any:
    return data if data == shapes_scoring.AGREES else row(shapes_scoring.MARK, data, path, home, faults)


def _numbers(data: list[str], path: str, home: BlocKey, faults: Faults) -> list[str]:
    return sorted(data, key=natural)


BY_HAND = {
    **{key: _alone(key) for key in shapes.ALONE},
    "marks": _marks,
    "reopened": _numbers,
    "package": lambda data, path, home, faults: data,
    "former_addresses": _texts,
    "movements": _texts,
    "registrations": _registrations,
    "blocs": _bloc_refs,
    "pacts": _pact_refs,
    "sealed_text": _as_it_is,
    "file": _as_it_is,
    "sha256": _as_it_is,
}
