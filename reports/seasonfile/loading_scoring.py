"""What followed the seal of a criteria table: the draw, extensions, sheets with their marks, and results.

Marks come by the thousand, so every kind of row is saved once for all sheets.
"""

from collections.abc import Callable
from typing import Any

from blocs.models import Bloc
from pacts.models import CriteriaTable
from reports.models import Evidence, Mark, Return, Sheet
from reports.seasonfile import shapes_scoring as shapes
from reports.seasonfile.form import Rows
from reports.seasonfile.loading import Loading
from reports.seasonfile.loading_results import make_result
from reports.seasonfile.loading_tables import ROWS, Lookups, scoring_lookups
from reports.seasonfile.marking import spelt_out
from reports.seasonfile.normal import Said
from reports.seasonfile.saving import put_back_times, unless_said

UNDER_SHEET = {rows.key: rows for rows in shapes.SHEET.rows}


def load_scoring(load: Loading, here: dict, said: Said, bloc: Bloc) -> None:
    """Of every pact of the bloc whose table the file has; `here` is the bloc as it stood before the load."""
    before = {one.get("version", 1): one for one in here.get("pacts", [])}
    for pact in said.get("pacts", []):
        if "criteria_table" in pact:
            version = pact.get("version", 1)
            table = CriteriaTable.objects.with_names().filter(pact__bloc=bloc, pact__version=version).first()
            if table:
                _load(load, before.get(version, {}).get("criteria_table", {}), pact["criteria_table"], table)


def _load(load: Loading, here: dict, said: Said, table: CriteriaTable) -> None:
    bloc = table.pact.bloc
    lookups = scoring_lookups(load, table, said, bloc)
    if "draw" in said and "draw" not in here:
        draw = load.saver.build(shapes.DRAW, said["draw"], lookups, table=table)
        load.saver.save(draw, said["draw"].path)
    _make_extensions(load, load.new_rows(ROWS["extensions"], here, said), lookups)
    _make_sheets(load, load.new_rows(ROWS["sheets"], here, said), said, table, lookups)
    for one in load.new_rows(ROWS["results"], here, said):
        make_result(load, one, table)


def _make_extensions(load: Loading, saids: list[Said], lookups: Lookups) -> None:
    if saids:
        shape, by = ROWS["extensions"].shape, load.saver.by_file
        made = [load.saver.build(shape, one, lookups, **unless_said(one, made_by=by)) for one in saids]
        put_back_times(load.saver.save_all(made, saids[0].path), saids, "made_at")


# --- Sheets -----------------------------------------------------------------------------------


def _make_sheets(load: Loading, saids: list[Said], table: Said, row: CriteriaTable, lookups: Lookups) -> None:
    places = {one["unit"]: place for place, one in enumerate(table.get("sheets", []), start=1)}
    fixed = {"table": row, "bloc": row.pact.bloc}
    sheets = [load.saver.build(shapes.SHEET, one, lookups, order=places[one["unit"]], **fixed) for one in saids]
    load.saver.save_all(sheets, table.at("sheets"))
    pairs = list(zip(sheets, saids, strict=True))
    for key, facts in KINDS.items():
        made = _build(load, UNDER_SHEET[key], pairs, lookups, facts)
        load.saver.save_all([row for row, _said in made], table.at("sheets"))
        if key == "returns":
            _name_reopened(made, lookups)
    marks = [mark for sheet, said in pairs for mark in _marks(load, sheet, said, lookups)]
    load.saver.save_all(marks, table.at("sheets"))


KINDS: dict[str, dict[str, Any]] = {
    "passages": {},
    "returns": {},
    "evidence": {"kind": Evidence.Kind.PAPER},
    "appeals": {},
    "knock_outs": {},
}
"""What stands under a sheet, and what every row of it is."""


def _build(load: Loading, rows: Rows, pairs, lookups: Lookups, facts: dict) -> list[tuple[Any, Said]]:
    return [
        (load.saver.build(rows.shape, one, lookups, sheet=sheet, **facts), one)
        for sheet, said in pairs
        for one in said.get(rows.key, [])
    ]


def _name_reopened(made: list[tuple[Return, Said]], lookups: Lookups) -> None:
    for row, said in made:
        row.criteria.set([lookups["criterion"](number) for number in said.get("reopened", [])])


def _marks(load: Loading, sheet: Sheet, said: Said, lookups: Lookups) -> list[Mark]:
    criterion: Callable = lookups["criterion"]
    silent = {"given_by": load.saver.by_file, "given_at": said["opened_at"]}
    return [
        load.saver.build(
            shapes.MARK,
            _as_said(silent | mark, said),
            lookups,
            sheet=sheet,
            criterion=criterion(number),
            stage=lookups["stage"](kind),
        )
        for number, marks in spelt_out(said).items()
        for kind, mark in marks.items()
    ]


def _as_said(mark: dict, sheet: Said) -> Said:
    said = Said(mark)
    said.path, said.home = sheet.at("marks"), sheet.home
    return said
