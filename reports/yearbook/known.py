"""What is here already, by the names people write: a unit, a title, a season is named once and never made twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from blocs.logic.text import fold
from blocs.models import Rank, Season, Series, Title, Unit


@dataclass(frozen=True)
class Known:
    """Slugs by folded names. `units` of one organiser's tree by (organiser's folded name, own folded name)."""

    organisers: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)
    series: Mapping[tuple[str, str], str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, str] = field(default_factory=dict)
    seasons: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def known_here() -> Known:
    """In a fixed number of queries. A name two units of one organiser share names neither."""
    units = list(Unit.objects.only("pk", "slug", "name", "path", "parent_id"))
    by_pk = {unit.pk: unit for unit in units}
    return Known(
        organisers={fold(unit.name): unit.slug for unit in units if unit.parent_id is None},
        units=_once((key, unit.slug) for unit in units for key in _keys(unit, by_pk)),
        series={
            (fold(row.organiser.name), fold(row.name)): row.slug for row in Series.objects.select_related("organiser")
        },
        titles={fold(row.name): row.slug for row in Title.objects.all()},
        ranks={fold(row.name): row.slug for row in Rank.objects.all()},
        seasons={row.slug: _season(row) for row in Season.objects.prefetch_related("phases")},
    )


def _keys(unit: Unit, by_pk: Mapping[int, Unit]):
    """Under every unit above it, since the organiser may be any of them."""
    above = [by_pk[int(part)] for part in unit.path.strip("/").split("/") if part and int(part) in by_pk]
    return ((fold(one.name), fold(unit.name)) for one in above)


def _once(pairs) -> dict:
    found: dict = {}
    for key, slug in pairs:
        found[key] = "" if key in found and found[key] != slug else slug
    return {key: slug for key, slug in found.items() if slug}


def _season(row: Season) -> dict[str, Any]:
    """As a season file says it, so that the one here is equal to itself."""
    phases = [
        {
            "slug": one.slug,
            "name": one.name,
            "kind": one.kind,
            "starts_on": str(one.starts_on),
            "ends_on": str(one.ends_on),
        }
        for one in row.phases.all()
    ]
    said = {"slug": row.slug, "name": row.name, "kind": row.kind, "phases": phases}
    days = {"starts_on": str(row.starts_on), "ends_on": str(row.ends_on)}
    return {**said, **days, **({"is_approximate": True} if row.is_approximate else {})}
