"""Rows to a plain dict in normal form: deterministic, by slugs and orders, never by ids."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import models

from blocs.models import Bloc
from pacts.logic import seal
from pacts.models import Ceremony, Pact, Photo, Pledge
from pacts.text import text_of
from reports.seasonfile import packages, refs, shapes, shapes_scoring, values
from reports.seasonfile.form import Column, Rows, Shape
from reports.seasonfile.marking import shortened
from reports.seasonfile.normal import in_order
from reports.seasonfile.refs import BlocKey, PactKey, PledgeKey
from reports.seasonfile.writing_scoring import ScoringWriter

SELECT = {
    "unit": ["level", "parent"],
    "former_form": ["level", "parent"],
    "succession": ["after"],
    "rank_held": ["rank"],
    "post": ["unit"],
    "bloc": ["series__organiser", "season", "previous__season"],
    "member": ["unit"],
    "head": ["unit"],
    "pact": ["amends"],
    "pledge": ["group", "follows"],
    "own_target": ["membership__unit"],
    "signature": ["unit", "ceremony"],
    "adoption": ["ceremony", "item"],
    "extension": ["unit"],
    "reporting": ["phase"],
    "report": ["unit"],
    "figure": ["unit", "phase"],
    "honour": ["unit", "title", "granted_title"],
    "quota": ["title", "level", "of"],
    "attendee": ["leader", "unit"],
    "direction": ["unit", "given_by"],
    "contribution": ["unit"],
    "passage": ["stage"],
    "return": ["from_stage", "to_stage"],
    "appeal": ["criterion", "stage"],
    "summary": ["bloc__series", "bloc__season", "ceremony"],
}


def bloc_key(bloc: Bloc) -> BlocKey:
    return BlocKey(bloc.series.slug, bloc.season.slug)


def pledges_in_order(pact: Pact) -> list[tuple[int, list[Pledge]]]:
    """(number of the content, its pledges), numbered as in the sealed text; content 0 holds those outside any."""
    rows = defaultdict(list)
    for pledge in sorted(pact.pledges.select_related("group"), key=lambda row: (row.order, row.name, row.kind)):
        rows[pledge.section_id].append(pledge)
    return [(0, rows[None]), *((n, rows[one.pk]) for n, one in enumerate(sections_in_order(pact), start=1))]


def sections_in_order(pact: Pact) -> list:
    return sorted(pact.sections.all(), key=lambda row: (row.order, row.title, row.text))


def places_of(pact: Pact) -> dict[str, Pledge]:
    """{"1.3": pledge} of one pact."""
    numbered = pledges_in_order(pact)
    return {f"{n}.{m}": pledge for n, pledges in numbered for m, pledge in enumerate(pledges, start=1)}


def all_of(shape: Shape, rows) -> list[models.Model]:
    """The rows of a manager or queryset with the names they are written by."""
    return list(rows.all().select_related(*SELECT.get(shape.name, ())))


class Writer:
    """Writes rows of one season; what it has looked up once it keeps, so use one for one dump."""

    def __init__(self, season: str):
        self.season = season
        self.blocs: set[int] | None = None  # where a dump holds only some blocs, ceremonies name only those
        self._places: dict[int, tuple[PactKey, dict[int, str]]] = {}
        self.scoring = ScoringWriter()

    def row(self, shape: Shape, one: Any, home: BlocKey | None = None) -> dict[str, Any]:
        home = bloc_key(one) if shape is shapes.BLOC else home or BlocKey("", self.season)
        said = {"series": self.series(one)} if shape is shapes.BLOC else {}
        for column in shape.columns:
            value = self.value(shape, column, one, home)
            if not values.is_silent(shape, column, value):
                said[column.key] = value
        by_hand = self._by_hand(shape, one, home)
        said |= {key: value for key, value in by_hand.items() if value not in (None, [], "")}
        for rows in shape.rows:
            if listed := self.row_list(rows, self._rows(rows, one), home):
                said[rows.key] = listed
        return shortened(said) if shape is shapes_scoring.SHEET else said

    def row_list(self, rows: Rows, found: Iterable, home: BlocKey | None = None) -> list:
        said = in_order(rows, [self.row(rows.shape, one, home) for one in found])
        return [one[rows.plain] for one in said] if rows.plain else said

    def value(self, shape: Shape, column: Column, one: Any, home: BlocKey) -> Any:
        value = values.of_row(shape, column, one)
        if not column.ref or value is None:
            return values.write(shape, column, value)
        return self._reference(column, value, home)

    def _reference(self, column: Column, value: Any, home: BlocKey) -> Any:
        if column.ref == "pledge":
            return refs.write_pledge(self.pledge_key(value), home)
        if column.ref == "bloc":
            return refs.write_bloc(bloc_key(value), home.season)
        plain = {
            "level": lambda: value.name,
            "group": lambda: value.name,
            "season": lambda: value.season.slug,
            "version": lambda: value.version,
            "attendee": lambda: _place(value, "attendees"),
            "agenda_item": lambda: _place(value, "agenda"),
            "criterion": lambda: self.scoring.number(value),
            "stage": lambda: value.kind,
            "unit": lambda: value.unit.slug if column.name == "membership" else value.slug,
        }
        return plain.get(column.ref, lambda: value.slug)()

    def pledge_key(self, pledge: Pledge) -> PledgeKey:
        if pledge.pact_id not in self._places:
            pact = Pact.objects.select_related("bloc__series", "bloc__season").get(pk=pledge.pact_id)
            places = {one.pk: place for place, one in places_of(pact).items()}
            self._places[pledge.pact_id] = PactKey(bloc_key(pact.bloc), pact.version), places
        pact_key, places = self._places[pledge.pact_id]
        return PledgeKey(pact_key, places[pledge.pk])

    def series(self, bloc: Bloc) -> dict[str, Any]:
        return self.row(shapes.SERIES, bloc.series)

    def _rows(self, rows: Rows, one: Any) -> Iterable:
        """The rows under a key, those of the paper in its order."""
        if isinstance(one, Pact) and rows.key == "sections":
            return sections_in_order(one)
        if rows.shape is shapes.PLEDGE:
            return self._pledges(one)
        if rows.key == "figures":
            return self._figures(one)
        if rows.shape.name in self.scoring.ways:
            return self.scoring.ways[rows.shape.name](one)
        found = all_of(rows.shape, getattr(one, rows.manager))
        if rows.key == "solutions":
            found.sort(key=lambda row: (row.order, row.text))
        if rows.key == "members":
            found.sort(key=lambda row: (row.order, row.unit.precedence, row.unit.name_sort, row.unit.slug))
        return found

    def _pledges(self, parent: Any) -> list[Pledge]:
        loose = {"section": None} if isinstance(parent, Pact) else {}
        return sorted(
            parent.pledges.filter(**loose).select_related("group", "follows"),
            key=lambda row: (row.order, row.name, row.kind),
        )

    def _figures(self, bloc: Bloc) -> list[models.Model]:
        return list(bloc.figures.select_related("unit", "phase", "pledge"))

    def _by_hand(self, shape: Shape, one: Any, home: BlocKey) -> dict[str, Any]:
        writers = {
            "series": lambda: {"former_addresses": sorted(one.former_addresses.values_list("slug", flat=True))},
            "bloc": lambda: {
                key: self._alone(key, getattr(one, key, None), home) for key in ("regulation", "honour_rules")
            },
            "pact": lambda: self._pact(one, home),
            "criteria_table": lambda: {"draw": self._alone("draw", getattr(one, "draw", None), home)},
            "sheet": lambda: {"marks": self.scoring.marks(one) or None},
            "return": lambda: {"reopened": self.scoring.reopened(one)},
            "result": lambda: {"package": packages.of_dump(one)},
            "ceremony": lambda: self._ceremony(one),
            "photo": lambda: photo(one),
        }
        return writers.get(shape.name, dict)()

    def _alone(self, key: str, one: Any, home: BlocKey) -> dict | None:
        return self.row(shapes.ALONE[key], one, home) if one else None

    def _pact(self, pact: Pact, home: BlocKey) -> dict[str, Any]:
        titles = defaultdict(list)
        for unit, title in pact.registrations.values_list("unit__slug", "title__slug"):
            titles[unit].append(title)
        return {
            "movements": sorted(pact.movements.values_list("name", flat=True)),
            "registrations": [{"unit": unit, "titles": sorted(titles[unit])} for unit in sorted(titles)],
            "criteria_table": self._alone("criteria_table", getattr(pact, "criteria_table", None), home),
            "sealed_text": pact.canonical if pact.is_sealed and _reads_otherwise(pact) else None,
        }

    def _ceremony(self, ceremony: Ceremony) -> dict[str, Any]:
        blocs = ceremony.blocs.select_related("series", "season")
        pacts = ceremony.pacts.select_related("bloc__series", "bloc__season")
        if self.blocs is not None:
            blocs, pacts = blocs.filter(pk__in=self.blocs), pacts.filter(bloc__in=self.blocs)
        keys = [PactKey(bloc_key(pact.bloc), pact.version) for pact in pacts]
        return {
            "blocs": sorted(refs.write_bloc(bloc_key(bloc), self.season) for bloc in blocs),
            "pacts": sorted(refs.write_pact(key, self.season) for key in keys),
        }


def photo(one: Photo) -> dict[str, Any]:
    """A picture's name and sum; it is named by its sum, whatever name the storage gave it."""
    with one.image.open("rb") as picture:
        digest = sha256(picture.read()).hexdigest()
    return {"file": digest[:16] + PurePath(one.image.name).suffix, "sha256": digest}


def _place(row: models.Model, rows: str) -> int:
    keys = list(getattr(row.ceremony, rows).values_list("pk", flat=True))  # type: ignore[attr-defined]
    return keys.index(row.pk) + 1


def _reads_otherwise(pact: Pact) -> bool:
    """Whether a name in the sealed text has changed since the seal."""
    return seal.canonical(text_of(pact)) != pact.canonical
