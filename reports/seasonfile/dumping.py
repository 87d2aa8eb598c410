"""Season documents from what is here: blocs of one season each, with exactly the register rows they name."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from blocs.models import Bloc, Leader, Level, Movement, Rank, Season, Title, Unit
from blocs.models.ranks import RANKS
from pacts.models import Ceremony, Photo
from reports.models import Publication
from reports.seasonfile import shapes
from reports.seasonfile.form import Shape
from reports.seasonfile.normal import in_order
from reports.seasonfile.refs import BlocKey
from reports.seasonfile.writing import SELECT, Writer, all_of

MODELS: dict[str, tuple[Any, str]] = {
    "levels": (Level, "name"),
    "ranks": (Rank, "slug"),
    "units": (Unit, "slug"),
    "leaders": (Leader, "slug"),
    "titles": (Title, "slug"),
}
REGISTER_OF = {"level": "levels", "rank": "ranks", "unit": "units", "leader": "leaders", "title": "titles"}
RANKS_OF_THE_LAW = dict(RANKS)
Names = dict[str, set[str]]


def as_text(document: dict[str, Any]) -> str:
    """The bytes of a dump: the same for the same document."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def site() -> dict[str, Any]:
    """Everything a season file can hold, register rows no season uses included."""
    registers = Registers()
    seasons = [_season(season, season.blocs.all(), registers, None) for season in _in_time(Season.objects.all())]
    unused = registers.rest()
    return {
        "format": shapes.SITE_FORMAT,
        **({"registers": unused} if unused else {}),
        "seasons": seasons,
    }


def of_blocs(blocs: Iterable[Bloc]) -> dict[str, Any]:
    """These blocs alone: a season document where they share a season, else a site document."""
    by_season: dict[Season, list[Bloc]] = defaultdict(list)
    for bloc in blocs:
        by_season[bloc.season].append(bloc)
    chosen = {bloc.pk for found in by_season.values() for bloc in found}
    registers = Registers()
    documents = [
        _season(season, Bloc.objects.filter(pk__in=[bloc.pk for bloc in by_season[season]]), registers, chosen)
        for season in _in_time(by_season)
    ]
    return documents[0] if len(documents) == 1 else {"format": shapes.SITE_FORMAT, "seasons": documents}


def photos_of(document: dict[str, Any]) -> Iterator[Photo]:
    """The photographs of the ceremonies in a document."""
    for one in document.get("seasons", [document]):
        slugs = [ceremony["slug"] for ceremony in one.get("ceremonies", [])]
        yield from Photo.objects.filter(ceremony__slug__in=slugs)


def _in_time(seasons: Iterable[Season]) -> list[Season]:
    return sorted(seasons, key=lambda one: (one.starts_on, one.ends_on, one.slug, one.kind))


def _season(season: Season, blocs, registers: "Registers", chosen: set[int] | None) -> dict[str, Any]:
    writer = Writer(season.slug)
    writer.blocs = chosen
    bloc_rows, ceremony_rows, summary_rows = shapes.DOCUMENT
    summaries = Publication.objects.filter(bloc__in=blocs).select_related(*SELECT["summary"])
    home = BlocKey("", season.slug)
    lists = {
        "blocs": writer.row_list(bloc_rows, all_of(shapes.BLOC, blocs)),
        "ceremonies": writer.row_list(ceremony_rows, _ceremonies_of(season, blocs, chosen), home),
        "summaries": writer.row_list(summary_rows, summaries, home),
    }
    row = writer.row(shapes.SEASON, season)
    document = {"format": shapes.SEASON_FORMAT, "season": row, **registers.used_by(lists), "blocs": lists.pop("blocs")}
    return document | {key: rows for key, rows in lists.items() if rows}


def _ceremonies_of(season: Season, blocs, chosen: set[int] | None) -> list[Ceremony]:
    """Each ceremony stands once, with the latest of the seasons it belongs to, so that all its blocs come before."""
    found = []
    for ceremony in Ceremony.objects.filter(blocs__in=blocs).distinct().prefetch_related("blocs__season"):
        among = [bloc.season for bloc in ceremony.blocs.all() if chosen is None or bloc.pk in chosen]
        if _in_time(among)[-1] == season:
            found.append(ceremony)
    return found


class Registers:
    """Writes register rows once and hands each season those it names, with all that they name in turn."""

    def __init__(self) -> None:
        self.writer = Writer("")
        self.written: dict[str, dict[str, dict]] = {}
        for rows in shapes.REGISTERS:
            model, key = MODELS[rows.key]
            found = all_of(rows.shape, model.objects)
            self.written[rows.key] = {getattr(row, key): self.writer.row(rows.shape, row) for row in found}
        self.written["ranks"] = {slug: row for slug, row in self.written["ranks"].items() if not _is_of_the_law(row)}
        self.near: dict[str, Names] = self._near()
        self.movements = set(Movement.objects.values_list("name", flat=True))
        self.seen: Names = defaultdict(set)

    def used_by(self, lists: dict[str, list]) -> dict[str, list]:
        names: Names = defaultdict(set)
        for rows in shapes.DOCUMENT:
            for one in lists[rows.key]:
                self._note(rows.shape, one, names)
        for slug in list(names["units"]):
            for key, found in self.near[slug].items():
                names[key] |= found
        self._close(names)
        for key, found in names.items():
            self.seen[key] |= found
        return self._listed(names)

    def rest(self) -> dict[str, list]:
        """What no season has named, and what that names."""
        names: Names = defaultdict(set)
        for key, written in self.written.items():
            names[key] = set(written) - self.seen[key]
        names["movements"] = self.movements - self.seen["movements"]
        self._close(names)
        return self._listed(names)

    def _near(self) -> dict[str, Names]:
        """By unit: who has a post there, and which units went into it. They come along without being named."""
        near: dict[str, Names] = defaultdict(lambda: defaultdict(set))
        for slug, leader in self.written["leaders"].items():
            for post in leader.get("posts", ()):
                near[post.get("unit", "")]["leaders"].add(slug)
        for slug, unit in self.written["units"].items():
            for succession in unit.get("successions", ()):
                near[succession["after"]]["units"].add(slug)
        return near

    def _listed(self, names: Names) -> dict[str, list]:
        found: dict[str, list] = {}
        for rows in shapes.REGISTERS:
            listed = [self.written[rows.key][name] for name in names[rows.key] if name in self.written[rows.key]]
            if listed:
                found[rows.key] = in_order(rows, listed)
        if names["movements"]:
            found["movements"] = sorted(names["movements"])
        return found

    def _close(self, names: Names) -> None:
        """Add what register rows name themselves, until nothing new turns up."""
        waiting = [(rows, name) for rows in shapes.REGISTERS for name in names[rows.key]]
        while waiting:
            rows, name = waiting.pop()
            fresh: Names = defaultdict(set)
            if name in self.written[rows.key]:
                self._note(rows.shape, self.written[rows.key][name], fresh)
            for other in shapes.REGISTERS:
                waiting += [(other, one) for one in fresh[other.key] - names[other.key]]
                names[other.key] |= fresh[other.key]

    def _note(self, shape: Shape, row: dict, names: Names) -> None:
        for column in shape.columns:
            if column.ref in REGISTER_OF and column.key in row:
                names[REGISTER_OF[column.ref]].add(row[column.key])
        names["movements"] |= set(row.get("movements", ()))
        for one in row.get("registrations", ()):
            names["units"].add(one["unit"])
            names["titles"] |= set(one["titles"])
        for key, inner in shapes.ALONE.items():
            if key in shape.by_hand and key in row:
                self._note(inner, row[key], names)
        for rows in shape.rows:
            for one in () if rows.plain else row.get(rows.key, ()):
                self._note(rows.shape, one, names)


def _is_of_the_law(rank: dict) -> bool:
    return RANKS_OF_THE_LAW.get(rank["slug"]) == rank["name"]
