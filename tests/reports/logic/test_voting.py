"""The count of a ballot: a table of examples, and a slow second opinion on thousands of small elections."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.logic.voting import Outcome, Share, Tally, Terms, Votes, decide, kind_of, tally

TWO_THIRDS, HALF, MORE_THAN_HALF = Share(2, 3), Share(1, 2), Share(1, 2, is_more=True)


def terms(candidates="abc", members=13, **facts) -> Terms:
    rules = {"way": "approve", "seats": 1, "quorum": TWO_THIRDS, "majority": TWO_THIRDS}
    return Terms(
        **{**rules, "base": "members", "runoff": "none", **facts}, candidates=tuple(candidates), members=members
    )


def yes(**counts) -> Tally:
    return Tally(max(counts.values(), default=0), 0, 0, {key: Votes(many) for key, many in counts.items()})


def reasons(outcome: Outcome) -> str:
    return " ".join(f"{one.key}:{one.reason}" for one in outcome.verdicts)


@pytest.mark.parametrize(
    ("rules", "votes", "present", "told"),
    [
        # nobody, one, twelve, thirteen, fourteen voters
        (terms("a", members=0), {"a": 0}, 0, "a:no_quorum"),
        (terms("a", members=1), {"a": 1}, 1, "a:chosen"),
        (terms("a", members=1), {"a": 0}, 1, "a:below_majority"),
        (terms("a", members=12), {"a": 8}, 12, "a:chosen"),  # exactly two thirds
        (terms("a", members=12, majority=Share(2, 3, is_more=True)), {"a": 8}, 12, "a:below_majority"),
        (terms("a", members=13), {"a": 8}, 13, "a:below_majority"),
        (terms("a", members=13), {"a": 9}, 13, "a:chosen"),
        (terms("a", members=14), {"a": 9}, 14, "a:below_majority"),
        (terms("a", members=14), {"a": 10}, 14, "a:chosen"),
        # half: exactly, and more than
        (terms("a", members=14, majority=HALF), {"a": 7}, 14, "a:chosen"),
        (terms("a", members=14, majority=MORE_THAN_HALF), {"a": 7}, 14, "a:below_majority"),
        (terms("a", members=14, majority=MORE_THAN_HALF), {"a": 8}, 14, "a:chosen"),
        # the quorum
        (terms("a", members=13), {"a": 8}, 8, "a:no_quorum"),
        (terms("a", members=13), {"a": 9}, 9, "a:chosen"),
        # the base
        (terms("a", members=13, base="present"), {"a": 6}, 9, "a:chosen"),
        (terms("a", members=13, base="valid"), {"a": 6}, 9, "a:chosen"),
        # more pass than there are places; equal votes for the last one
        (terms("abc", majority=HALF), {"a": 9, "b": 8, "c": 7}, 13, "a:chosen b:outvoted c:outvoted"),
        (terms("abc", majority=HALF), {"a": 9, "b": 9, "c": 7}, 13, "a:tied b:tied c:outvoted"),
        (terms("abc", majority=HALF, seats=2), {"a": 9, "b": 8, "c": 8}, 13, "a:chosen b:tied c:tied"),
        (terms("abc", majority=HALF, seats=3), {"a": 9, "b": 8, "c": 8}, 13, "a:chosen b:chosen c:chosen"),
    ],
)
def test_examples(rules, votes, present, told):
    assert reasons(decide(rules, yes(**votes), present)) == told


def test_a_withdrawn_candidate_is_not_chosen_and_frees_the_place():
    outcome = decide(terms("ab", majority=HALF), yes(a=12, b=8), 13, withdrawn=["a"])
    assert reasons(outcome) == "a:withdrawn b:chosen"


@pytest.mark.parametrize(
    ("rule", "seats", "votes", "again"),
    [
        ("none", 1, {"a": 5, "b": 5, "c": 1}, ""),
        ("leaders", 1, {"a": 5, "b": 4, "c": 1}, "ab"),
        ("leaders", 1, {"a": 5, "b": 4, "c": 4}, "abc"),  # who equals the last stands, too
        ("leaders", 2, {"a": 12, "b": 4, "c": 3, "d": 2}, "bc"),
        ("leaders", 3, {"a": 5, "b": 4, "c": 1}, "abc"),
        ("all", 1, {"a": 5, "b": 4, "c": 1}, "abc"),
        ("all", 1, {"a": 12, "b": 4, "c": 1}, ""),  # no place is left
    ],
)
def test_who_stands_in_a_second_round(rule, seats, votes, again):
    outcome = decide(terms("".join(votes), seats=seats, runoff=rule), yes(**votes), 13)
    assert "".join(outcome.runoff) == again


def test_without_a_quorum_there_is_no_second_round():
    outcome = decide(terms("ab", runoff="all"), yes(a=1, b=1), 2)
    assert (outcome.has_quorum, outcome.runoff) == (False, ())


@pytest.mark.parametrize(
    ("way", "choices", "kind"),
    [
        ("approve", {}, "blank"),
        ("approve", {"a": "yes", "b": "no"}, "valid"),
        ("approve", {"a": "other"}, "valid"),
        ("approve", {"z": "yes"}, "invalid"),
        ("approve", {"a": "maybe"}, "invalid"),
        ("approve", ["a"], "invalid"),
        ("approve", {"a": ["yes"]}, "invalid"),
        ("choose", {"a": "yes"}, "valid"),
        ("choose", {"a": "yes", "b": "yes"}, "invalid"),
        ("choose", {"a": "no"}, "invalid"),
        ("choose", {}, "blank"),
    ],
)
def test_valid_blank_invalid(way, choices, kind):
    rules = terms("ab", way=way)
    counted = tally(rules, [choices])
    assert (kind_of(rules, choices), getattr(counted, kind), counted.returned) == (kind, 1, 1)


def test_only_valid_ballots_give_votes():
    counted = tally(terms("ab"), [{"a": "yes"}, {"a": "yes", "z": "yes"}, {}])
    assert (counted.votes["a"].yes, counted.valid, counted.invalid, counted.blank) == (1, 1, 1, 1)


def test_papers_are_added():
    both = Tally(2, 1, 0, {"a": Votes(2)}).plus(Tally(3, 0, 1, {"a": Votes(1, 2), "b": Votes(other=1)}))
    assert (both.returned, both.votes["a"], both.votes["b"]) == (7, Votes(3, 2), Votes(other=1))


def slow(rules: Terms, counts: dict, present: int) -> dict:
    """By definition: chosen is whoever passes while at most `seats` pass with as many votes or more."""
    base = rules.members if rules.base == "members" else present
    passed = [key for key in counts if base and Fraction(counts[key], base) >= Fraction(2, 3)]
    quorum = rules.members and Fraction(present, rules.members) >= Fraction(2, 3)
    rank = {key: sum(counts[other] >= counts[key] for other in passed) for key in passed}
    return {key: bool(quorum) and key in passed and rank[key] <= rules.seats for key in counts}


def test_brute_force_over_all_small_elections():
    seen = 0
    for members, seats, base in product(range(5), (1, 2, 3), ("members", "present")):
        for present in range(members + 1):
            for votes in product(range(present + 1), repeat=3):
                counts = dict(zip("abc", votes, strict=True))
                rules = terms("abc", members=members, seats=seats, base=base)
                outcome = decide(rules, yes(**counts), present)
                assert {one.key: one.is_chosen for one in outcome.verdicts} == slow(rules, counts, present)
                seen += 1
    assert seen > 1000


ballot = st.dictionaries(st.sampled_from("abcz"), st.sampled_from(["yes", "no", "other", "?"]), max_size=4)


@given(
    st.lists(ballot, max_size=14),
    st.randoms(use_true_random=False),
    st.sampled_from(["approve", "choose"]),
    st.integers(1, 3),
    st.sampled_from(["members", "present", "valid"]),
    st.sampled_from(["none", "leaders", "all"]),
)
def test_properties_of_every_count(ballots, random, way, seats, base, runoff):
    rules = terms("abc", members=14, way=way, seats=seats, base=base, runoff=runoff, majority=HALF, quorum=Share(0, 1))
    counted = tally(rules, ballots)
    mixed = random.sample(ballots, len(ballots))
    assert tally(rules, mixed) == counted
    outcome = decide(rules, counted, len(ballots))
    assert counted.returned == len(ballots)
    assert len(outcome.chosen) + outcome.seats_left == seats
    assert outcome.seats_left >= 0
    assert not set(outcome.runoff) & set(outcome.chosen)
    least = min((one.votes.yes for one in outcome.verdicts if one.is_chosen), default=None)
    assert least is None or all(one.votes.yes < least for one in outcome.verdicts if not one.is_chosen)
