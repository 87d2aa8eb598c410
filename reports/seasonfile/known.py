"""What a reference in a season file may point to: rows of the same file, and rows that are here already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from blocs.models import Bloc, Leader, Level, Movement, Phase, Rank, Season, Title, Unit
from pacts.models import AgendaItem, Ceremony, Pact
from reports.seasonfile import shapes
from reports.seasonfile.form import Shape
from reports.seasonfile.normal import Said
from reports.seasonfile.refs import BlocKey, PactKey, PledgeKey
from reports.seasonfile.writing import places_of

BY_NAME: dict[str, tuple[Any, str]] = {
    "unit": (Unit, "slug"),
    "level": (Level, "name"),
    "title": (Title, "slug"),
    "rank": (Rank, "slug"),
    "leader": (Leader, "slug"),
    "movement": (Movement, "name"),
    "ceremony": (Ceremony, "slug"),
}


class Known:
    """Asked by kind and name; each answer from the database is kept for this one load."""

    def __init__(self, documents: Iterable[Said] = ()):
        self.named: dict[str, set] = defaultdict(set)
        self.places: dict[PactKey, set[str]] = {}
        self.agendas: dict[str, int] = {}
        self.blocs: set[BlocKey] = set()
        for document in documents:
            self.note(document)

    def has(self, kind: str, name: str) -> bool:
        model, key = BY_NAME[kind]
        if name not in self.named[kind] and model.objects.filter(**{key: name}).exists():
            self.named[kind].add(name)
        return name in self.named[kind]

    def has_phase(self, season: Said, slug: str) -> bool:
        if any(phase["slug"] == slug for phase in season.get("phases", [])):
            return True
        return Phase.objects.filter(season__in=season_here(season), slug=slug).exists()

    def has_bloc(self, key: BlocKey) -> bool:
        return key in self.blocs or Bloc.objects.filter(series__slug=key.series, season__slug=key.season).exists()

    def has_pact(self, key: PactKey) -> bool:
        return key in self.places or self._pact_here(key) is not None

    def has_pledge(self, key: PledgeKey) -> bool:
        if key.pact not in self.places:
            pact = self._pact_here(key.pact)
            self.places[key.pact] = set(places_of(pact)) if pact else set()
        return key.place in self.places[key.pact]

    def agenda_length(self, ceremony: str) -> int:
        """How many items the agenda of a ceremony has, in the file or here."""
        if ceremony in self.agendas:
            return self.agendas[ceremony]
        return AgendaItem.objects.filter(ceremony__slug=ceremony).count()

    def _pact_here(self, key: PactKey) -> Pact | None:
        where = {"bloc__series__slug": key.bloc.series, "bloc__season__slug": key.bloc.season}
        return Pact.objects.filter(**where, version=key.version).first()

    def note(self, document: Said) -> None:
        """What this document brings may be named from now on."""
        for key, kind in [("units", "unit"), ("titles", "title"), ("ranks", "rank"), ("leaders", "leader")]:
            self.named[kind] |= {one["slug"] for one in document[key]}
        self.named["level"] |= {one["name"] for one in document["levels"]}
        self.named["movement"] |= set(document["movements"])
        self.named["ceremony"] |= {one["slug"] for one in document.get("ceremonies", [])}
        self.agendas |= {one["slug"]: len(one.get("agenda", [])) for one in document.get("ceremonies", [])}
        for bloc in document.get("blocs", []):
            self.blocs.add(bloc.home)
            for pact in bloc.get("pacts", []):
                self.places[PactKey(bloc.home, pact.get("version", 1))] = places_said(pact)


def places_said(pact: Said) -> set[str]:
    lists = [pact.get("pledges", []), *(section.get("pledges", []) for section in pact.get("sections", []))]
    return {f"{n}.{m}" for n, pledges in enumerate(lists) for m in range(1, len(pledges) + 1)}


def numbers_said(tree: list[Said], before: str = "") -> dict[str, Said]:
    """{"1.3.2": criterion} of a table as the file says it."""
    found = {}
    for place, one in enumerate(tree, start=1):
        found[f"{before}{place}"] = one
        found |= numbers_said(one.get("children", []), f"{before}{place}.")
    return found


def season_here(said: Said):
    """The season here that is the one the file means: same slug, kind and days."""
    kind = said.get("kind", Season.Kind.YEAR)
    days = {"starts_on": said["starts_on"], "ends_on": said["ends_on"]}
    return Season.objects.filter(slug=said["slug"], kind=kind, **days)


def walk(document: Said) -> Iterator[tuple[Shape, Said, tuple[Said, ...]]]:
    """Every row of a document with its shape and the rows it stands in, outermost first."""
    if "season" in document:
        yield from _walk(shapes.SEASON, document["season"], (document,))
    for rows in (*shapes.REGISTERS, *shapes.DOCUMENT):
        for one in document.get(rows.key, []):
            yield from _walk(rows.shape, one, (document,))


def _walk(shape: Shape, said: Said, above: tuple[Said, ...]) -> Iterator[tuple[Shape, Said, tuple[Said, ...]]]:
    yield shape, said, above
    for key, inner in shapes.ALONE.items():
        if key in said and key in shape.by_hand:
            yield from _walk(inner, said[key], (*above, said))
    if "marks" in shape.by_hand:
        marks = (mark for stages in said.get("marks", {}).values() for mark in stages.values())
        for mark in marks:
            if isinstance(mark, Said):
                yield from _walk(shapes.BY_MARK["marks"], mark, (*above, said))
    for rows in shape.rows:
        for one in () if rows.plain else said.get(rows.key, ()):
            yield from _walk(rows.shape, one, (*above, said))
