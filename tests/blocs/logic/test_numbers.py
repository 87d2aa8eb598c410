"""Numbers are read as officers type them, and never guessed."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from blocs.logic.numbers import Ambiguous, Unreadable, read_count, read_number, read_percent
from blocs.logic.wording import number, typed

ROWS = json.loads((Path(__file__).parents[2] / "data/vectors/numbers.json").read_text(encoding="utf-8"))["rows"]
READERS = {"percent": read_percent, "count": read_count, "number": read_number}
SENTENCES = {
    "err.number": "The value must be a number, for example 92,02",
    "err.decimal": "Use a comma for the decimal part, for example 92,02",
    "err.percent": "The rate must be from 0% to 100%",
    "err.places": "The value takes at most 2 decimal places, for example 92,02",
    "err.count": "The value must be a whole number, for example 1.234",
    "err.digits": "The value may have at most 15 digits",
}
CASES = [(kind, row["raw"], row[kind]) for row in ROWS for kind in READERS]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def outcome(read, raw):
    """The value as text, or the refusal, as the vectors write it."""
    try:
        value = read(raw)
    except Ambiguous as error:
        return " ".join(["ask", *map(typed, error.choices)])
    except Unreadable as error:
        return next(key for key, sentence in SENTENCES.items() if sentence == error.sentence)
    return None if value is None else str(value)


@pytest.mark.parametrize(("kind", "raw", "expected"), CASES)
def test_the_table_of_inputs(kind, raw, expected):
    assert outcome(READERS[kind], raw) == expected


def test_an_unsure_number_names_both_readings():
    with pytest.raises(Ambiguous) as caught:
        read_percent("92.020")
    assert caught.value.sentence == "“92.020” may be 92,02 or 92020. Choose the right value."
    assert caught.value.choices == (Decimal("92.02"), Decimal(92020))


def test_a_field_is_called_by_its_name():
    with pytest.raises(Unreadable, match=r"^Number of cases must be a number"):
        read_number("nhiều", field="Number of cases")


def test_above_100_only_where_the_pledge_allows_it():
    assert read_percent("101%", over_100=True) == 101
    with pytest.raises(Unreadable):
        read_percent("-1", over_100=True)


def test_more_places_are_taken_when_asked_for():
    assert read_number("0,1234", places=4) == Decimal("0.1234")
    with pytest.raises(Ambiguous):
        read_number("1.234", places=3)


@pytest.mark.parametrize(
    ("raw", "value"), [(92.02, "92.02"), (13.0, "13"), (7, "7"), (Decimal("1.50"), "1.5"), (None, None)]
)
def test_spreadsheet_numbers_need_no_reading(raw, value):
    assert read_number(raw) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("raw", [True, float("nan"), float("inf"), 1e30, Decimal("1E+9999"), "9" * 5000, object()])
def test_odd_things_are_refused_in_a_sentence(raw):
    for read in READERS.values():
        with pytest.raises(Unreadable) as caught:
            read(raw)
        assert caught.value.sentence


@given(st.text())
def test_no_text_crashes_a_reader(raw):
    for read in READERS.values():
        try:
            value = read(raw)
        except Unreadable as error:
            assert error.sentence
        else:
            assert value is None or Decimal(value).is_finite()


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_typed_back_is_read_the_same(value):
    assert read_number(typed(value)) == value


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_count_is_read_as_it_is_shown(value):
    assert read_count(number(value)) == value
