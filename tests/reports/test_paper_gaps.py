"""What a draft still lacks: what its frame lacks, and what the kind itself says, each with the page to write it on."""

import pytest

from reports.actions.documents import draft_document
from reports.paper_gaps import gaps_in
from reports.paper_subjects import subject_of
from reports.paper_trees import worded
from reports.papers.catalogue import BY_SLUG
from tests.make import a_bloc, a_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["plan", "regulation", "founding"])
def test_what_the_kind_lacks_stands_on_the_page_with_its_address(slug):
    bloc, by = a_bloc(3), a_user("admin")
    draft = draft_document(BY_SLUG[slug], bloc, bloc, by=by)
    own = BY_SLUG[slug].gaps(subject_of(draft))
    told = gaps_in(draft, worded(draft), by)
    assert own, "a bare bloc lacks something of every such paper"
    assert [(gap.sentence, gap.url) for gap in told][-len(own) :] == own
    assert all(gap.url.startswith("/") for gap in told[-len(own) :])


def test_an_issued_paper_lacks_nothing():
    bloc, by = a_bloc(3), a_user("admin")
    draft = draft_document(BY_SLUG["plan"], bloc, bloc, by=by)
    tree = worded(draft)
    draft.state = "issued"
    assert gaps_in(draft, tree, by) == []
