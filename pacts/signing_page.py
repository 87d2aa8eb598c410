"""What the pages of signing show: the text, the capacity, the place in the queue, what stands in the way."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.models import Membership, Unit, User
from pacts.actions.signature_lines import comes_late
from pacts.actions.signing import as_signer
from pacts.logic.differences import differences
from pacts.logic.reading_text import is_readable, text_from
from pacts.logic.run_sheet import Tile
from pacts.models import Ceremony, Pact, Signature, parties
from pacts.models.outline import outline_of, titles_by_unit
from pacts.staging import Picture, picture_of
from pacts.text import digest_of, text_of


@dataclass(frozen=True)
class Place:
    """A unit in the queue: its tile, how many sign before it, and who is at the table."""

    tile: Tile
    before: int
    current: Tile | None

    @property
    def is_called(self) -> bool:
        return self.tile.state in ("invited", "signing")


def ceremony_for(pact: Pact) -> Ceremony | None:
    """The ceremony at which the pact is signed now: the one under way, else the newest that carries it."""
    found = sorted(pact.ceremonies.exclude(state=Ceremony.State.CANCELLED), key=lambda row: (row.on is None, row.pk))
    live = [row for row in found if row.state == Ceremony.State.LIVE]
    return next(reversed(live or found), None)


def given_by(pact: Pact, unit: Unit) -> Signature | None:
    return pact.signatures.of_parties().signed().filter(unit=unit).first()


def hindrances(pact: Pact, ceremony: Ceremony | None, unit: Unit) -> list[str]:
    """Why this unit cannot sign now, in sentences; none when it can."""
    if unit.pk not in {party.pk for party in parties(pact)}:
        return [_("By the regulation of this bloc the heads sign on behalf of all members.")]
    try:
        comes_late(pact, ceremony)
    except Refused as refusal:
        return [str(sentence) for sentence in refusal.sentences]
    return []


def place_in(ceremony: Ceremony | None, pact: Pact, unit: Unit) -> Place | None:
    """None where nobody runs the ceremony from a console, or while it is rehearsed."""
    picture = picture_of(ceremony) if ceremony else None
    if picture is None or picture.run is None or picture.run.is_rehearsal:
        return None
    return _place(picture, f"{pact.pk}-{unit.pk}")


def _place(picture: Picture, key: str) -> Place | None:
    tiles = picture.tiles
    found = next((at for at, tile in enumerate(tiles) if tile.key == key), None)
    if found is None:
        return None
    before = sum(tile.state in ("waiting", "invited", "signing") for tile in tiles[:found])
    return Place(tiles[found], before, picture.current)


def capacity_of(membership: Membership, user: User, pact: Pact, ceremony: Ceremony | None) -> SimpleNamespace:
    """As the line will name the signer: rank, post and unit of the ceremony's day, for a late one of today."""
    day = timezone.localdate() if pact.is_sealed or ceremony is None else ceremony.day
    return as_signer(membership.unit, user, day)


def text_context(pact: Pact) -> dict[str, Any]:
    """What `pacts/_sign_text.html` shows."""
    shown = {"pact": pact, "parts": outline_of(pact), "titles": titles_by_unit(pact), "members": pact.members()}
    return shown | {"digest": digest_of(pact)}


def changes_since(pact: Pact, seen: str) -> list[str]:
    """What changed since the text with this digest, in sentences; none where that text was never sent round."""
    version = pact.text_versions.filter(digest=seen).first() if seen else None
    if version is None or not is_readable(version.canonical):
        return []
    return differences(text_from(version.canonical), text_of(pact))
