from reports.models.figures import Extension, Figure, Report, Reporting
from reports.models.honours import Honour
from reports.models.publications import Publication

__all__ = ["Extension", "Figure", "Honour", "Publication", "Report", "Reporting"]
