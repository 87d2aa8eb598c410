"""One paper in one format, by the renderer of that format, and the judge of its layout. In the job worker only."""

from typing import Any

from reports.papers.document import Document


def file_of(tree: Document, name: str, master: bytes | None = None) -> bytes:
    """The bytes of “pdf”, “docx” or “xlsx”; `master` is a Word master of the agency's own."""
    return _RENDERERS[name](tree, master)


def _pdf(tree: Document, master: bytes | None) -> bytes:
    from reports.papers.document_pdf import render_document

    return render_document(tree)


def _docx(tree: Document, master: bytes | None) -> bytes:
    from reports.papers.docx import render_docx

    return render_docx(tree, master)


def _xlsx(tree: Document, master: bytes | None) -> bytes:
    from reports.papers.xlsx import render_xlsx

    return render_xlsx(tree)


_RENDERERS = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}


def judged(tree: Document, content: bytes) -> dict[str, Any]:
    """What `Document.findings` keeps: rules asked and met, and what is at fault, clause by clause."""
    from reports.papers.nd30 import judge_docx

    told = judge_docx(content, tree)
    lists = {"faults": told.failed, "advice": told.noted}
    said = {name: [[one.clause, one.sentence] for one in found] for name, found in lists.items()}
    return {"asked": told.asked, "met": len(told.passed), **said}
