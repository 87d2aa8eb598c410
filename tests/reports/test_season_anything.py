"""Whatever a season file may say, the site says the same afterwards."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pacts.logic.seal import figure
from tests.reports.season_tools import dumped, empty_the_site, load, small

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÀảãáạẮằờỡợựỷ 0123456789.,;:–“”()%/-"
words = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(bool)
numbers = st.decimals("-99999999999.9999", "99999999999.9999", allow_nan=False, places=4).map(figure)
rates = st.decimals(0, 100, allow_nan=False, places=2).map(figure)
days = st.one_of(
    st.none(),
    st.dates().filter(lambda day: 1945 <= day.year <= 2100).map(lambda day: day.isoformat()),
    st.integers(1945, 2100).map(str),
    st.tuples(st.integers(1945, 2100), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02}"),
    st.just("2023-02-25/2023-02-28"),
)
pledges = st.lists(
    st.one_of(
        st.builds(lambda name, rate: {"name": name, "kind": "at_least", "target": rate, "measure": "%"}, words, rates),
        st.builds(lambda name: {"name": name, "kind": "zero", "measure": "vụ"}, words),
        st.builds(
            lambda name, rate, words: {
                "name": name,
                "kind": "reduce_at_least",
                "target": rate,
                "baseline_label": words,
            },
            words,
            rates,
            words,
        ),
        st.builds(lambda name, note: {"name": name, "kind": "qualitative", "note": note}, words, words),
    ),
    min_size=1,
    max_size=4,
)
results = st.one_of(
    numbers.map(lambda value: {"value": value}),
    st.tuples(numbers, numbers).map(lambda pair: {"numerator": pair[0], "denominator": pair[1]}),
    words.map(lambda text: {"statement": text}),
    st.just({"is_not_applicable": True}),
)

halves = st.integers(0, 40).map(lambda count: figure(Decimal(count) / 2))
counts = st.integers(0, 9).map(str)
passed = st.lists(st.sampled_from(["self", "review"]), max_size=3)


def marks_of(given) -> st.SearchStrategy:
    """What two stages say of one criterion: the same, something else, or nothing; with or without a word and a name."""
    mark = st.fixed_dictionaries(given, optional={"reason": words, "given_by": words, "needs_review": st.just(True)})
    return st.fixed_dictionaries({"self": mark}, optional={"review": st.one_of(st.just("="), mark)})


@st.composite
def scored(draw, table):
    """The table of the small file with whatever was marked and passed."""
    sheet = table["sheets"][0]
    sheet["marks"] = {"1.1": draw(marks_of({"value": counts})), "1.2": draw(marks_of({"points": halves}))}
    at = sheet["passages"][0]["passed_at"]
    sheet["passages"] = [
        {"stage": kind, "passed_at": at.replace("09:00:00", f"09:0{minute}:00"), "passed_by": draw(words)}
        for minute, kind in enumerate(draw(passed))
    ]
    return table


@st.composite
def documents(draw):
    document = small()
    bloc = document["blocs"][0]
    pact = bloc["pacts"][0]
    pact["sections"] = [{"title": draw(words), "pledges": draw(pledges)} for _ in range(draw(st.integers(1, 3)))]
    places = [f"{n}.{m}" for n, one in enumerate(pact["sections"], 1) for m in range(1, len(one["pledges"]) + 1)]
    about = draw(st.lists(st.sampled_from(places), unique=True))
    bloc["figures"] = [{"phase": "nam", "unit": "don-vi-01", "pledge": place, **draw(results)} for place in about]
    bloc["figures"] += [{"phase": "nam", "indicator": draw(words), **draw(results)} for _ in range(2)]
    pact["criteria_table"] = draw(scored(pact["criteria_table"]))
    document["ceremonies"][0]["date"] = draw(days)
    document["ceremonies"][0]["words"] = "\n".join(draw(st.lists(words, max_size=3)))
    return document


@pytest.mark.django_db
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(document=documents())
def test_load_dump_load_is_the_identity_for_whatever_a_file_says(document):
    empty_the_site()
    load(document)
    first = dumped()
    assert load(document).created == 0
    said = [Decimal(one["value"]) for one in document["blocs"][0]["figures"] if "value" in one]
    kept = [Decimal(one["value"]) for one in json.loads(first)["seasons"][0]["blocs"][0]["figures"] if "value" in one]
    assert sorted(said) == sorted(kept)
    empty_the_site()
    load(json.loads(first))
    assert dumped() == first
