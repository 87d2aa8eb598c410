"""A canonical text read back into its plain values: the way out of `pacts.logic.seal`, for versions kept as text.

A fact that an older text does not know yet reads as it was before there was one.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any

from pacts.logic import seal
from pacts.logic.table_text import AssignmentText, CriterionText, StageText, TableText, rules_as_figures

FIGURES = {"target", "target_max", "baseline", "points", "maximum", "step"}


def text_from(canonical: str) -> seal.PactText:
    """The text behind a canonical line. Raises ValueError for a line that is no JSON, TypeError for one of no pact."""
    return _built(seal.PactText, json.loads(canonical))


def is_readable(canonical: str) -> bool:
    """A seal taken over from outside may hold a text of another form."""
    try:
        text_from(canonical)
    except (ValueError, TypeError):
        return False
    return True


def _built(kind: type, said: Mapping[str, Any]) -> Any:
    names = {field.name for field in fields(kind)}
    return kind(**{name: _value(name, value) for name, value in said.items() if name in names})


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in READ:
        return READ[name](value)
    if name in FIGURES:
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value


def _all(kind: type) -> Callable[[list], tuple]:
    return lambda rows: tuple(_built(kind, row) for row in rows)


READ: dict[str, Callable[[Any], Any]] = {
    "version": int,
    "reason_length": int,
    "sections": _all(seal.SectionText),
    "pledges": _all(seal.PledgeText),
    "own_targets": _all(seal.OwnTargetText),
    "registrations": _all(seal.RegistrationText),
    "stages": _all(StageText),
    "children": _all(CriterionText),
    "assignments": _all(AssignmentText),
    "rules": rules_as_figures,
    "classes": lambda rows: tuple(rules_as_figures(row) for row in rows),
    "groups": _all(seal.GroupText),
    # One word, two shapes: of a pact its table, of a table its rows.
    "criteria": lambda said: _built(TableText, said) if isinstance(said, dict) else _all(CriterionText)(said),
}
