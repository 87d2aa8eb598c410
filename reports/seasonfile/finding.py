"""Rows by the names season files use, each asked for once."""

from typing import Any

from blocs.models import Bloc, Leader, Level, Movement, Phase, Rank, Season, Title, Unit
from pacts.models import Ceremony, Pact, Pledge
from reports.seasonfile import refs
from reports.seasonfile.refs import BlocKey, PactKey, PledgeKey
from reports.seasonfile.saving import Lookup
from reports.seasonfile.writing import places_of


class Finder:
    """Every method raises LookupError where there is no such row (yet)."""

    def __init__(self) -> None:
        self._kept: dict[tuple, Any] = {}
        self._places: dict[PactKey, dict[str, Pledge]] = {}

    def unit(self, slug: str) -> Unit:
        return self._one(Unit, slug=slug)

    def level(self, name: str) -> Level:
        return self._one(Level, name=name)

    def title(self, slug: str) -> Title:
        return self._one(Title, slug=slug)

    def rank(self, slug: str) -> Rank:
        return self._one(Rank, slug=slug)

    def leader(self, slug: str) -> Leader:
        return self._one(Leader, slug=slug)

    def movement(self, name: str) -> Movement:
        return self._one(Movement, name=name)

    def ceremony(self, slug: str) -> Ceremony:
        return self._one(Ceremony, slug=slug)

    def phase(self, season: Season, slug: str) -> Phase:
        return self._one(Phase, season=season, slug=slug)

    def bloc(self, key: BlocKey) -> Bloc:
        return self._one(Bloc, series__slug=key.series, season__slug=key.season)

    def pact(self, key: PactKey) -> Pact:
        where = {"bloc__series__slug": key.bloc.series, "bloc__season__slug": key.bloc.season}
        return self._one(Pact, **where, version=key.version)

    def pledge(self, key: PledgeKey) -> Pledge:
        """Kept by pact; ask only once the pact has all its pledges."""
        if key.pact not in self._places:
            self._places[key.pact] = places_of(self.pact(key.pact))
        return self._places[key.pact][key.place]

    def lookups(self, home: BlocKey, season: Season | None = None) -> dict[str, Lookup]:
        """By kind of reference: the row a text names, read from this bloc and season."""
        return {
            "unit": self.unit,
            "level": self.level,
            "title": self.title,
            "rank": self.rank,
            "leader": self.leader,
            "ceremony": self.ceremony,
            "phase": lambda slug: self.phase(season, slug),  # type: ignore[arg-type]
            "bloc": lambda text: self.bloc(refs.read_bloc(text, home.season)),
            "season": lambda slug: self.bloc(BlocKey(home.series, slug)),
            "version": lambda version: self.pact(PactKey(home, version)),
            "pledge": lambda text: self.pledge(refs.read_pledge(text, home)),
        }

    def _one(self, model: type, **where) -> Any:
        key = (model, *where.values())
        if key not in self._kept:
            row = model.objects.filter(**where).first()  # type: ignore[attr-defined]
            if row is None:
                raise LookupError(*where.values())
            self._kept[key] = row
        return self._kept[key]
