"""The names upper floors may import."""

from pacts.models.ceremonies import AgendaItem, Attendee, Ceremony, Contribution, Direction, Photo
from pacts.models.pacts import (
    Erratum,
    OwnTarget,
    Pact,
    PactTemplate,
    Pledge,
    PledgeGroup,
    Registration,
    Regulation,
    Section,
    Solution,
)
from pacts.models.signatures import Signature, parties

__all__ = [
    "AgendaItem",
    "Attendee",
    "Ceremony",
    "Contribution",
    "Direction",
    "Erratum",
    "OwnTarget",
    "Pact",
    "PactTemplate",
    "Photo",
    "Pledge",
    "PledgeGroup",
    "Registration",
    "Regulation",
    "Section",
    "Signature",
    "Solution",
    "parties",
]
