"""The judge of Word files is judged: it must see every fault put in on purpose, and none where there is none."""

from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm

from reports.papers.docx import MASTER, render_docx
from reports.papers.nd30 import judge_docx
from reports.papers.nd30.rules import rules
from reports.papers.nd30.word_checks import CHECKS
from reports.papers.nd30.word_read import NotWord
from tests.make_documents import document_of, everything
from tests.nd30_word import write_by_hand
from tests.nd30_word_mutants import KINDS, MUTANTS, spoil


@cache
def sound() -> bytes:
    """One file with every part; as what kind of paper it is judged decides which rows cover it."""
    return write_by_hand(everything())


@cache
def faults(name: str) -> frozenset[str]:
    """The rows that see this mutant."""
    mutant = MUTANTS[name]
    paper = everything(mutant.doc_type)
    told = judge_docx(spoil(mutant, sound(), paper), paper)
    return frozenset(one.rule_id for one in (*told.failed, *told.noted))


@pytest.mark.parametrize("doc_type", KINDS)
def test_a_sound_file_has_no_fault(doc_type):
    paper = everything(doc_type)
    told = judge_docx(sound(), paper)
    assert [one.sentence for one in (*told.failed, *told.noted)] == []
    assert len(told.passed) > 100 and told.asked == len(told.passed)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_seen_by_its_rows(name):
    assert set(MUTANTS[name].seen_by) <= faults(name)


def test_every_binding_check_sees_at_least_one_mutant():
    seen = frozenset().union(*map(faults, MUTANTS))
    assert sorted(name for name in CHECKS if rules()[name].is_binding and name not in seen) == []


def test_a_master_with_a_narrow_margin_is_told_with_the_clause():
    """What an agency sees that changed its own Word master."""
    master = Document(str(MASTER))
    master.sections[0].top_margin = Mm(10)
    file = BytesIO()
    master.save(file)
    paper = document_of("plan")
    told = judge_docx(render_docx(paper, file.getvalue()), paper)
    assert [(one.rule_id, one.clause) for one in told.failed] == [("PG04", "NĐ 30/2020, Phụ lục I, Phần I, I.3")]
    assert told.asked == len(told.passed) + 1


def test_what_is_no_word_file_is_refused():
    with pytest.raises(NotWord):
        judge_docx(b"%PDF-1.7 no Word file", document_of("plan"))
