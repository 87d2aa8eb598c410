"""The frozen package of a result, gathered from the rows: inputs, rules, names and days as they stand now."""

from datetime import date
from typing import Any

from django.utils.timezone import localtime

from pacts.models.tree import Node
from reports.logic.package import FIGURE, Package, complete, text_of
from reports.logic.reckoning import Key
from reports.models import KnockOut, Mark
from reports.scored import Board, part_of, scale_of


def package_of(
    board: Board, *, number: int, mode: str, correction_note: str = "", as_of: date | None = None
) -> Package:
    """`as_of`: the day whose names the units bear; today, or the day of the season nearest to it."""
    bloc = board.table.pact.bloc
    day = as_of or bloc.day
    return complete(
        {
            "bloc": {"series": bloc.series.slug, "season": bloc.season.slug, "name": bloc.name},
            "revision": {"number": number, "mode": mode, "correction_note": correction_note},
            "as_of": day.isoformat(),
            "table": _table(board),
            "stages": [_stage(stage) for stage in board.stages],
            "units": [_unit(board, slug, day) for slug in board.units],
            "criteria": [_criterion(node) for node in board.tree],
            "targets": [_target(board, key) for key in _keys(board) if _says_something(board, key)],
            "evidence": [_piece(key, board.evidence[key]) for key in _keys(board) if key in board.evidence],
            "knock_outs": [_knock_out(row) for row in board.knock_outs if row.state == KnockOut.State.CONFIRMED],
            "marks": [mark for key in _keys(board) for mark in _marks(board, key)],
        }
    )


def _keys(board: Board) -> list[Key]:
    """Unit by unit, each in the order of the table."""
    return [(number, unit) for unit in board.units for number in board.rules]


def _table(board: Board) -> dict[str, Any]:
    table = board.table
    return {
        "name": table.name,
        "source": table.source,
        "formulas": table.formulas,
        "maximum": text_of(table.maximum),
        "bonus_is_inside": table.bonus_is_inside,
        "step": text_of(table.step),
        "outcome": table.outcome,
        "classes": table.classes,
        "tie_breaks": table.tie_breaks,
        "pact_version": table.pact.version,
        "pact_digest": table.pact.digest,
    }


def _stage(stage) -> dict[str, Any]:
    days = {name: str(day) if (day := getattr(stage, name)) else None for name in ("opens_on", "due_on")}
    return {"order": stage.order, "kind": stage.kind, "name": stage.name, **days}


def _unit(board: Board, slug: str, day: date) -> dict[str, Any]:
    sheet = board.sheets[slug]
    return {"slug": slug, "name": sheet.unit.name_on(day), "order": sheet.order}


def _criterion(node: Node) -> dict[str, Any]:
    criterion = node.criterion
    rule = {"kind": "", "fed": False, "scale": None, "pledge": None}
    if criterion.is_leaf:
        kind = criterion.pledge.kind if criterion.pledge else criterion.rules.get("kind", "")
        pledge = criterion.pledge.name if criterion.pledge else None
        rule = {"kind": kind, "fed": criterion.pledge_id is not None, "scale": scale_of(node), "pledge": pledge}
    return {
        "number": node.number,
        "code": criterion.code,
        "name": criterion.name,
        "points": text_of(criterion.points),
        "part": part_of(node),
        "formula": criterion.formula,
        "rules": criterion.rules,
        "assessor": criterion.assessor,
        "evidence": criterion.evidence,
        **rule,
    }


def _says_something(board: Board, key: Key) -> bool:
    goal = board.goals[key]
    return not goal.applies or any(n is not None for n in (goal.target, goal.target_max, goal.baseline))


def _target(board: Board, key: Key) -> dict[str, Any]:
    goal = board.goals[key]
    numbers = {name: text_of(getattr(goal, name)) for name in ("target", "target_max", "baseline")}
    return {"unit": key[1], "criterion": key[0], "applies": goal.applies, **numbers}


def _piece(key: Key, pieces: int) -> dict[str, Any]:
    return {"unit": key[1], "criterion": key[0], "pieces": pieces}


def _knock_out(row: KnockOut) -> dict[str, Any]:
    return {
        "unit": row.sheet.unit.slug,
        "effect": row.effect,
        "ceiling": text_of(row.ceiling),
        "ground": row.ground,
        "legal_basis": row.legal_basis,
        "document": row.document,
        "proposed_by": row.proposed_by,
        "settled_by": row.settled_by,
    }


def _marks(board: Board, key: Key) -> list[dict[str, Any]]:
    """The marks of every stage; else the figure that stands for one."""
    marks = [_mark(key, mark) for mark in board.marks.get(key, ())]
    figure = board.live.get(key)
    if figure is None:
        return marks
    return [*marks, {**_said(key, figure), "stage": FIGURE, "given": None, "by": "", "at": None, "reason": ""}]


def _mark(key: Key, mark: Mark) -> dict[str, Any]:
    return {
        **_said(key, mark),
        "stage": mark.stage.kind,
        "given": text_of(mark.points),
        "by": mark.given_by,
        "at": localtime(mark.given_at).isoformat(timespec="seconds"),
        "reason": mark.reason,
    }


def _said(key: Key, row) -> dict[str, Any]:
    numbers = {name: text_of(getattr(row, name)) for name in ("value", "numerator", "denominator")}
    return {"unit": key[1], "criterion": key[0], **numbers}
