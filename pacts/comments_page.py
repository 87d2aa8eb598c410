"""The text sent round with what the units said beside each clause, for the page that shows both."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from blocs.models import Membership, User
from pacts.clauses import clauses_in, editor_of
from pacts.logic.clauses import WHOLE, Clause, same_clause
from pacts.logic.reading_text import text_from
from pacts.logic.text_differences import Piece, words_changed
from pacts.models import Comment, Pact, TextVersion

BADGES = {"open": "review", "accepted": "approved", "partly": "in-progress", "declined": "na", "withdrawn": "withdrawn"}


@dataclass
class Said:
    """One comment as it is shown: the proposed words against those of the clause, and what this user may do."""

    comment: Comment
    pieces: list[Piece]
    is_mine: bool = False

    @property
    def badge(self) -> str:
        return BADGES[self.comment.state]

    @property
    def is_open(self) -> bool:
        return self.comment.state == Comment.State.OPEN


@dataclass
class Place:
    """A clause with its comments; `clause` None for the text as a whole and for clauses that are gone."""

    clause: Clause | None
    said: list[Said] = field(default_factory=list)
    editor: str = ""

    @property
    def key(self) -> str:
        return self.clause.key if self.clause else WHOLE

    @property
    def anchor(self) -> str:
        return self.clause.anchor if self.clause else "toan-van"


def newest(pact: Pact) -> TextVersion | None:
    return pact.text_versions.order_by("number").last()


def takes_comments(pact: Pact, version: TextVersion | None) -> bool:
    """Whether the units are asked now."""
    if version is None or pact.state != Pact.State.DRAFT:
        return False
    return version.comments_until is None or version.comments_until >= timezone.localdate()


def memberships_of(user: User, pact: Pact) -> list[Membership]:
    """The member units this user speaks for."""
    return [member for member in pact.members() if user.has_perm("pacts.comment", member)]


def places_of(version: TextVersion, user: User) -> list[Place]:
    """The whole text first, then clause by clause; comments on earlier versions stand where their clause stands now."""
    clauses = clauses_in(version)
    places = {WHOLE: Place(None)} | {clause.key: Place(clause) for clause in clauses}
    for place in places.values():
        place.editor = editor_of(version.pact, place.clause) if place.clause else ""
    for key, comment, words in _placed(_comments(version.pact), version, set(places)):
        pieces = list(words_changed(words, comment.proposed)) if comment.proposed else []
        places[key].said.append(Said(comment, pieces, user.has_perm("pacts.comment", comment)))
    return list(places.values())


def _comments(pact: Pact) -> list[Comment]:
    """Each version is fetched once, however many comments it has: its text is long."""
    rows = list(pact.comments.select_related("unit").order_by("made_at", "pk"))
    versions = pact.text_versions.in_bulk({row.version_id for row in rows})
    for row in rows:
        row.pact, row.version = pact, versions[row.version_id]
    return rows


def _placed(rows: Iterable[Comment], version: TextVersion, keys: set[str]):
    """(key in this version, comment, the words it was made to)."""
    text = text_from(version.canonical)
    read: dict[int, dict[str, Clause]] = {}
    for comment in rows:
        if comment.version_id not in read:
            read[comment.version_id] = {clause.key: clause for clause in clauses_in(comment.version)}
        said = read[comment.version_id].get(comment.clause)
        now = same_clause(said, text) if said else None
        key = now.key if now else comment.clause if comment.clause in keys else WHOLE
        yield key, comment, said.words if said else ""


def open_count(places: Iterable[Place]) -> int:
    return sum(said.is_open for place in places for said in place.said)
