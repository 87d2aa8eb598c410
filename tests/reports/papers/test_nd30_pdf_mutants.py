"""The judge of PDFs is judged: it must see every fault put in on purpose, and none where there is none."""

import pytest

from reports.papers.document_pdf import render_document
from tests.make_documents import everything
from tests.nd30_pdf import judge_pdf
from tests.nd30_pdf_mutants import MUTANTS, spoilt

KINDS = ("ke_hoach", "to_trinh", "quyet_dinh", "giao_uoc")


@pytest.mark.parametrize("doc_type", KINDS)
def test_a_sound_file_has_no_fault(doc_type):
    paper = everything(doc_type)
    told = judge_pdf(render_document(paper), paper)
    assert [(one.rule_id, one.sentence) for one in (*told.failed, *told.noted)] == []
    assert len(told.passed) > 100


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_seen_by_its_rows(name, monkeypatch):
    mutant = MUTANTS[name]
    paper = everything(mutant.doc_type)
    told = judge_pdf(spoilt(mutant, paper, monkeypatch), paper)
    assert set(mutant.seen_by) <= {one.rule_id for one in (*told.failed, *told.noted)}
