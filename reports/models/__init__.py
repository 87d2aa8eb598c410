from reports.models.desk import Directive, Omission, Reminder, RowNote, WallScreen
from reports.models.documents import Document, DocumentFile, Letterhead, Master
from reports.models.evidence import Evidence
from reports.models.figures import Extension, Figure, Report, Reporting
from reports.models.honours import Honour
from reports.models.objections import Appeal, KnockOut
from reports.models.papers import OuterPaper, Paper, PaperBytes, SealCertificate
from reports.models.publications import Publication
from reports.models.results import Placing, Result
from reports.models.sheets import Draw, Mark, Passage, Return, Sheet, StageExtension

__all__ = [
    "Appeal",
    "Directive",
    "Document",
    "DocumentFile",
    "Draw",
    "Evidence",
    "Extension",
    "Figure",
    "Honour",
    "KnockOut",
    "Letterhead",
    "Mark",
    "Master",
    "Omission",
    "OuterPaper",
    "Paper",
    "PaperBytes",
    "Passage",
    "Placing",
    "Publication",
    "Reminder",
    "Report",
    "Reporting",
    "Result",
    "Return",
    "RowNote",
    "SealCertificate",
    "Sheet",
    "StageExtension",
    "WallScreen",
]
