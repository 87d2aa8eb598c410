"""Any paper as PDF/A, from its tree alone. Runs in the job worker only."""

from datetime import UTC, datetime

from reports.papers.document import Document
from reports.papers.laying import laid
from reports.papers.pdf import render


def render_document(document: Document) -> bytes:
    """The same tree gives the same bytes. Raises NotPrinted."""
    return render("document", laid(document), made_at=datetime(*document.made, tzinfo=UTC))
