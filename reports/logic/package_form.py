"""Whether a file is a package at all: every part there, every name known, every number a number. Nothing is trusted."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,12}|/[1-9]\d{0,19})?", re.ASCII)
PLAIN = re.compile(r"-?\d{1,20}(\.\d{1,12})?", re.ASCII)
FIGURE = "figure"
FIGURES = {"per", "floor", "upto", "points", "target", "target_max", "baseline", "step", "from"}

# Field: what it may be. "?" after a kind: or null.
PARTS: dict[str, dict[str, str]] = {
    "units": {"slug": "text", "name": "text"},
    "stages": {"order": "count", "kind": "text", "name": "text"},
    "criteria": {
        "number": "text",
        "name": "text",
        "points": "plain",
        "part": "text",
        "formula": "text",
        "rules": "dict",
        "kind": "text",
        "fed": "bool",
        "scale": "count?",
        "evidence": "text",
    },
    "targets": {
        "unit": "text",
        "criterion": "text",
        "applies": "bool",
        "target": "number?",
        "target_max": "number?",
        "baseline": "number?",
    },
    "evidence": {"unit": "text", "criterion": "text"},
    "knock_outs": {"unit": "text", "effect": "text", "ceiling": "plain?", "ground": "text"},
    "marks": {
        "unit": "text",
        "criterion": "text",
        "stage": "text",
        "given": "plain?",
        "value": "number?",
        "numerator": "number?",
        "denominator": "number?",
        "points": "plain?",
        "counts": "bool",
    },
    "totals": {"unit": "text"},
    "standings": {"unit": "text"},
}
TABLE = {
    "name": "text",
    "formulas": "text",
    "maximum": "plain",
    "bonus_is_inside": "bool",
    "outcome": "text",
    "tie_breaks": "list",
    "classes": "list",
}
KNOWN = {"effect": ("exclude", "ceiling"), "part": ("main", "bonus", "penalty"), "outcome": ("ranks", "classes")}
VERSIONS = ("1",)


class Malformed(ValueError):
    """What is no package; the sentence says what is wrong. In English: it is read by machines and engineers."""


def fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def stage_orders(package: Mapping[str, Any]) -> dict[str, int]:
    """Where each kind of stage stands; a figure that stands for a mark comes before all."""
    return {FIGURE: 0} | {row["kind"]: row["order"] for row in package["stages"]}


def check_form(package: Any, form: str) -> None:
    """Raises Malformed with the first thing that is wrong."""
    if not isinstance(package, dict) or package.get("form") != form:
        raise Malformed(f"This is not a package of the form {form}.")
    _row(package.get("table"), TABLE, "table")
    if package["table"]["formulas"] not in VERSIONS:
        raise Malformed(f"The formulas of version {package['table']['formulas']!r} are not known here.")
    if not isinstance(package.get("sizes"), dict):
        raise Malformed("sizes is missing.")
    for part, fields in PARTS.items():
        _rows(package, part, fields)
    for place, row in enumerate(package["criteria"]):
        _figures([row["rules"], *_objects(row["rules"].get("bands", []))], f"criteria[{place}].rules")
    _figures(_objects(package["table"]["classes"]), "table.classes")
    _names(package)


def _objects(rows: Any) -> list[dict]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Malformed("Bands and groups are lists of objects.")
    return rows


def _figures(rows: Iterable[dict], place: str) -> None:
    """What is a figure somewhere below, is written as one: no “1e5”, no digits of another script."""
    for row in rows:
        for name in FIGURES & row.keys():
            if row[name] not in (None, "") and not PLAIN.fullmatch(str(row[name])):
                raise Malformed(f"{place}.{name} is no number: {row[name]!r}")


def _rows(package: Mapping[str, Any], part: str, fields: Mapping[str, str]) -> None:
    if not isinstance(package.get(part), list):
        raise Malformed(f"{part} is not a list.")
    for place, row in enumerate(package[part]):
        _row(row, fields, f"{part}[{place}]")


def _row(row: Any, fields: Mapping[str, str], place: str) -> None:
    if not isinstance(row, dict):
        raise Malformed(f"{place} is not an object.")
    for name, kind in fields.items():
        if name not in row or not _is(kind, row[name]):
            raise Malformed(f"{place}.{name} is missing or is not what it should be.")
        if name in KNOWN and row[name] not in KNOWN[name]:
            raise Malformed(f"{place}.{name} is not known: {row[name]!r}")


def _is(kind: str, value: Any) -> bool:
    if kind.endswith("?"):
        return value is None or _is(kind[:-1], value)
    if kind in ("number", "plain"):
        return isinstance(value, str) and bool((NUMBER if kind == "number" else PLAIN).fullmatch(value))
    if kind == "count":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6
    return isinstance(value, {"text": str, "bool": bool, "dict": dict, "list": list}[kind])


def _names(package: Mapping[str, Any]) -> None:
    """Nothing twice, and nothing about a unit, a criterion or a stage that is not there."""
    units = _once(package, "units", "slug")
    leaves = {row["number"] for row in package["criteria"] if row["formula"]}
    _once(package, "criteria", "number")
    _once(package, "stages", "kind")
    _once(package, "marks", "unit", "criterion", "stage")
    _once(package, "targets", "unit", "criterion")
    stages = set(stage_orders(package))
    for part in ("targets", "evidence", "knock_outs", "marks", "totals", "standings"):
        for place, row in enumerate(package[part]):
            known = (row["unit"],) in units and row.get("criterion", None) in leaves | {None}
            if not known or row.get("stage", FIGURE) not in stages:
                raise Malformed(f"{part}[{place}] speaks of a unit, a criterion or a stage that is not there.")


def _once(package: Mapping[str, Any], part: str, *names: str) -> set[tuple[str, ...]]:
    keys = [tuple(row[name] for name in names) for row in package[part]]
    if len(set(keys)) != len(keys):
        raise Malformed(f"{part} has something twice.")
    return set(keys)
