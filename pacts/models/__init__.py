"""The names upper floors may import."""

from pacts.models.adoption import Adoption, Comment, TextVersion
from pacts.models.ceremonies import AgendaItem, Attendee, Ceremony, Contribution, Direction, Photo
from pacts.models.criteria import Assignment, CriteriaTable, Criterion, Stage, TableTemplate
from pacts.models.honour_rules import BallotBase, HonourRules, Quota, Runoff
from pacts.models.pacts import Erratum, Pact, Section, Solution
from pacts.models.pledges import OwnTarget, Pledge, PledgeGroup, Registration
from pacts.models.regulations import Majority, PactTemplate, Regulation
from pacts.models.restatements import Restatement
from pacts.models.runs import Device, Run, Turn
from pacts.models.signatures import Signature, SignatureFile, SignatureImage, parties
from pacts.models.tree import Node, Tree, tree_of

__all__ = [
    "Adoption",
    "AgendaItem",
    "Assignment",
    "Attendee",
    "BallotBase",
    "Ceremony",
    "Comment",
    "Contribution",
    "CriteriaTable",
    "Criterion",
    "Device",
    "Direction",
    "Erratum",
    "HonourRules",
    "Majority",
    "Node",
    "OwnTarget",
    "Pact",
    "PactTemplate",
    "Photo",
    "Pledge",
    "PledgeGroup",
    "Quota",
    "Registration",
    "Regulation",
    "Restatement",
    "Run",
    "Runoff",
    "Section",
    "Signature",
    "SignatureFile",
    "SignatureImage",
    "Solution",
    "Stage",
    "TableTemplate",
    "TextVersion",
    "Tree",
    "Turn",
    "parties",
    "tree_of",
]
