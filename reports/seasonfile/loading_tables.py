"""The criteria table of a pact: its stages, its tree, and the bloc's decisions for single units."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from blocs.models import Bloc
from pacts.logic.tables import problems_of_table
from pacts.models import CriteriaTable, Criterion, Pact, Stage, tree_of
from reports.seasonfile import shapes_scoring as shapes
from reports.seasonfile.loading import Loading
from reports.seasonfile.normal import Said
from reports.seasonfile.saving import Lookup, unless_said

ROWS = {rows.key: rows for rows in shapes.CRITERIA_TABLE.rows}
Lookups = dict[str, Lookup]


def make_table(load: Loading, said: Said, pact: Pact, lookups: Lookups, sealed_at: str | None) -> None:
    """Made before the seal, which covers it. An adopted table that could not be adopted here is refused."""
    is_adopted = said.get("state") == CriteriaTable.State.ADOPTED
    stamps = unless_said(said, adopted_at=pact.opened_at or _sealed(sealed_at)) if is_adopted else {}
    table = load.saver.save(load.saver.build(shapes.CRITERIA_TABLE, said, lookups, pact=pact, **stamps), said.path)
    load.saver.add_rows(ROWS["stages"], said.get("stages", []), lookups, said.at("stages"), table=table)
    made = _make_tree(load, said, table, lookups)
    assigned = [
        load.saver.build(shapes.ASSIGNMENT, line, lookups, criterion=criterion)
        for one, criterion in made
        for line in one.get("assignments", [])
    ]
    load.saver.save_all(assigned, said.at("criteria"))
    if table.is_adopted:
        for sentence in problems_of_table(table.for_adopting()):
            load.faults.add(said.path, sentence)


def _sealed(at: str | None) -> datetime:
    return datetime.fromisoformat(at) if at else timezone.now()


def _make_tree(load: Loading, said: Said, table: CriteriaTable, lookups: Lookups) -> list[tuple[Said, Criterion]]:
    """Level by level, so that each finds its parent."""
    made: list[tuple[Said, Criterion]] = []
    level: list[tuple[Said, Criterion]] = _level(load, said.get("criteria", []), lookups, table=table)
    while level:
        load.saver.save_all([row for _said, row in level], said.at("criteria"))
        made += level
        level = [
            below
            for one, row in level
            for below in _level(load, one.get("children", []), lookups, table=table, parent=row)
        ]
    return made


def _level(load: Loading, saids: list[Said], lookups: Lookups, **fixed) -> list[tuple[Said, Criterion]]:
    """Unsaved, numbered by their place."""
    build, shape = load.saver.build, shapes.CRITERION
    return [(one, build(shape, one, lookups, order=place, **fixed)) for place, one in enumerate(saids, start=1)]


def scoring_lookups(load: Loading, table: CriteriaTable, said: Said, bloc: Bloc) -> Lookups:
    """The names by which rows under a table call one another: criteria by place, stages by kind."""
    criteria = {node.number: node.criterion for node in tree_of(table)}
    stages: dict[str, Stage] = {stage.kind: stage for stage in table.stages.all()}
    found: dict[str, Any] = {"criterion": criteria.__getitem__, "stage": stages.__getitem__}
    return load.find.lookups(said.home, bloc.season) | found
