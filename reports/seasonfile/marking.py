"""The marks of a sheet as a file writes them: what only repeats the stage before is “=”, who and when once a stage."""

from typing import Any

from reports.seasonfile.shapes_scoring import AGREES, STAGES_IN_ORDER

FIGURES = ("points", "value", "numerator", "denominator")
EXPLAINS = "explain"


def shortened(sheet: dict) -> dict:
    """The sheet with its marks as short as they can be; the writer and the reader come to one form here."""
    passed = first_passages(sheet)
    for marks in sheet.get("marks", {}).values():
        before: dict[str, Any] = {}
        for kind in [kind for kind in STAGES_IN_ORDER if kind in marks]:
            mark = marks[kind]
            if mark == AGREES:
                continue
            _leave_out(mark, passed.get(kind, {}))
            if before and mark == before:
                marks[kind] = AGREES
            before = before if kind == EXPLAINS else figures_of(mark)
    return sheet


def spelt_out(sheet: dict) -> dict[str, dict[str, dict]]:
    """{number: {stage: mark}} with every mark in full but for who gave it and when, where nobody says so.

    An agreement with nothing before it is an empty mark; `checks` refuses it.
    """
    passed = first_passages(sheet)
    found: dict[str, dict[str, dict]] = {}
    for number, marks in sheet.get("marks", {}).items():
        before: dict[str, Any] = {}
        found[number] = {}
        for kind, mark in marks.items():
            full = dict(before) if mark == AGREES else dict(mark)
            before = before if kind == EXPLAINS else figures_of(full)
            found[number][kind] = passed.get(kind, {}) | full
    return found


def first_passages(sheet: dict) -> dict[str, dict[str, str]]:
    """{stage: who passed the sheet on first, and when}."""
    found: dict[str, dict[str, str]] = {}
    for passage in sheet.get("passages", []):
        facts = {"given_by": passage["passed_by"], "given_at": passage["passed_at"]}
        found.setdefault(passage["stage"], facts)
    return found


def figures_of(mark: dict) -> dict[str, Any]:
    return {key: mark[key] for key in FIGURES if key in mark}


def _leave_out(mark: dict, passage: dict) -> None:
    for key, fact in passage.items():
        if mark.get(key) == fact:
            del mark[key]
