"""The plain facts a summary is drafted from. Whatever is not known is empty or None, and is then not told."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from blocs.logic.dates import UNKNOWN, Fuzzy
from blocs.logic.wording import Person


@dataclass(frozen=True)
class Result:
    """A figure in words: “Tỷ lệ điều tra, khám phá”, “92,02%”."""

    name: str
    words: str


@dataclass(frozen=True)
class Promise:
    """A pledge; `phrase` is its target in words, empty where it has no number."""

    name: str
    phrase: str = ""


@dataclass(frozen=True)
class Content:
    """A numbered content of the pact with its pledges; `title` is empty for pledges that stand outside any."""

    title: str
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True)
class Adoption:
    """Something adopted; votes are None where the minutes do not give them."""

    title: str
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    is_unanimous: bool = False


@dataclass(frozen=True)
class Absence:
    """A unit that did not sign that day; `signed_late_on` where it has signed since."""

    unit: str
    reason: str = ""
    signed_late_on: date | None = None


@dataclass(frozen=True)
class Gift:
    """What units gave; `giver` empty means each unit."""

    giver: str = ""
    amount: Decimal | None = None
    measure: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything a summary may say. `units_signed` and `unit_count` are None where not known."""

    bloc: str
    season: str
    kind: str = "signing"
    movements: tuple[str, ...] = ()
    when: Fuzzy = UNKNOWN
    part_of_day: str = ""
    place: str = ""
    unit_count: int | None = None
    units_signed: int | None = None
    unit_names: tuple[str, ...] = ()
    absences: tuple[Absence, ...] = ()
    presiding: tuple[Person, ...] = ()
    directing: tuple[Person, ...] = ()
    witnesses: tuple[Person, ...] = ()
    attending: tuple[Person, ...] = ()
    guests: tuple[Person, ...] = ()
    head: str = ""
    deputy: str = ""
    next_head: str = ""
    next_deputy: str = ""
    last_season: str = ""
    last_slogan: str = ""
    last_results: tuple[Result, ...] = ()
    results: tuple[Result, ...] = ()
    slogan: str = ""
    content_count: int | None = None
    target_count: int | None = None
    contents: tuple[Content, ...] = ()
    solutions: tuple[str, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    gifts: tuple[Gift, ...] = ()
    honours: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    directed_by: Person | None = None
    words: str = ""
