import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.logic.rotation import next_heads

MEMBERS = ["don-vi-01", "don-vi-02", "don-vi-03"]


@pytest.mark.parametrize(
    "past, proposed",
    [
        ([], ["don-vi-01", "don-vi-02", "don-vi-03"]),
        (["don-vi-01"], ["don-vi-02", "don-vi-03", "don-vi-01"]),
        (["don-vi-02", "don-vi-01"], ["don-vi-03", "don-vi-02", "don-vi-01"]),
        (["don-vi-03", "don-vi-01", "don-vi-02"], ["don-vi-03", "don-vi-01", "don-vi-02"]),
        (["don-vi-01", "don-vi-02", "don-vi-01"], ["don-vi-03", "don-vi-02", "don-vi-01"]),
        (["da-giai-the", "don-vi-01"], ["don-vi-02", "don-vi-03", "don-vi-01"]),
    ],
)
def test_the_turn_goes_to_who_never_headed_then_to_who_headed_longest_ago(past, proposed):
    assert next_heads(MEMBERS, past) == proposed


def test_a_new_member_comes_before_those_who_have_headed():
    assert next_heads([*MEMBERS, "don-vi-04"], MEMBERS)[0] == "don-vi-04"


@given(st.lists(st.integers(0, 9), unique=True, min_size=1), st.lists(st.integers(0, 12)))
def test_every_member_stands_once_in_the_rota(members, past):
    assert sorted(next_heads(members, past)) == sorted(members)


@given(st.lists(st.integers(0, 30), unique=True, min_size=2), st.lists(st.integers(0, 30)))
def test_this_years_deputy_heads_next_year(members, past):
    head, deputy = next_heads(members, past)[:2]
    assert next_heads(members, [*past, head])[0] == deputy


@given(st.lists(st.integers(0, 30), unique=True, min_size=1, max_size=25))
def test_a_rota_left_alone_lets_each_head_once_a_round(members):
    past = []
    for _term in members:
        past.append(next_heads(members, past)[0])
    assert past == members
