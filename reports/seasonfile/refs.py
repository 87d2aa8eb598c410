"""How rows of season files name one another across blocs: `khoi-csnd/2016@2#1.3`."""

from typing import NamedTuple


class BlocKey(NamedTuple):
    """A bloc by the slugs of its series and season."""

    series: str
    season: str


class PactKey(NamedTuple):
    bloc: BlocKey
    version: int


class PledgeKey(NamedTuple):
    """`place` counts contents and pledges from 1: “1.3”; content 0 holds the pledges outside any."""

    pact: PactKey
    place: str


def read_bloc(text: str, season: str) -> BlocKey:
    series, _slash, other = text.partition("/")
    return BlocKey(series, other or season)


def write_bloc(key: BlocKey, season: str) -> str:
    return key.series if key.season == season else f"{key.series}/{key.season}"


def read_pact(text: str, season: str) -> PactKey:
    bloc, _at, version = text.partition("@")
    return PactKey(read_bloc(bloc, season), int(version or 1))


def write_pact(key: PactKey, season: str) -> str:
    return write_bloc(key.bloc, season) + _version(key.version)


def read_pledge(text: str, home: BlocKey) -> PledgeKey:
    """A bare place is in version 1 of the home bloc's own pact."""
    pact, _hash, place = text.rpartition("#")
    bloc, _at, version = pact.partition("@")
    return PledgeKey(PactKey(read_bloc(bloc, home.season) if bloc else home, int(version or 1)), _plain(place))


def write_pledge(key: PledgeKey, home: BlocKey) -> str:
    bloc = "" if key.pact.bloc == home else write_bloc(key.pact.bloc, home.season)
    pact = bloc + _version(key.pact.version)
    return f"{pact}#{key.place}" if pact else key.place


def _version(version: int) -> str:
    return "" if version == 1 else f"@{version}"


def _plain(place: str) -> str:
    """01.3 and 1.3 are one place."""
    return ".".join(str(int(part)) for part in place.split("."))
