"""One document into the database: what is here must be equal, what is not is made in its final state."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from blocs.models import Leader, Level, Movement, Rank, Season, Title, Unit
from reports.seasonfile import shapes
from reports.seasonfile.compare import differences, matched
from reports.seasonfile.faults import Faults
from reports.seasonfile.finding import Finder
from reports.seasonfile.form import Rows
from reports.seasonfile.known import season_here
from reports.seasonfile.normal import Said
from reports.seasonfile.refs import BlocKey
from reports.seasonfile.saving import Saver
from reports.seasonfile.writing import Writer, all_of

IDENTITY: dict[str, tuple[Any, str]] = {
    "levels": (Level, "name"),
    "ranks": (Rank, "slug"),
    "units": (Unit, "slug"),
    "leaders": (Leader, "slug"),
    "titles": (Title, "slug"),
}


class Loading:
    """What the loading of one file carries along. `folder` is where the file lies, its pictures beside it."""

    def __init__(self, saver: Saver, faults: Faults, folder: Path | None):
        self.saver = saver
        self.faults = faults
        self.folder = folder
        self.find = Finder()
        self.writer = Writer("")
        self.unchanged = 0
        self.signatures: list[Callable[[], None]] = []  # made when the ceremonies they name are here

    def is_here(self, rows: Rows, here: dict, said: Said) -> None:
        """Compare a row of the file with its row here."""
        differences(rows.shape, here, said, self.faults)
        self.unchanged += 1

    def new_rows(self, rows: Rows, here: dict, said: Said) -> list[Said]:
        """The rows of an open list that are not here; those that are get compared."""
        heres, new = here.get(rows.key, []), []
        for one, place in matched(rows, heres, said.get(rows.key, [])):
            if place is None:
                new.append(one)
            else:
                self.is_here(rows, heres[place], one)
        return new


def load_registers(load: Loading, said: Said) -> None:
    """Levels, ranks, movements, units, leaders, titles: equal rows are one row."""
    for name in said["movements"]:
        if not Movement.objects.filter(name=name).exists():
            load.saver.save(Movement(name=name), said.at("movements"))
    for rows in shapes.REGISTERS:
        new = _not_here(load, rows, said[rows.key])
        makers = {"units": _make_units, "leaders": _make_leaders}
        makers.get(rows.key, _make_plain)(load, rows, new)


def load_season_row(load: Loading, said: Said) -> Season:
    """The season with its phases; a file may bring phases another file does not have."""
    load.writer = Writer(said["slug"])
    season = season_here(said).first()
    here = load.writer.row(shapes.SEASON, season) if season else {}
    if season:
        differences(shapes.SEASON, here, said, load.faults)
        load.unchanged += 1
    else:
        season = load.saver.save(load.saver.build(shapes.SEASON, said, {}), said.path)
    phases = shapes.SEASON.rows[0]
    for one in load.new_rows(phases, here, said):
        load.saver.save(load.saver.build(phases.shape, one, {}, season=season), one.path)
    return season


def _not_here(load: Loading, rows: Rows, saids: list[Said]) -> list[Said]:
    model, key = IDENTITY[rows.key]
    asked = model.objects.filter(**{f"{key}__in": [said[key] for said in saids]})
    found = {getattr(row, key): row for row in all_of(rows.shape, asked)}
    for said in saids:
        if said[key] in found:
            load.is_here(rows, load.writer.row(rows.shape, found[said[key]]), said)
    return [said for said in saids if said[key] not in found]


def _make_plain(load: Loading, rows: Rows, saids: list[Said]) -> None:
    for said in saids:
        load.saver.save(load.saver.build(rows.shape, said, {}), said.path)


def _make_units(load: Loading, rows: Rows, saids: list[Said]) -> None:
    """Parents before the units under them; what names other units last."""
    lookups = load.find.lookups(BlocKey("", ""))
    made: dict[str, Unit] = {}
    for said in parents_first(saids):
        made[said["slug"]] = load.saver.save(load.saver.build(rows.shape, said, lookups), said.path)
    pasts, successions = rows.shape.rows
    for said in saids:
        unit = made[said["slug"]]
        load.saver.add_rows(pasts, said.get("pasts", []), lookups, said.at("pasts"), unit=unit)
        load.saver.add_rows(successions, said.get("successions", []), lookups, said.at("successions"), before=unit)


def parents_first(saids: list[Said]) -> list[Said]:
    by_slug = {said["slug"]: said for said in saids}
    done: dict[str, Said] = {}

    def take(said: Said) -> None:
        parent = by_slug.get(said.get("parent", ""))
        if parent is not None and parent["slug"] not in done:
            take(parent)
        done.setdefault(said["slug"], said)

    for said in saids:
        take(said)
    return list(done.values())


def _make_leaders(load: Loading, rows: Rows, saids: list[Said]) -> None:
    lookups = load.find.lookups(BlocKey("", ""))
    for said in saids:
        leader = load.saver.save(load.saver.build(rows.shape, said, lookups), said.path)
        for inner in rows.shape.rows:
            load.saver.add_rows(inner, said.get(inner.key, []), lookups, said.at(inner.key), leader=leader)
