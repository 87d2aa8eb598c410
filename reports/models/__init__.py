from reports.models.desk import Directive, Omission, Reminder, RowNote, WallScreen
from reports.models.documents import Document, DocumentFile, Letterhead, Master
from reports.models.evidence import Evidence
from reports.models.figures import Extension, Figure, Report, Reporting
from reports.models.honours import Honour
from reports.models.objections import Appeal, KnockOut
from reports.models.papers import OuterPaper, Paper, PaperBytes, SealCertificate
from reports.models.polls import Ballot, Candidate, Poll, Receipt, Teller, Voter
from reports.models.publications import Publication
from reports.models.results import Placing, Result
from reports.models.sheets import Draw, Mark, Passage, Return, Sheet, StageExtension
from reports.models.submissions import (
    Handover,
    HandoverItem,
    LeftOut,
    PublicComment,
    ReturnedDossier,
    Submission,
)
from reports.models.works import JointShare, JointWork

__all__ = [
    "Appeal",
    "Ballot",
    "Candidate",
    "Directive",
    "Document",
    "DocumentFile",
    "Draw",
    "Evidence",
    "Extension",
    "Figure",
    "Handover",
    "HandoverItem",
    "Honour",
    "JointShare",
    "JointWork",
    "KnockOut",
    "LeftOut",
    "Letterhead",
    "Mark",
    "Master",
    "Omission",
    "OuterPaper",
    "Paper",
    "PaperBytes",
    "Passage",
    "Placing",
    "Poll",
    "PublicComment",
    "Publication",
    "Receipt",
    "Reminder",
    "Report",
    "Reporting",
    "Result",
    "Return",
    "ReturnedDossier",
    "RowNote",
    "SealCertificate",
    "Sheet",
    "StageExtension",
    "Submission",
    "Teller",
    "Voter",
    "WallScreen",
]
