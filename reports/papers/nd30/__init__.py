"""The layout of decree 30/2020 as rows (nd30.csv), and a judge of Word files by those rows. The tests judge PDFs by the
same rows (tests/nd30_pdf.py), and files spoilt on purpose show that both judges see.
"""

from reports.papers.document import Document
from reports.papers.nd30.rules import Finding, Judgement, Rule

__all__ = ["Document", "Finding", "Judgement", "Rule", "judge_docx"]


def judge_docx(content: bytes, document: Document) -> Judgement:
    """What the decree says of this Word file, which is to be a form of this paper. Raises NotWord for other bytes.

    Runs in the job worker: python-docx is read in here and not before.
    """
    from reports.papers.nd30.judging import judge
    from reports.papers.nd30.word_checks import CHECKS, UNCHECKED
    from reports.papers.nd30.word_view import read

    return judge(read(content, document), CHECKS, UNCHECKED)
