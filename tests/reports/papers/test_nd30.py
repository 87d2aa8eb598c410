"""Every kind of paper keeps every row of decree 30/2020 that covers it, in Word and as PDF, in five hard cases."""

from functools import cache

import pytest

from reports.papers.document import from_text, to_text
from reports.papers.making import file_of
from reports.papers.nd30 import judge_docx, word_checks
from reports.papers.nd30.coverage import NEEDS, NEVER, why_not
from reports.papers.nd30.rules import MUST, ROWS, rules
from tests import nd30_pdf
from tests.make_documents import SLUGS, VARIANTS, document_of, varied

MUSTS = [rule.id for rule in rules().values() if rule.level == MUST]
FORMATS = {"docx": judge_docx, "pdf": nd30_pdf.judge_pdf}
CHECKED = {"docx": (word_checks.CHECKS, word_checks.UNCHECKED), "pdf": (nd30_pdf.CHECKS, nd30_pdf.UNCHECKED)}


@cache
def judged(tree: str, form: str):
    """The same paper is rendered and judged once."""
    paper = from_text(tree)
    return FORMATS[form](file_of(paper, form), paper)


def faults(judgement) -> list[tuple]:
    return [(one.rule_id, one.clause, one.sentence, one.measured, one.wanted) for one in judgement.failed]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_paper_worded_from_rows_keeps_every_row(slug, variant, form, real_papers):
    told = judged(to_text(varied(from_text(real_papers[slug]), variant)), form)
    assert faults(told) == []
    assert told.asked == len(told.passed) > 15


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_paper_with_every_block_of_its_kind_keeps_every_row(slug, form):
    told = judged(to_text(document_of(slug)), form)
    assert faults(told) == []


@pytest.mark.parametrize("form", FORMATS)
def test_each_must_row_is_checked_or_listed_with_its_reason_never_both(form):
    checks, unchecked = CHECKED[form]
    listed = {name: unchecked.get(name) or NEVER.get(rules()[name].doc_types, "") for name in MUSTS}
    assert [name for name in MUSTS if (name in checks) == bool(listed[name])] == []


def test_the_rows_of_the_decree_are_read_whole():
    lines = ROWS.read_text(encoding="utf-8").splitlines()
    assert len(rules()) == len(lines) - 1 == 178 and len(MUSTS) == 146
    assert all(rule.clause.startswith("NĐ 30/2020, Phụ lục ") for rule in rules().values() if rule.level == MUST)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_does_not_cover_a_kind_says_why(slug):
    told = judged(to_text(document_of(slug)), "docx")
    left = {name: reason for name, reason in told.not_applicable.items() if rules()[name].level == MUST}
    assert [name for name, reason in left.items() if not reason] == []
    assert set(left) | set(told.passed) >= set(MUSTS)


@pytest.mark.parametrize("slug", ["pact", "criteria", "registration", "self_score", "news"])
def test_kinds_without_a_number_have_their_number_rows_listed(slug):
    rows = [rule for rule in rules().values() if rule.component == "so_ky_hieu"]
    assert all(why_not(rule, document_of(slug)) for rule in rows)


def test_of_a_news_item_page_and_body_alone_are_judged():
    asked = {rules()[name].component for name in judged(to_text(document_of("news")), "docx").passed}
    assert asked == {"page", "page_number", "noi_dung"}


def test_every_component_that_needs_something_is_one_of_the_rows():
    assert set(NEEDS) <= {rule.component for rule in rules().values()}
