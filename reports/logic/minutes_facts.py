"""The plain facts minutes are worded from. Whatever is not known is empty or None, and its sentence is left out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Present:
    """A person as of that day; `reason` of those who were not there."""

    rank: str
    name: str
    party_post: str = ""
    position: str = ""
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Votes:
    """None where the minutes do not count; `is_rejected` where the meeting did not adopt."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    is_unanimous: bool = False
    is_rejected: bool = False


@dataclass(frozen=True)
class Item:
    """A point of the programme; `votes` where something was adopted."""

    title: str
    note: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None
    votes: Votes | None = None


@dataclass(frozen=True)
class Said:
    """A unit's comment to the text and how it was settled; `state` is that of the comment."""

    unit: str
    clause: str
    text: str
    proposed: str = ""
    state: str = "open"
    answer: str = ""


@dataclass(frozen=True)
class Signed:
    """A line of the signing table; `outcome` is signed, absent or declined, times are local."""

    unit: str
    outcome: str = "signed"
    rank: str = ""
    name: str = ""
    position: str = ""
    acting_for: str = ""
    acting_document: str = ""
    reason: str = ""
    signed_at: datetime | None = None
    is_late: bool = False
    is_witness: bool = False


@dataclass(frozen=True)
class PactFacts:
    """A pact on the table of the ceremony with its lines, in the order of precedence."""

    title: str
    units: int = 0
    lines: tuple[Signed, ...] = ()
    comments: tuple[Said, ...] = ()
    adoption: Votes | None = None
    copies: int | None = None
    sealed_at: datetime | None = None
    digest: str = ""
    heads_sign: bool = False


@dataclass(frozen=True)
class Directed:
    text: str
    unit: str = ""
    due_on: date | None = None
    follow_up: str = ""
    followed_up_on: date | None = None


@dataclass(frozen=True)
class Given:
    """`unit` empty means each unit."""

    unit: str = ""
    amount: Decimal | None = None
    measure: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class MinutesFacts:
    """`day` in words as precisely as it is known; times are local; `is_signing`: pacts are signed there."""

    title: str
    blocs: tuple[str, ...]
    day: str = ""
    place: str = ""
    began_at: datetime | None = None
    held_at: datetime | None = None
    secretary: str = ""
    presiding: tuple[Present, ...] = ()
    directing: tuple[Present, ...] = ()
    witnesses: tuple[Present, ...] = ()
    guests: tuple[Present, ...] = ()
    attending: tuple[Present, ...] = ()
    absent: tuple[Present, ...] = ()
    items: tuple[Item, ...] = ()
    pacts: tuple[PactFacts, ...] = ()
    directed_by: tuple[Present, ...] = ()
    directions: tuple[Directed, ...] = ()
    given: tuple[Given, ...] = ()
    words: str = ""
    is_signing: bool = True
