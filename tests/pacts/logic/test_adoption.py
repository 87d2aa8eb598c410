"""The majority that adopts a text, exactly; and which votes can be counted."""

import pytest

from pacts.logic.adoption import faults_of_vote, is_adopted, votes_needed


@pytest.mark.parametrize(
    ("majority", "members", "needed"),
    [
        *[("half", 1, 1), ("half", 2, 2), ("half", 12, 7), ("half", 13, 7)],
        *[("two_thirds", 3, 2), ("two_thirds", 12, 8), ("two_thirds", 13, 9), ("two_thirds", 7, 5)],
        *[("all", 1, 1), ("all", 13, 13)],
    ],
)
def test_the_fewest_votes_adopt_and_one_less_does_not(majority, members, needed):
    assert votes_needed(majority, members) == needed
    assert is_adopted(majority, needed, members) and not is_adopted(majority, needed - 1, members)


def test_without_members_nothing_is_adopted_and_an_unknown_majority_is_our_mistake():
    assert not is_adopted("half", 0, 0) and votes_needed("all", 0) == 1
    with pytest.raises(KeyError):
        is_adopted("three_quarters", 3, 4)


@pytest.mark.parametrize(
    ("votes", "faults"),
    [((13, 0, 0), 0), ((7, 3, 3), 0), ((0, 13, 0), 0), ((0, 0, 0), 1), ((13, 1, 0), 1), ((-1, 3, 0), 1)],
)
def test_each_member_unit_has_one_vote(votes, faults):
    assert len(faults_of_vote(*votes, members=13)) == faults
