"""The names upper floors may import."""

from pacts.models.ceremonies import AgendaItem, Attendee, Ceremony, Contribution, Direction, Photo
from pacts.models.pacts import Erratum, Pact, Section, Solution
from pacts.models.pledges import OwnTarget, Pledge, PledgeGroup, Registration
from pacts.models.regulations import PactTemplate, Regulation
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
