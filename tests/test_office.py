"""Word files of every kind open in LibreOffice as they are: nothing lost, and hardly a page more than our PDF."""

import re
from functools import cache
from io import BytesIO

import pdfplumber
import pytest

from reports.papers.document import Document, from_text
from reports.papers.making import file_of
from reports.papers.nd30.coverage import plain_texts, signers
from reports.papers.nd30.parts import MOTTO, NATION, fold
from tests.make_documents import SLUGS
from tools.office import to_pdf

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def trees(real_papers) -> dict[str, Document]:
    return {slug: from_text(text) for slug, text in real_papers.items()}


@pytest.fixture(scope="module")
def office(trees, tmp_path_factory):
    """All kinds in one call: starting the office is most of the time."""
    desk = tmp_path_factory.mktemp("office")
    files = []
    for slug, tree in trees.items():
        files.append(desk / f"{slug}.docx")
        files[-1].write_bytes(file_of(tree, "docx"))
    return {path.stem: path.read_bytes() for path in to_pdf(files, desk / "out")}


@cache
def pages(content: bytes) -> tuple[str, ...]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return tuple(page.extract_text() for page in pdf.pages)


def key_sentences(tree: Document) -> list[str]:
    """What every form of the paper must say: head, name, each paragraph, every cell of tables, who signs."""
    tables = [cell for block in tree.body if block.block == "table" for row in block.rows for cell in row.cells]
    names = [one.name for one in (tree.signs, tree.signs_left, *signers(tree)) if one]
    head = [tree.abstract, tree.number_line, *([NATION, MOTTO] if tree.agency else [])]
    return [one for one in (*head, *plain_texts(tree), *tree.recipients, *tables, *names) if fold(one)]


def test_the_office_takes_every_file(office, trees):
    assert set(office) == set(trees) == set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_at_most_one_page_more_than_our_pdf(slug, office, trees):
    ours, theirs = pages(file_of(trees[slug], "pdf")), pages(office[slug])
    assert len(ours) <= len(theirs) + 1 and len(theirs) <= len(ours) + 1


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_lost_on_the_way(slug, office, trees):
    words = set(re.findall(r"\w+", " ".join(pages(office[slug]))))
    lost = [text for text in key_sentences(trees[slug]) if not set(re.findall(r"\w+", text)) <= words]
    assert lost == []


def test_times_new_roman_was_printed_in_tinos(office):
    with pdfplumber.open(BytesIO(office["plan"])) as pdf:
        assert {char["fontname"].split("+")[-1].split("-")[0] for char in pdf.pages[0].chars} == {"Tinos"}
