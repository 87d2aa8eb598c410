"""The way of a list up to the council, and what it left of it."""

from datetime import date

import pytest

from blocs.logic.lifecycle import Refused
from reports.logic.submission_states import SUBMISSION, Cut, Line, Standing, cuts

TODAY = date(2017, 12, 10)


def standing(state="draft", **facts):
    return Standing(state, TODAY, **{"proposals": 2, **facts})


def test_a_whole_list_is_sent():
    one = standing()
    SUBMISSION.take("send_submission", one)
    SUBMISSION.take("decide_submission", one)
    assert one.state == "decided"


@pytest.mark.parametrize(
    "facts",
    [
        {"proposals": 0},
        {"missing": ["Thiếu lý do"]},
        {"comment_days": 5},
        {"state": "comments", "comment_days": 5, "comments_until": TODAY},
        {"state": "comments", "comment_days": 5, "comments_until": date(2017, 12, 9), "unanswered": 1},
        {"state": "sent"},
    ],
)
def test_what_keeps_a_list_from_being_sent(facts):
    with pytest.raises(Refused):
        SUBMISSION.take("send_submission", standing(**facts))


def test_after_the_days_of_comment_it_goes():
    one = standing("comments", comment_days=5, comments_until=date(2017, 12, 9))
    SUBMISSION.take("send_submission", one)
    assert one.state == "sent"


@pytest.mark.parametrize(
    "facts", [{}, {"comment_days": 5, "is_page_public": False}, {"comment_days": 5, "proposals": 0}]
)
def test_what_keeps_candidates_from_being_put_forward(facts):
    with pytest.raises(Refused):
        SUBMISSION.take("put_forward", standing(**facts))


def test_candidates_are_put_forward_and_taken_back():
    one = standing(comment_days=5)
    SUBMISSION.take("put_forward", one)
    assert one.state == "comments"
    SUBMISSION.take("take_back", one)
    assert one.state == "draft"


@pytest.mark.parametrize("state", ["draft", "comments", "decided"])
def test_the_council_decides_on_what_was_sent(state):
    with pytest.raises(Refused):
        SUBMISSION.take("decide_submission", standing(state))


FLAG, MERIT, GOVERNMENT = 1, 2, 3


def test_bare_counts_as_the_press_has_them():
    """Case 71: 69 flags proposed and 48 approved, 74 certificates and 69, 5 flags of the government undecided."""
    lines = [Line(FLAG, "proposed", 69), Line(FLAG, "approved", 48), Line(MERIT, "proposed", 74)]
    found = cuts([*lines, Line(MERIT, "approved", 69), Line(GOVERNMENT, "proposed", 5)])
    assert found == {FLAG: Cut(69, 48), MERIT: Cut(74, 69), GOVERNMENT: Cut(5, None)}
    assert found[FLAG].is_known and not found[GOVERNMENT].is_known


def test_a_list_keeps_its_proposals_whatever_became_of_them():
    kept = Line(FLAG, "awarded", is_of_a_list=True)
    changed = Line(FLAG, "awarded", granted=MERIT, is_of_a_list=True)
    refused = Line(FLAG, "refused", is_of_a_list=True)
    assert cuts([kept, changed, refused]) == {FLAG: Cut(3, 1), MERIT: Cut(None, 1)}


def test_all_refused_is_none_granted():
    assert cuts([Line(FLAG, "refused", is_of_a_list=True)]) == {FLAG: Cut(1, 0)}


def test_what_was_revoked_had_been_granted():
    assert cuts([Line(FLAG, "revoked", is_of_a_list=True)]) == {FLAG: Cut(1, 1)}
