"""What units were granted in seasons past, predecessors of a merged unit among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from blocs.models import Bloc, Title
from reports.models import Honour
from reports.origins import origins_of

GRANTED = (Honour.Status.APPROVED, Honour.Status.AWARDED)


@dataclass(frozen=True)
class Held:
    """`ago`: years before the season asked of; 0 is that season itself. `by`: the unit as it was named then."""

    title: Title
    ago: int
    season: str
    by: str
    is_own: bool


def held_by(units: Collection[int], bloc: Bloc) -> dict[int, list[Held]]:
    """{unit: what it and its predecessors hold up to the bloc's season}, newest first, in whatever bloc it was won."""
    origins = origins_of(units)
    found: dict[int, list[Held]] = {unit: [] for unit in units}
    heirs = _heirs(origins)
    for row in _granted(heirs, bloc.season.starts_on):
        for unit in heirs[row.unit_id]:
            found[unit].append(_held(row, unit, bloc))
    return found


def _heirs(origins: dict[int, set[int]]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for unit, olds in origins.items():
        for old in olds:
            found.setdefault(old, []).append(unit)
    return found


def _granted(heirs: Collection[int | None], until: date) -> list[Honour]:
    rows = Honour.objects.filter(unit__in=heirs, status__in=GRANTED, bloc__season__starts_on__lte=until)
    rows = rows.select_related("title", "granted_title", "unit", "bloc__season").prefetch_related("unit__pasts")
    return list(rows.order_by("-bloc__season__starts_on", "-title__order", "pk"))


def _held(row: Honour, unit: int, bloc: Bloc) -> Held:
    season = row.bloc.season
    ago = bloc.season.starts_on.year - season.starts_on.year
    return Held(row.held_title, ago, season.name, row.unit.name_on(season.ends_on), row.unit_id == unit)
