"""Papers of the demo's year as trees, one of each kind, worded from rows by the kinds' own writers."""

import json

import pytest

WORD_THEM = """
import json
from reports import demo
from reports.paper_folder import paper_about
from reports.paper_subjects import subjects_in
from reports.paper_trees import worded
from reports.papers.catalogue import KINDS
from reports.papers.document import to_text

bloc = demo.illustrative_bloc()
trees = {kind.slug: to_text(worded(paper_about(kind, bloc, subjects_in(kind, bloc)[0]))) for kind in KINDS}
print(json.dumps(trees))
"""


@pytest.fixture(scope="session")
def real_papers(prepared) -> dict[str, str]:
    """Slug of the kind → its paper as kept text; nothing is written."""
    said = prepared.manage("shell", "--no-imports", "-c", WORD_THEM)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])
