"""The door for whole seasons: rows in their final state, with the dates of the file (docs/season-file.md)."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from blocs.models import Event
from reports.seasonfile.checks import check
from reports.seasonfile.faults import BadSeasonFile, Faults
from reports.seasonfile.loading import Loading, load_registers, load_season_row
from reports.seasonfile.loading_blocs import load_bloc
from reports.seasonfile.loading_ceremonies import load_ceremony, load_summary
from reports.seasonfile.normal import Said
from reports.seasonfile.reading import seasons_of
from reports.seasonfile.saving import Saver

__all__ = ["BadSeasonFile", "Outcome", "load_season"]


@dataclass(frozen=True)
class Outcome:
    """How many rows a file made, by kind, and how many of its larger rows were here already and equal."""

    created: int = 0
    unchanged: int = 0
    rows: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def load_season(document: Any, *, name: str, digest: str, by, folder: Path | None = None) -> Outcome:
    """Load one season or site document whole, or nothing of it.

    `document` is parsed JSON, `name` and `digest` (SHA-256) the file's, `folder` where it lies (for its pictures);
    `by` a user or a text. Nothing here is ever overwritten: what is here must be equal, sealed or not. One line goes
    into the logbook where something was made. Raises BadSeasonFile, a Refused, with every fault found.
    """
    faults = Faults()
    registers, seasons = seasons_of(document)
    check(registers + seasons, faults)
    faults.refuse_if_any()
    load = Loading(Saver(name, by), faults, folder)
    _load(load, registers, seasons)
    faults.refuse_if_any()
    counts = {kind: count for kind, count in sorted(load.saver.counts.items()) if count}
    outcome = Outcome(sum(counts.values()), load.unchanged, counts)
    if outcome.created:
        Event.record("reports.load_season", name, by=by, sha256=digest, created=outcome.created)
    return outcome


def _load(load: Loading, registers: list[Said], seasons: list[Said]) -> None:
    """All registers first, so that no unit of a later season is missed; then season by season."""
    for said in registers + seasons:
        load_registers(load, said)
    for said in seasons:
        season = load_season_row(load, said["season"])
        for bloc in sorted(said["blocs"], key=lambda one: one["series"]["slug"]):
            load_bloc(load, bloc, season)
        for ceremony in said["ceremonies"]:
            load_ceremony(load, ceremony)
        for make in load.signatures:
            make()
        load.signatures.clear()
        for summary in said["summaries"]:
            load_summary(load, summary)
