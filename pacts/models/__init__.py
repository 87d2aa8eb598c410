"""The names upper floors may import."""

from pacts.models.ceremonies import AgendaItem, Attendee, Ceremony, Contribution, Direction, Photo
from pacts.models.criteria import Assignment, CriteriaTable, Criterion, Stage, TableTemplate
from pacts.models.pacts import Erratum, Pact, Section, Solution
from pacts.models.pledges import OwnTarget, Pledge, PledgeGroup, Registration
from pacts.models.regulations import PactTemplate, Regulation
from pacts.models.signatures import Signature, parties
from pacts.models.tree import Node, Tree, tree_of

__all__ = [
    "AgendaItem",
    "Assignment",
    "Attendee",
    "Ceremony",
    "Contribution",
    "CriteriaTable",
    "Criterion",
    "Direction",
    "Erratum",
    "Node",
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
    "Stage",
    "TableTemplate",
    "Tree",
    "parties",
    "tree_of",
]
